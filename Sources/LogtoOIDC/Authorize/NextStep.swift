import Core
import Logto
import OAuth

/// What an accepted authorization request needs before a code can be given (spec `logto-oidc.md` §6.5). Pure.
enum NextStep: Equatable, Sendable {
    case signIn
    case consent
    case respond
    /// The request forbids to ask.
    case refuse(OAuthError)

    /// What is known of the browser and of the sign-in so far.
    struct Situation: Sendable {
        /// Whoever is signed in, and since when.
        var userID: ID<LogtoUser>?
        var authenticatedAt: Instant?
        /// What the application asks for and was not granted in this session.
        var missing: MissingScopes
        /// Whether this interaction has asked already.
        var hasSignedIn: Bool
        var hasConsented: Bool
        var now: Instant
    }

    /// The prompts in the engine's order: login, then consent. Within each the first reason counts.
    init(_ accepted: AcceptedRequest, _ situation: Situation) {
        let mayAsk = !accepted.prompts.contains("none")
        if let reason = Self.reasonToSignIn(accepted, situation) {
            self = mayAsk ? .signIn : .refuse(reason)
        } else if let reason = Self.reasonForConsent(accepted, situation) {
            self = mayAsk ? .consent : .refuse(reason)
        } else {
            self = .respond
        }
    }

    /// The error is the one that `prompt=none` gets (§6.7).
    private static func reasonToSignIn(_ accepted: AcceptedRequest, _ situation: Situation) -> OAuthError? {
        guard let userID = situation.userID else {
            return OAuthError(.loginRequired, "End-User authentication is required")
        }
        if situation.hasSignedIn { return nil }
        if accepted.prompts.contains("login") {
            return OAuthError(.loginRequired, "End-User authentication is required")
        }
        if let maxAge = accepted.maxAge {
            let authenticatedAt = situation.authenticatedAt ?? Instant(milliseconds: 0)
            if situation.now > authenticatedAt.advanced(bySeconds: maxAge) {
                return OAuthError(.loginRequired, "End-User authentication could not be obtained")
            }
        }
        if let hinted = accepted.hintedUserID, hinted != userID {
            return OAuthError(.loginRequired, "id_token_hint and authenticated subject do not match")
        }
        return nil
    }

    private static func reasonForConsent(_ accepted: AcceptedRequest, _ situation: Situation) -> OAuthError? {
        if accepted.application.kind == .native, !situation.hasConsented {
            return OAuthError(.interactionRequired, "native clients require End-User interaction")
        }
        // What is still missing then is asked for once more.
        if accepted.prompts.contains("consent") && !situation.hasConsented || !situation.missing.isEmpty {
            return OAuthError(.consentRequired, "requested scopes not granted")
        }
        return nil
    }
}
