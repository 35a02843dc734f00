import OAuth

/// Why a device cannot be signed in. The page is told by the name of the engine's error (spec `logto-oidc.md` §16).
enum DeviceFailure: Sendable {
    case noCode
    /// With what was typed, where it was typed.
    case notFound(String?)
    case expired(String?)
    case alreadyUsed(String?)
    case aborted
    /// The sign-in that was under way is not there any more.
    case sessionNotFound
    case other(OAuthError.Code)

    var name: String {
        switch self {
        case .noCode: "NoCodeError"
        case .notFound: "NotFoundError"
        case .expired: "ExpiredError"
        case .alreadyUsed: "AlreadyUsedError"
        case .aborted: "AbortedError"
        case .sessionNotFound: "SessionNotFound"
        case .other(let code):
            // `invalid_request` is thrown as `InvalidRequest`.
            code.rawValue.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
    }

    var inputCode: String? {
        switch self {
        case .notFound(let code), .expired(let code), .alreadyUsed(let code): code
        default: nil
        }
    }
}
