import Core
import JOSE
import Logto
import OAuth
import Storage
import Web

/// A token that a client shows to introspection or revocation (RFC 7662 §2.1, RFC 7009 §2.1), found among those that are
/// kept; JWTs are not.
struct PresentedToken {
    enum Kind {
        case access(AccessToken)
        case refresh(RefreshToken)
    }

    let kind: Kind
    let grant: Grant

    /// `nil` for a token that is unknown or over, or whose grant or session is gone. A refresh token that was used
    /// already is found.
    init?(_ text: String, in db: Transaction, at now: Instant) throws {
        if let token = try db.accessToken(text, at: now) {
            guard let grant = try db.liveGrant(token.grantID, of: nil, session: token.binding, at: now) else {
                return nil
            }
            self.init(kind: .access(token), grant: grant)
        } else if let token = try db.refreshToken(text, at: now) {
            guard let grant = try db.liveGrant(token.grantID, of: nil, session: token.binding, at: now) else {
                return nil
            }
            self.init(kind: .refresh(token), grant: grant)
        } else {
            return nil
        }
    }

    private init(kind: Kind, grant: Grant) {
        self.kind = kind
        self.grant = grant
    }

    /// The text in the request, after the checks that both endpoints make once the client is known, in their order.
    ///
    /// - Parameter action: what cannot be done with a JWT, and where, as the engine says it.
    static func text(in parameters: FormParameters, refusing action: String) throws(OAuthError) -> String {
        let repeated = ["token", "token_type_hint"].filter(parameters.repeatedNames.contains)
        if let error = OAuthError.repeated(repeated) { throw error }
        guard let text = parameters.present("token") else {
            throw .invalidRequest("missing required parameter 'token'")
        }
        if Self.isStructured(text) {
            throw OAuthError(.unsupportedTokenType, "Structured JWT Tokens cannot be \(action)")
        }
        return text
    }

    /// Whether it looks like a JWT: its header can be read, whoever signed it (the engine's
    /// `lib/shared/reject_structured_tokens.js`).
    private static func isStructured(_ text: String) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 5, let header = Base64URL.decode(parts[0]) else { return false }
        return (try? JSON(parsing: header))?.members != nil
    }
}
