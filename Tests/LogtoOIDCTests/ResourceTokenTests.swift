import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Access tokens for APIs (spec §11.3, §11.4, §11.5, §12.2, §12.5)")
struct ResourceTokenTests {
    @Test func `a refresh token yields a JWT for an API of the authorization request`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens()
        let answer = try await party.refresh(tokens.refresh ?? "", ["resource": Example.api])
        #expect(answer.json["expires_in"] == 600)
        #expect(answer.json["scope"] == "read:books write:books")
        #expect(answer.json["token_type"] == "Bearer")
        #expect(answer.json["id_token"] != nil)
        let claims = try party.accessClaims(answer)
        #expect(claims["jti"]?.string?.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        let others = JSON.object((claims.members ?? []).filter { $0.name != "jti" })
        #expect(
            others == [
                "sub": "alice0000001", "iat": .int(TestWorld.beginning.seconds),
                "exp": .int(TestWorld.beginning.seconds + 600), "scope": "read:books write:books",
                "client_id": .string(party.app.id), "iss": "http://localhost:3001/oidc", "aud": .string(Example.api),
            ])
        #expect(claims.members?.map(\.name) == ["jti", "sub", "iat", "exp", "scope", "client_id", "iss", "aud"])
    }

    @Test func `without a resource the access token stays opaque, with the provider's scopes alone (§11.5)`()
        async throws
    {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens()
        #expect(tokens.access.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        #expect(tokens.scope == "openid offline_access urn:logto:scope:organizations")
        let refreshed = try Tokens(try await party.refresh(tokens.refresh ?? ""))
        #expect(refreshed.access.count == 43)
        #expect(try await party.userInfo(refreshed.access).status == .ok)
    }

    @Test func `a signed token is none for userinfo (§13)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens(redeeming: ["resource": Example.api])
        #expect(try await party.userInfo(tokens.access).status == .unauthorized)
    }

    @Test func `a code can be exchanged for an API's token, and still has an ID token (§11.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens(redeeming: ["resource": Example.api])
        #expect(tokens.json["expires_in"] == 600)
        #expect(try party.claims(tokens.access)["aud"] == .string(Example.api))
        #expect(tokens.id != nil && tokens.refresh != nil)
    }

    @Test func `a code without openid is for the one API that was named (§11.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let one = try await party.aliceTokens(["scope": "read:books", "resource": Example.api])
        #expect(try party.claims(one.access)["aud"] == .string(Example.api))
        #expect(one.scope == "read:books")
        let two = try await party.aliceTokens(["scope": "profile read:books"])
        #expect(two.access.count == 43)
        #expect(two.scope == "profile")
    }

    @Test func `a refresh whose narrowed scope lacks openid as well (§11.4, §11.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens(["resource": Example.api])
        let answer = try await party.refresh(tokens.refresh ?? "", ["scope": "read:books"])
        #expect(try party.accessClaims(answer)["scope"] == "read:books")
        #expect(answer.json["id_token"] == nil)
    }

    @Test func `several resources at the token endpoint are dropped (§11.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.signInAsAlice(
            Browser(party.world), ["scope": "openid read:books", "resource": Example.api]
        ).locationParameters["code"]
        let form = """
            grant_type=authorization_code&code=\(code ?? "")&redirect_uri=\(party.app.redirectURI)&\
            code_verifier=\(RelyingParty.verifier)&client_id=\(party.app.id)&client_secret=\(party.app.secret ?? "")&\
            resource=\(Example.api)&resource=https://cafe.example/api
            """
        let answer = try await party.world.send(
            .post, "\(party.world.issuer)/token", headers: [.contentType: "application/x-www-form-urlencoded"],
            body: form)
        #expect(answer.json["scope"] == "openid")
        #expect(answer.json["access_token"]?.string?.count == 43)
    }

    @Test(arguments: ["https://cafe.example/api", "https://unknown.example", "bookstore"])
    func `an API that was not named, or is none, is refused after the code is used up (§11.3)`(
        resource: String
    ) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.signInAsAlice(Browser(party.world), ["resource": Example.api])
        let code = try #require(answer.locationParameters["code"])
        let refused = try await party.redeem(code, ["resource": resource])
        #expect(refused.status == .badRequest)
        #expect(refused.json == .unknownResource)
        #expect(try await party.redeem(code).body == AuthorizationCodeGrantTests.invalidGrant)
    }

    @Test func `an API that was not named is refused after rotation (§11.4)`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        let refused = try await party.refresh(token, ["resource": "https://cafe.example/api"])
        #expect(refused.json == .unknownResource)
        party.world.advance(seconds: 4)
        #expect(try await party.refresh(token).body == AuthorizationCodeGrantTests.invalidGrant)
    }

    // MARK: roles

    @Test func `roles count again at each issuance (§12.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try #require(try await party.aliceTokens(["resource": Example.api]).refresh)
        try await party.world.store.transaction { db in
            var role = LogtoRole(id: "reader000000000000000", name: "Reader", description: "")
            role.scopeIDs = []
            try db.put(role)
        }
        let fewer = try await party.refresh(token, ["resource": Example.api])
        #expect(try party.accessClaims(fewer)["scope"] == "write:books")
        try await party.world.store.transaction { db in
            var role = LogtoRole(id: "reader000000000000000", name: "Reader", description: "")
            role.scopeIDs = ["readbooks000000000000", "ordercoffee0000000000"]
            try db.put(role)
        }
        let again = try await party.refresh(token, ["resource": Example.api])
        #expect(try party.accessClaims(again)["scope"] == "read:books write:books")
    }

    @Test func `what the user has no role for is not granted, and no error (§6.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let changes: Changes = ["scope": "openid offline_access read:books", "resource": Example.api]
        let tokens = try await party.tokens(changes)
        #expect(tokens.scope == "openid offline_access")
        let answer = try await party.refresh(tokens.refresh ?? "", ["resource": Example.api])
        #expect(answer.json["scope"] == "")
        #expect(try party.accessClaims(answer)["scope"] == "")
    }

    @Test func `a scope that was not granted is not gained with a role (§12.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens(["scope": "openid offline_access read:books", "resource": Example.api])
        let answer = try await party.refresh(tokens.refresh ?? "", ["resource": Example.api])
        #expect(try party.accessClaims(answer)["scope"] == "read:books")
    }

    @Test func `a missing API scope asks for consent again (§6.5, rs_scopes_missing)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.signInAsAlice(browser, ["scope": "openid", "resource": nil])
        let plain = try await party.askSilently(browser, ["scope": "openid", "resource": Example.api])
        #expect(plain.locationParameters["code"] != nil)
        let more: Changes = ["scope": "openid read:books", "resource": Example.api]
        let answer = try await party.askSilently(browser, more)
        #expect(answer.locationParameters["error"] == "consent_required")
        #expect(answer.locationParameters["error_description"] == "requested scopes not granted")
        let consent = try await browser.request(.get, party.authorizationURL(more.merging(["prompt": nil]) { $1 }))
        #expect(consent.location == "/consent?app_id=\(party.app.id)")
        #expect(try await browser.follow(consent).locationParameters["code"] != nil)
        #expect(try await party.askSilently(browser, more).locationParameters["code"] != nil)
    }

    // MARK: the default resource

    private static func worldWithDefault() async throws -> TestWorld {
        try await TestWorld(
            Example.config(replacing: #""accessTokenTtl": 600"#, with: #""accessTokenTtl": 600, "isDefault": true"#))
    }

    @Test func `the tenant's default API stands in at /oidc/auth (§6.3)`() async throws {
        let party = RelyingParty(in: try await Self.worldWithDefault())
        let tokens = try await party.aliceTokens(["scope": "read:books", "resource": nil])
        #expect(try party.claims(tokens.access)["aud"] == .string(Example.api))
        #expect(tokens.scope == "read:books")
    }

    @Test func `and for several at the token endpoint (§11.3)`() async throws {
        let party = RelyingParty(in: try await Self.worldWithDefault())
        let tokens = try await party.aliceTokens(["scope": "profile read:books"])
        #expect(try party.claims(tokens.access)["aud"] == .string(Example.api))
        let cafe = "urn:logto:resource:organizations,https://cafe.example/api"
        let answer = try await party.signInAsAlice(Browser(party.world), ["scope": "profile", "resource": cafe])
        let refused = try await party.redeem(answer.locationParameters["code"] ?? "")
        #expect(refused.json == .unknownResource)
    }

    @Test func `the reserved resource yields a token of its own, as in Logto (§12.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens()
        let answer = try await party.refresh(
            tokens.refresh ?? "", ["resource": "urn:logto:resource:organizations"])
        #expect(try party.accessClaims(answer)["aud"] == "urn:logto:resource:organizations")
        #expect(answer.json["scope"] == "invite:members")
        #expect(answer.json["expires_in"] == 3600)
    }
}
