import Core
import OAuth

/// What a grant comes to. A refusal is a value and not an error, because what led to it has to be kept: a replayed code
/// revokes its grant, and a thrown error would undo that.
enum GrantOutcome: Sendable {
    case authorized(Authorization)
    case refused(GrantRefusal)

    static func refused(_ text: String) -> GrantOutcome { .refused(GrantRefusal(text)) }

    /// Refused only after the code or token was consumed (spec `logto-oidc.md` §11.3, §11.4).
    static let unknownResource = GrantOutcome.refused(GrantRefusal("resource unknown", error: .unknownResource))
}

/// Why a grant was refused. Clients never learn it: every `invalid_grant` looks the same (§11.2).
struct GrantRefusal: Sendable {
    struct RedirectMismatch: Sendable {
        let clientID: ID<LogtoApplication>
        let requested: String
        let authorized: String
        let registered: [String]
    }

    let text: String
    /// What the client is told.
    let error: OAuthError
    let mismatch: RedirectMismatch?

    init(
        _ text: String, error: OAuthError = .invalidGrant("grant request is invalid"), mismatch: RedirectMismatch? = nil
    ) {
        self.text = text
        self.error = error
        self.mismatch = mismatch
    }
}
