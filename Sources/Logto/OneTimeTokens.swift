import Core
import HTTPTypes
import Storage

/// The rules of one-time tokens (spec `logto-management-api.md` §6.11, `logto-oidc.md` §8.2).
package enum OneTimeTokens {
    /// - Parameter lifetime: seconds.
    package static func make(
        email: String, context: JSON, lifetime: Int64 = OneTimeToken.lifetime, entropy: Entropy, at now: Instant
    ) -> OneTimeToken {
        OneTimeToken(
            id: ID(entropy.longID()), email: email, token: entropy.string(32, of: .alphanumeric), context: context,
            createdAt: now, expiresAt: now.advanced(bySeconds: lifetime))
    }

    /// Uses a token up.
    ///
    /// - Parameter event: what is going on, where a token that was made for another event does not count.
    /// - Throws: `one_time_token.…`, in Logto's order; nothing has changed then.
    package static func redeem(
        _ token: String, email: String, during event: InteractionEvent? = nil, in db: Transaction, at now: Instant
    ) throws -> OneTimeToken {
        guard var found = try db.oneTimeToken(token: token) else {
            throw LogtoError("one_time_token.token_not_found", .notFound, values: ["token": token])
        }
        guard found.email == email else { throw LogtoError("one_time_token.email_mismatch") }
        if let event, let intended = found.context["interactionEvent"]?.string, intended != event.rawValue {
            throw LogtoError("one_time_token.interaction_event_mismatch")
        }
        switch found.status(at: now) {
        case .active: break
        case .expired: throw LogtoError("one_time_token.token_expired")
        case .consumed: throw LogtoError("one_time_token.token_consumed")
        case .revoked: throw LogtoError("one_time_token.token_revoked")
        }
        found.storedStatus = .consumed
        try db.setStatus(.consumed, of: found.id)
        return found
    }

    /// Gives a token another status.
    ///
    /// - Throws: `one_time_token.cannot_reactivate_token`.
    package static func set(
        _ status: OneTimeToken.Status, of token: OneTimeToken, in db: Transaction
    ) throws -> OneTimeToken {
        if status == .active { throw LogtoError("one_time_token.cannot_reactivate_token") }
        var token = token
        token.storedStatus = status
        try db.setStatus(status, of: token.id)
        return token
    }
}
