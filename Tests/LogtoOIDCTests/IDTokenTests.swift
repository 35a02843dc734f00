import Core
import HTTPTypes
import JOSE
import TestSupport
import Testing

@Suite("ID tokens (spec §12.1, §13)")
struct IDTokenTests {
    private static func names(_ claims: JSON) -> [String] { (claims.members ?? []).map(\.name).sorted() }

    @Test func `the header names algorithm and key, and no type`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try #require(try await party.tokens().id)
        let parts = token.split(separator: ".")
        #expect(parts.count == 3)
        let header = try JSON(parsing: try #require(Base64URL.decode(parts[0])))
        let kid = try await party.world.get("\(party.world.issuer)/jwks").json["keys"]?.array?.first?["kid"]
        #expect(header == ["alg": "ES384", "kid": kid])
        #expect(try #require(Base64URL.decode(parts[2])).count == 96)
    }

    @Test func `the least that there can be`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let claims = try party.claims(try await party.tokens(["scope": "openid"]).id ?? "")
        #expect(Self.names(claims) == ["aud", "exp", "iat", "iss", "sub"])
        #expect(claims["iss"] == "http://localhost:3001/oidc")
        #expect(claims["aud"] == .string(party.app.id))
        #expect(claims["iat"] == .int(TestWorld.beginning.seconds))
        #expect(claims["exp"] == .int(TestWorld.beginning.seconds + 3600))
        #expect(claims["sub"]?.string?.wholeMatch(of: /[0-9a-z]{12}/) != nil)
    }

    @Test func `scopes add claims, but never identities or custom data (§13)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let scope = "openid profile email phone address custom_data identities roles"
        let claims = try party.claims(try await party.tokens(["scope": scope]).id ?? "")
        #expect(
            Self.names(claims) == [
                "aud", "created_at", "email", "email_verified", "exp", "iat", "iss", "name", "phone_number",
                "phone_number_verified", "picture", "roles", "sub", "updated_at", "username",
            ])
        #expect(claims["name"] == "Mika Example")
        #expect(claims["username"] == .null)
        #expect(claims["phone_number"] == .null)
        #expect(claims["phone_number_verified"] == false)
        #expect(claims["email"] == "mika@example.test")
        #expect(claims["email_verified"] == true)
        #expect(claims["created_at"] == .int(TestWorld.beginning.milliseconds))
        #expect(claims["updated_at"] == .int(TestWorld.beginning.milliseconds))
    }

    @Test func `the nonce comes back`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let claims = try party.claims(try await party.tokens(["nonce": "n\"日本"]).id ?? "")
        #expect(claims["nonce"] == "n\"日本")
        #expect(claims["auth_time"] == nil)
    }

    @Test(
        arguments: [
            (["prompt": "login"], true), (["max_age": "1000"], true), (["max_age": "0"], true), ([:], false),
            (["prompt": nil], false), (["max_age": "9223372036854775"], true),
            (["max_age": "9223372036854775807"], true),
        ] as [(Changes, Bool)])
    func `auth_time is there when somebody asked about it`(changes: Changes, isThere: Bool) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let asksAgain = changes["prompt"] == "login" || changes["max_age"] == "0"
        party.world.advance(seconds: 100)
        let claims = try party.claims(try await party.tokens(browser, changes).id ?? "")
        let signedIn = TestWorld.beginning.seconds + (asksAgain ? 100 : 0)
        #expect(claims["auth_time"] == (isThere ? .int(signedIn) : nil))
    }

    @Test func `an application may set how long its ID tokens live (§4)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) { $0.customClientMetadata.idTokenTtl = 60 }
        let tokens = try await party.tokens()
        let claims = try party.claims(tokens.id ?? "")
        #expect(claims["exp"] == .int(TestWorld.beginning.seconds + 60))
        #expect(tokens.json["expires_in"] == 3600)
    }

    @Test func `sid is for applications that want it in back-channel logout`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) {
            $0.oidcClientMetadata.backchannelLogoutUri = "http://localhost:3000/logout"
            $0.oidcClientMetadata.backchannelLogoutSessionRequired = true
        }
        let browser = Browser(party.world)
        let first = try party.claims(try await party.tokens(browser).id ?? "")
        let second = try party.claims(try await party.tokens(browser).id ?? "")
        #expect(first["sid"]?.string?.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        #expect(first["sid"] == second["sid"])
    }
}
