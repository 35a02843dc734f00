import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Discovery and keys (spec §1.4, §2, §3)")
struct DiscoveryTests {
    /// §2, asserted by Logto's own `discovery.test.ts`.
    private static let document: JSON = [
        "authorization_endpoint": "http://localhost:3001/oidc/auth",
        "device_authorization_endpoint": "http://localhost:3001/oidc/device/auth",
        "claims_parameter_supported": false,
        "claims_supported": [
            "sub", "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile",
            "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "username", "created_at",
            "email", "email_verified", "phone_number", "phone_number_verified", "address", "custom_data", "identities",
            "sso_identities", "roles", "organizations", "organization_data", "organization_roles", "sid", "auth_time",
            "iss",
        ],
        "code_challenge_methods_supported": ["S256"],
        "end_session_endpoint": "http://localhost:3001/oidc/session/end",
        "grant_types_supported": [
            "implicit", "authorization_code", "refresh_token", "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange",
        ],
        "issuer": "http://localhost:3001/oidc",
        "jwks_uri": "http://localhost:3001/oidc/jwks",
        "authorization_response_iss_parameter_supported": true,
        "response_modes_supported": ["form_post", "fragment", "query"],
        "response_types_supported": ["code id_token", "code", "id_token", "none"],
        "scopes_supported": [
            "openid", "offline_access", "profile", "email", "phone", "address", "custom_data", "identities", "roles",
            "urn:logto:scope:organizations", "urn:logto:scope:organization_roles", "urn:logto:scope:sessions",
            "urn:logto:scope:trusted_devices",
        ],
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic", "client_secret_jwt", "client_secret_post", "private_key_jwt", "none",
        ],
        "token_endpoint_auth_signing_alg_values_supported": ["HS256", "RS256", "PS256", "ES256", "Ed25519", "EdDSA"],
        "token_endpoint": "http://localhost:3001/oidc/token",
        "id_token_signing_alg_values_supported": ["ES384"],
        "pushed_authorization_request_endpoint": "http://localhost:3001/oidc/request",
        "request_uri_parameter_supported": false,
        "userinfo_endpoint": "http://localhost:3001/oidc/me",
        "introspection_endpoint": "http://localhost:3001/oidc/token/introspection",
        "revocation_endpoint": "http://localhost:3001/oidc/token/revocation",
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "claim_types_supported": ["normal"],
    ]

    @Test(arguments: [
        "/oidc/.well-known/openid-configuration", "/oidc/.well-known/oauth-authorization-server",
        "/oidc/.well-known/openid-configuration/", "/OIDC/.Well-Known/OpenID-Configuration",
    ])
    func `the document has these members and no others (§2)`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.logto + path)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(answer.json == Self.document)
    }

    @Test func `the addresses follow the request, the issuer does not (§2)`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get(
            "\(world.issuer)/.well-known/openid-configuration", headers: [.host: "logto.internal:8080"])
        #expect(answer.json["issuer"] == "http://localhost:3001/oidc")
        #expect(answer.json["token_endpoint"] == "http://logto.internal:8080/oidc/token")
        #expect(answer.json["jwks_uri"] == "http://logto.internal:8080/oidc/jwks")
    }

    @Test func `a public endpoint is the issuer, and gives the addresses their scheme (§2)`() async throws {
        let config = Example.config(
            replacing: #""logto": {"#, with: #""logto": { "endpoint": "https://login.example","#)
        let world = try await TestWorld(config)
        let answer = try await world.get(
            "\(world.issuer)/.well-known/openid-configuration", headers: [.host: "login.example"])
        #expect(answer.json["issuer"] == "https://login.example/oidc")
        #expect(answer.json["token_endpoint"] == "https://login.example/oidc/token")
        #expect(!answer.body.contains("localhost"))
    }

    @Test func `the key set has one EC P-384 key, its kid a thumbprint, and nothing private (§3)`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.logto)/oidc/jwks")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/jwk-set+json; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-cache, max-age=0, must-revalidate")
        let keys = try #require(answer.json["keys"]?.array)
        #expect(keys.count == 1)
        let key = try #require(keys.first)
        #expect((key.members ?? []).map(\.name).sorted() == ["alg", "crv", "kid", "kty", "use", "x", "y"])
        #expect(key["kty"] == "EC")
        #expect(key["use"] == "sig")
        #expect(key["alg"] == "ES384")
        #expect(key["crv"] == "P-384")
        #expect(key["kid"]?.string?.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        for name in ["x", "y"] { #expect(key[name]?.string?.count == 64) }
    }

    @Test func `a world keeps its key (§3)`() async throws {
        let world = try await TestWorld()
        let again = try await TestWorld(store: world.store)
        #expect(try await world.get("\(world.logto)/oidc/jwks").body == again.get("\(again.logto)/oidc/jwks").body)
    }

    @Test(arguments: ["/oidc/jwks", "/oidc/.well-known/openid-configuration"])
    func `HEAD is served wherever GET is (§1.2)`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(.head, world.logto + path)
        #expect(answer.status == .ok)
        #expect(answer.body.isEmpty)
    }
}
