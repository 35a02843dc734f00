import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("POST /oidc/token/introspection (spec §14)")
struct IntrospectionTests {
    private static let inactive = #"{"active":false}"#

    @Test func `an access token, member by member`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens(["scope": "openid profile offline_access"])
        let user = try #require(try await party.world.user(persona: "10001"))
        let answer = try await party.introspect(tokens.access)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(
            answer.json == [
                "active": true, "sub": .string(user.id.value), "client_id": .string(party.app.id),
                "exp": 1_800_003_600, "iat": 1_800_000_000, "iss": "http://localhost:3001/oidc",
                "scope": "openid profile offline_access", "token_type": "Bearer",
            ])
    }

    @Test func `a refresh token has no type`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.introspect(try await party.tokens().refresh)
        #expect(answer.json["active"] == true)
        #expect(answer.json["token_type"] == nil)
        #expect(answer.json["exp"] == .int(1_800_000_000 + 14 * 24 * 3600))
    }

    @Test func `the session is named where the application asked for that (§12.1)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) { app in
            app.oidcClientMetadata.backchannelLogoutUri = "http://localhost:3000/logout"
            app.oidcClientMetadata.backchannelLogoutSessionRequired = true
        }
        let tokens = try await party.tokens()
        let sid = try #require(try party.claims(tokens.id ?? "")["sid"]?.string)
        #expect(try await party.introspect(tokens.access).json["sid"] == .string(sid))
        #expect(try await party.introspect(tokens.refresh).json["sid"] == .string(sid))
    }

    /// The engine keeps the name in the token (§12.1, §12.3).
    @Test func `an offline token still names its session when that is gone`() async throws {
        let party = RelyingParty(Example.twoURIs, in: try await TestWorld())
        try await party.world.change(party.app) { app in
            app.oidcClientMetadata.backchannelLogoutUri = "http://localhost:3000/logout"
            app.oidcClientMetadata.backchannelLogoutSessionRequired = true
        }
        let browser = Browser(party.world)
        let tokens = try await party.tokens(browser)
        let sid = try #require(try party.claims(tokens.id ?? "")["sid"])
        _ = try await browser.submitOnlyForm(
            on: try await browser.request(.get, "\(party.world.issuer)/session/end"))
        #expect(try await party.introspect(tokens.refresh).json["sid"] == sid)
        let refreshed = try Tokens(try await party.refresh(tokens.refresh ?? ""))
        #expect(try party.claims(refreshed.id ?? "")["sid"] == sid)
        #expect(try await party.introspect(refreshed.access).json["sid"] == sid)
    }

    @Test func `one that is unknown, over, used or revoked is not active, and nothing more is said`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let tokens = try await party.tokens()
        #expect(try await party.introspect("nothing").body == Self.inactive)
        _ = try Tokens(try await party.refresh(tokens.refresh ?? ""))
        #expect(try await party.introspect(tokens.refresh).body == Self.inactive)
        #expect(try await party.isActive(tokens.access) == true)
        party.world.advance(seconds: 3599)
        #expect(try await party.isActive(tokens.access) == true)
        party.world.advance(seconds: 1)
        #expect(try await party.introspect(tokens.access).body == Self.inactive, "exact, unlike at userinfo")
        let fresh = try await party.tokens()
        _ = try await party.revoke(fresh.access)
        #expect(try await party.introspect(fresh.access).body == Self.inactive)
    }

    @Test func `a session's token dies with it`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let tokens = try await party.tokens(browser, ["scope": "openid", "prompt": nil])
        #expect(try await party.isActive(tokens.access) == true)
        _ = try await browser.submitOnlyForm(
            on: try await browser.request(.get, "\(party.world.issuer)/session/end"))
        #expect(try await party.isActive(tokens.access) == false)
    }

    @Test func `whoever has a secret may ask about everyone's tokens, others about their own`() async throws {
        let world = try await TestWorld()
        let (shop, reader) = (RelyingParty(in: world), RelyingParty(Example.browserApp, in: world))
        let (shopToken, readerToken) = (try await shop.tokens().access, try await reader.tokens().access)
        #expect(try await shop.isActive(readerToken) == true)
        #expect(try await reader.isActive(readerToken) == true)
        #expect(try await reader.introspect(shopToken).body == Self.inactive)
    }

    @Test(arguments: ["introspection", "revocation"])
    func `the client proves itself first, then the token has to be there`(endpoint: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let rows: [([String: String?], HTTPResponse.Status, String, String)] = [
            (["client_id": ""], .badRequest, "invalid_request", "no client authentication mechanism provided"),
            (["client_id": "nobody"], .badRequest, "invalid_client", "invalid client nobody"),
            (["client_secret": "wrong"], .unauthorized, "invalid_client", "client authentication failed"),
            ([:], .badRequest, "invalid_request", "missing required parameter 'token'"),
            (["token": ""], .badRequest, "invalid_request", "missing required parameter 'token'"),
        ]
        for (form, status, error, description) in rows {
            let answer = try await party.post("/token/\(endpoint)", form)
            #expect(answer.status == status)
            #expect(answer.oauthError == error)
            #expect(answer.errorDescription == description)
        }
    }

    @Test(arguments: [
        ("introspection", "introspected"), ("revocation", "revoked"),
    ])
    func `a JWT is refused, whoever signed it`(endpoint: String, verb: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let idToken = try await party.tokens().id
        for jwt in [idToken, "e30.x.y", "e30...."] {
            let answer = try await party.post("/token/\(endpoint)", ["token": jwt])
            #expect(answer.status == .badRequest)
            #expect(
                answer.body
                    == #"{"code":"oidc.unsupported_token_type","message":"An OIDC error occurred: oidc.unsupported_token_type.","error":"unsupported_token_type","error_description":"Structured JWT Tokens cannot be \#(verb) via the \#(endpoint)_endpoint"}"#
            )
        }
        for text in ["a.b.c", "e30.x", "W10.x.y", "..", "e30.x.y.z", "\u{1F600}.\u{1F600}.\u{1F600}"] {
            #expect(try await party.post("/token/\(endpoint)", ["token": text]).status == .ok, "\(text)")
        }
    }

    @Test func `a GET finds nothing`() async throws {
        let world = try await TestWorld()
        for path in ["/token/introspection", "/token/revocation"] {
            #expect(try await world.get(world.issuer + path).status == .notFound)
        }
    }
}
