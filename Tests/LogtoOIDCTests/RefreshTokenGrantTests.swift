import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("grant_type=refresh_token (spec §11.4)")
struct RefreshTokenGrantTests {
    private static let day: Int64 = 24 * 3600
    private static let lifetime = 14 * Self.day

    @Test func `a confidential client keeps its token until 70 % of its life have passed`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let first = try #require(try await party.tokens().refresh)
        party.world.advance(seconds: Self.lifetime * 7 / 10 - 1)
        #expect(try Tokens(try await party.refresh(first)).refresh == first)
        party.world.advance(seconds: 1)
        let second = try Tokens(try await party.refresh(first)).refresh
        #expect(second != nil && second != first)
    }

    @Test(arguments: [Example.browserApp, Example.phoneApp])
    func `a public client gets another one each time`(app: ExampleApp) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let first = try await party.tokens()
        let second = try Tokens(try await party.refresh(first.refresh ?? ""))
        #expect(second.refresh != nil && second.refresh != first.refresh)
        #expect(second.access != first.access)
        #expect(second.scope == first.scope)
        #expect(second.id != nil)
        #expect(try await party.userInfo(second.access).status == .ok)
    }

    @Test(arguments: [Example.webApp, Example.browserApp])
    func `rotation can be switched off`(app: ExampleApp) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        try await party.world.change(app) { $0.customClientMetadata.rotateRefreshToken = false }
        let first = try await party.tokens()
        party.world.advance(seconds: Self.lifetime - 1)
        #expect(try Tokens(try await party.refresh(first.refresh ?? "")).refresh == first.refresh)
    }

    @Test func `for three seconds the old token still works, and each use starts them again`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let first = try #require(try await party.tokens().refresh)
        var successors: Set<String> = [first]
        for _ in 1...4 {
            successors.insert(try #require(try Tokens(try await party.refresh(first)).refresh))
            party.world.advance(seconds: 3)
        }
        #expect(successors.count == 5)
    }

    @Test func `later the reuse revokes the grant, the newest token with it`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let first = try await party.tokens()
        let second = try Tokens(try await party.refresh(first.refresh ?? ""))
        party.world.advance(seconds: 4)
        for token in [first.refresh, second.refresh] {
            #expect(try await party.refresh(token ?? "").body == AuthorizationCodeGrantTests.invalidGrant)
        }
        #expect(try await party.userInfo(second.access).status == .unauthorized)
    }

    @Test func `a single-page application's chain ends when its first token would have`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let first = try #require(try await party.tokens().refresh)
        party.world.advance(seconds: Self.lifetime - 10)
        let second = try #require(try Tokens(try await party.refresh(first)).refresh)
        party.world.advance(seconds: 9)
        let third = try #require(try Tokens(try await party.refresh(second)).refresh)
        party.world.advance(seconds: 1)
        #expect(try await party.refresh(third).body == AuthorizationCodeGrantTests.invalidGrant)
    }

    @Test(arguments: [Example.webApp, Example.phoneApp])
    func `others get a fresh lifetime`(app: ExampleApp) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let first = try #require(try await party.tokens().refresh)
        party.world.advance(seconds: Self.lifetime - 10)
        let second = try #require(try Tokens(try await party.refresh(first)).refresh)
        party.world.advance(seconds: Self.lifetime - 1)
        #expect(try await party.refresh(second).status == .ok)
    }

    @Test(
        arguments: [
            (14 * 24 * 3600, nil, nil), (30 * 24 * 3600, 30, nil), (30 * 24 * 3600, 30, 60), (60, nil, 60),
        ] as [(Int64, Int64?, Int64?)])
    func `days count before the deprecated seconds (§4)`(
        lifetime: Int64, days: Int64?, seconds: Int64?
    ) async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) {
            $0.customClientMetadata.refreshTokenTtlInDays = days
            $0.customClientMetadata.refreshTokenTtl = seconds
            $0.customClientMetadata.rotateRefreshToken = false
        }
        let token = try #require(try await party.tokens().refresh)
        party.world.advance(seconds: lifetime - 1)
        #expect(try await party.refresh(token).status == .ok)
        party.world.advance(seconds: 1)
        #expect(try await party.refresh(token).body == AuthorizationCodeGrantTests.invalidGrant)
    }

    // MARK: refusals

    @Test func `the token has to be there, known, and this client's`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let missing = try await party.refresh("")
        #expect(missing.errorDescription == "missing required parameter 'refresh_token'")
        #expect(try await party.refresh("x").body == AuthorizationCodeGrantTests.invalidGrant)
        let token = try #require(try await party.tokens().refresh)
        let thief = RelyingParty(Example.twoURIs, in: party.world)
        #expect(try await thief.refresh(token).body == AuthorizationCodeGrantTests.invalidGrant)
        #expect(try await party.refresh(token).status == .ok)
    }

    @Test(arguments: [
        ("openid phone", "refresh token missing requested scope", "phone"),
        ("phone openid roles", "refresh token missing requested scopes", "phone roles"),
        ("books:read", "refresh token missing requested scope", "books:read"),
    ])
    func `the scope may not grow`(scope: String, description: String, missing: String) async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.tokens().refresh)
        let answer = try await party.refresh(token, ["scope": scope])
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_scope")
        #expect(answer.errorDescription == description)
        #expect(answer.json["scope"] == .string(missing))
        #expect(try await party.refresh(token).status == .ok)
    }

    @Test func `it may shrink, and the next token has it all again`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let first = try #require(try await party.tokens().refresh)
        let narrowed = try Tokens(try await party.refresh(first, ["scope": "openid email"]))
        #expect(narrowed.scope == "openid email")
        let claims = try party.claims(narrowed.id ?? "")
        #expect(claims["email"] == "mika@example.test")
        #expect(claims["name"] == nil)
        #expect(try await party.userInfo(narrowed.access).json["name"] == nil)
        let without = try Tokens(try await party.refresh(narrowed.refresh ?? "", ["scope": "profile"]))
        #expect(without.id == nil)
        #expect(try await party.userInfo(without.access).status == .forbidden)
        let whole = try Tokens(try await party.refresh(without.refresh ?? ""))
        #expect(whole.scope == "openid offline_access profile email identities")
    }

    @Test func `a suspended user's token is refused, not consumed`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.tokens().refresh)
        try await party.world.suspend(persona: "10001")
        #expect(try await party.refresh(token).body == AuthorizationCodeGrantTests.invalidGrant)
        party.world.advance(seconds: 10)
        try await party.world.suspend(persona: "10001", false)
        #expect(try await party.refresh(token).status == .ok)
    }

    @Test func `an unknown resource is refused after rotation: only the leeway remains`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.tokens().refresh)
        let answer = try await party.refresh(token, ["resource": "https://api.example"])
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_target")
        #expect(answer.errorDescription == "resource indicator is missing, or unknown")
        party.world.advance(seconds: 4)
        #expect(try await party.refresh(token).body == AuthorizationCodeGrantTests.invalidGrant)
    }

    @Test func `nonce and auth_time are kept (§12.1)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let first = try await party.tokens(["nonce": "n", "prompt": "login consent"])
        party.world.advance(seconds: 100)
        let claims = try party.claims(try Tokens(try await party.refresh(first.refresh ?? "")).id ?? "")
        #expect(claims["nonce"] == "n")
        #expect(claims["auth_time"] == .int(TestWorld.beginning.seconds))
        #expect(claims["iat"] == .int(TestWorld.beginning.seconds + 100))
    }

    @Test func `a grant lasts 180 days, whatever its tokens say (§18)`() async throws {
        let party = RelyingParty(Example.phoneApp, in: try await TestWorld())
        var token = try #require(try await party.tokens().refresh)
        for _ in 1...13 {
            party.world.advance(seconds: 13 * Self.day)
            token = try #require(try Tokens(try await party.refresh(token)).refresh)
        }
        party.world.advance(seconds: 11 * Self.day)
        #expect(try await party.refresh(token).body == AuthorizationCodeGrantTests.invalidGrant)
    }
}
