import Core
import HTTPTypes
import Logging
import OAuth

/// Why the token endpoint gives nothing, with the statuses of an OAuth stack older than today's: 401 where RFC 6749 says
/// 400 (spec `patreon.md` §2.5).
enum TokenRefusal: Error, Equatable {
    case invalidRequest(String)
    case unsupportedGrantType
    case invalidClient(ClientFault)
    /// Of a code or refresh token that is unknown, used, expired or another client's: the client does not hear which.
    case invalidGrant(GrantFault)
    /// The redirect URI is not the one that the code was issued for.
    case otherRedirectURI(requested: String?, bound: String, registered: [String])
    case invalidScope([String])

    enum ClientFault: Equatable {
        case noCredentials
        case unknown(String)
        case disabled(String)
        case wrongSecret(String)
        case credentialsAlone
    }

    enum GrantFault: Equatable {
        case unknownCode
        case anotherClients(ID<PatreonClient>)
        case expiredCode(Instant)
        case accountGone
        case wrongVerifier
        case unknownRefreshToken
        case revokedByPersona(ID<PatreonAccount>)
    }

    func status(_ switches: PatreonSwitches) -> HTTPResponse.Status {
        switch self {
        case .invalidRequest, .unsupportedGrantType: .badRequest
        case .invalidClient: .unauthorized
        case .otherRedirectURI where switches.tokenRedirectMismatch == .invalidRequest: .badRequest
        case .invalidGrant, .otherRedirectURI, .invalidScope:
            switches.oauthErrorsAs400 ? .badRequest : .unauthorized
        }
    }

    func error(_ switches: PatreonSwitches) -> OAuthError {
        switch self {
        case .invalidRequest(let description): .invalidRequest(description)
        case .unsupportedGrantType:
            // The first is recorded; the stack by itself says the second (§10).
            switches.unknownGrantType == .recorded
                ? .invalidRequest("not_supported_grant.") : OAuthError(.unsupportedGrantType)
        case .invalidClient: OAuthError(.invalidClient)
        case .invalidGrant: OAuthError(.invalidGrant)
        case .otherRedirectURI:
            // The first is recorded; newer versions of the stack say the second (§10).
            switches.tokenRedirectMismatch == .accessDenied
                ? OAuthError(.accessDenied) : .mismatchingRedirectURI
        case .invalidScope: OAuthError(.invalidScope)
        }
    }

    func body(_ switches: PatreonSwitches) -> JSON {
        let error = self.error(switches)
        return [
            "error": .string(error.code.rawValue),
            "error_description": error.description.map(JSON.string),
        ]
    }

    func log(_ logger: Logger, _ switches: PatreonSwitches) {
        let error = self.error(switches)
        var metadata: Logger.Metadata = [
            "error": .string(error.code.rawValue), "reason": .string(error.description ?? "none"),
        ]
        if case .otherRedirectURI(let requested, let bound, let registered) = self {
            metadata["requested_redirect_uri"] = .string(requested ?? "none")
            metadata["authorized_redirect_uri"] = .string(bound)
            metadata["registered_redirect_uris"] = .array(registered.map { .string($0) })
        }
        logger.warning("token request refused", metadata: metadata)
    }
}
