import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logto
import Web

/// `GET /oidc/.well-known/openid-configuration`, and the same document as RFC 8414 has it (spec `logto-oidc.md` §2).
struct DiscoveryEndpoint: Sendable {
    let issuer: String
    let keys: KeyRing

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get(".well-known/openid-configuration", use: self.discovery)
            .get(".well-known/oauth-authorization-server", use: self.discovery)
            .preflight(".well-known/openid-configuration")
            .preflight(".well-known/oauth-authorization-server")
    }

    @Sendable private func discovery(_ request: Request, _ context: WebContext) -> Response {
        let scheme = self.issuer.prefix { $0 != ":" }
        return .json(self.document(at: request.head.authority.map { "\(scheme)://\($0)/oidc" } ?? self.issuer))
    }

    /// - Parameter base: where the provider was asked: the addresses follow the request, the issuer does not.
    private func document(at base: String) -> JSON {
        [
            "authorization_endpoint": "\(base)/auth",
            "device_authorization_endpoint": "\(base)/device/auth",
            "claims_parameter_supported": false,
            "claims_supported": .strings(Claims.supported),
            "code_challenge_methods_supported": ["S256"],
            "end_session_endpoint": "\(base)/session/end",
            "grant_types_supported": [
                "implicit", "authorization_code", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange",
            ],
            "issuer": .string(self.issuer),
            "jwks_uri": "\(base)/jwks",
            "authorization_response_iss_parameter_supported": true,
            "response_modes_supported": ["form_post", "fragment", "query"],
            "response_types_supported": ["code id_token", "code", "id_token", "none"],
            "scopes_supported": .strings(RequestedScopes.oidc),
            "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic", "client_secret_jwt", "client_secret_post", "private_key_jwt", "none",
            ],
            "token_endpoint_auth_signing_alg_values_supported": [
                "HS256", "RS256", "PS256", "ES256", "Ed25519", "EdDSA",
            ],
            "token_endpoint": "\(base)/token",
            "id_token_signing_alg_values_supported": .strings(self.signingAlgorithms),
            "pushed_authorization_request_endpoint": "\(base)/request",
            "request_uri_parameter_supported": false,
            "userinfo_endpoint": "\(base)/me",
            "introspection_endpoint": "\(base)/token/introspection",
            "revocation_endpoint": "\(base)/token/revocation",
            "backchannel_logout_supported": true,
            "backchannel_logout_session_supported": true,
            "claim_types_supported": ["normal"],
        ]
    }

    /// An RSA key fits two algorithms ([U-2]).
    private var signingAlgorithms: [String] {
        var names: [String] = []
        for key in self.keys.published {
            for name in key.alg.map({ [$0] }) ?? ["PS256", "RS256"] where !names.contains(name) { names.append(name) }
        }
        return names
    }
}
