import Core
import HTTPTypes
import Logging
import OAuth

/// Why the token endpoint gives nothing, with the statuses of an OAuth stack older than today's: 401 where RFC 6749 says
/// 400 (spec `patreon.md` §2.5).
enum TokenRefusal: Error, Equatable {
    case invalidRequest(String)
    case unsupportedGrantType
    case invalidClient
    /// Of a code or refresh token that is unknown, used, expired or another client's.
    case invalidGrant
    /// The redirect URI is not the one that the code was issued for.
    case otherRedirectURI(requested: String?, bound: String, registered: [String])
    case invalidScope

    var status: HTTPResponse.Status {
        switch self {
        case .invalidRequest, .unsupportedGrantType: .badRequest
        case .invalidClient, .invalidGrant, .otherRedirectURI, .invalidScope: .unauthorized
        }
    }

    var error: OAuthError {
        switch self {
        case .invalidRequest(let description): .invalidRequest(description)
        // Recorded; the stack by itself would say `unsupported_grant_type` (§10).
        case .unsupportedGrantType: .invalidRequest("not_supported_grant.")
        case .invalidClient: OAuthError(.invalidClient)
        case .invalidGrant: OAuthError(.invalidGrant)
        case .otherRedirectURI: OAuthError(.accessDenied)
        case .invalidScope: OAuthError(.invalidScope)
        }
    }

    var body: JSON {
        [
            "error": .string(self.error.code.rawValue),
            "error_description": self.error.description.map(JSON.string),
        ]
    }

    func log(_ logger: Logger) {
        var metadata: Logger.Metadata = [
            "error": .string(self.error.code.rawValue), "reason": .string(self.error.description ?? "none"),
        ]
        if case .otherRedirectURI(let requested, let bound, let registered) = self {
            metadata["requested_redirect_uri"] = .string(requested ?? "none")
            metadata["authorized_redirect_uri"] = .string(bound)
            metadata["registered_redirect_uris"] = .array(registered.map { .string($0) })
        }
        logger.warning("token request refused", metadata: metadata)
    }
}
