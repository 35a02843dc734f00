import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Tokens for organizations (spec §11.4, §12.5)")
struct OrganizationTokenTests {
    private static let accessDenied = "Access denied."

    @Test func `a refresh token yields one, by the roles there`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens()
        let answer = try await party.refresh(tokens.refresh ?? "", ["organization_id": Example.bookClub])
        #expect(answer.json["expires_in"] == 3600)
        #expect(answer.json["scope"] == "invite:members")
        let claims = try party.accessClaims(answer)
        #expect(claims["aud"] == "urn:logto:organization:bookclub0001")
        #expect(claims["scope"] == "invite:members")
        #expect(claims["sub"] == "alice0000001")
        #expect(claims["organization_id"] == nil)
    }

    @Test func `without a role there it has no scope, and says so`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens()
        let answer = try await party.refresh(tokens.refresh ?? "", ["organization_id": "chessclub001"])
        #expect(answer.json["scope"] == "")
        #expect(try party.accessClaims(answer)["scope"] == "")
    }

    @Test func `scopes that were not asked for under the reserved resource are not there`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens(["resource": Example.api])
        let answer = try await party.refresh(tokens.refresh ?? "", ["organization_id": Example.bookClub])
        #expect(answer.json["scope"] == "")
    }

    @Test func `with a resource as well it is for that, in the organization's name`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens()
        for (organization, scope) in [(Example.bookClub, "read:books write:books"), ("chessclub001", "read:books")] {
            let answer = try await party.refresh(
                tokens.refresh ?? "", ["organization_id": organization, "resource": Example.api])
            let claims = try party.accessClaims(answer)
            #expect(claims["aud"] == .string(Example.api))
            #expect(claims["organization_id"] == .string(organization))
            #expect(claims["scope"] == .string(scope))
            #expect(answer.json["expires_in"] == 600)
        }
    }

    @Test(arguments: [
        ("nosuchclub01", "user is not a member of the organization"),
        ("strictclub01", "organization requires MFA but user has no MFA configured"),
    ])
    func `others are refused, and the token is not used up`(organization: String, description: String) async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        let answer = try await party.refresh(token, ["organization_id": organization])
        #expect(answer.status == .forbidden)
        #expect(answer.json == refusal("access_denied", description, message: Self.accessDenied))
        party.world.advance(seconds: 10)
        #expect(try await party.refresh(token).status == .ok)
    }

    @Test func `who has set up a second factor gets the token of an organization that demands one`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        try await party.world.store.transaction { db in
            try db.insert(
                MFAVerification(
                    id: "factor000000000000000", .totp(secret: "GEZDGNBVGY3TQOJQ"), createdAt: TestWorld.beginning),
                of: "alice0000001")
        }
        #expect(try await party.refresh(token, ["organization_id": "strictclub01"]).status == .ok)
    }

    @Test func `whoever leaves gets none any more`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens(["scope": RelyingParty.wideScope])
        let answer = try await party.refresh(tokens.refresh ?? "", ["organization_id": Example.bookClub])
        #expect(answer.status == .forbidden)
        #expect(answer.errorDescription == "user is not a member of the organization")
    }

    @Test func `a refresh token without the scope for organizations is refused, after membership`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.aliceTokens(["scope": "openid offline_access"]).refresh)
        let answer = try await party.refresh(token, ["organization_id": Example.bookClub])
        #expect(answer.status == .forbidden)
        #expect(
            answer.json
                == refusal(
                    "insufficient_scope", "refresh token missing required scope",
                    message: "Token missing scope `{{scope}}`.", scope: "urn:logto:scope:organizations"))
        #expect(try await party.refresh(token, ["organization_id": "nosuchclub01"]).oauthError == "access_denied")
        party.world.advance(seconds: 10)
        #expect(try await party.refresh(token).status == .ok)
    }

    @Test func `reuse comes before the organization (order of §11.4)`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        #expect(try await party.refresh(token).status == .ok)
        party.world.advance(seconds: 4)
        let answer = try await party.refresh(token, ["organization_id": "nosuchclub01"])
        #expect(answer.body == AuthorizationCodeGrantTests.invalidGrant)
    }

    @Test func `the scope comes before all (order of §11.4)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        let answer = try await party.refresh(token, ["organization_id": "nosuchclub01", "scope": "phone"])
        #expect(answer.oauthError == "invalid_scope")
    }

    // MARK: claims (§13)

    private static let scopes =
        "openid roles urn:logto:scope:organizations urn:logto:scope:organization_roles custom_data identities"

    @Test func `ID token and userinfo name roles and organizations`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.aliceTokens(["scope": Self.scopes])
        let idToken = try party.claims(tokens.id ?? "")
        let userInfo = try await party.userInfo(tokens.access).json
        for claims in [idToken, userInfo] {
            #expect(claims["roles"] == ["Reader"])
            #expect(claims["organizations"] == ["bookclub0001", "chessclub001", "strictclub01"])
            #expect(claims["organization_roles"] == ["bookclub0001:Editor"])
        }
        #expect(
            userInfo["organization_data"] == [
                ["id": "bookclub0001", "name": "Book club", "description": "Reads"],
                ["id": "chessclub001", "name": "Chess club", "description": .null],
                ["id": "strictclub01", "name": "Strict club", "description": .null],
            ])
        #expect(userInfo["custom_data"] == [:])
        #expect(userInfo["identities"] == [:])
        #expect(userInfo["sso_identities"] == [])
        for name in ["organization_data", "custom_data", "identities", "sso_identities"] {
            #expect(idToken[name] == nil)
        }
    }

    @Test func `which extended claims an ID token has is configured`() async throws {
        let config = Example.config(
            replacing: #""resources": ["#,
            with: #""idToken": {"enabledExtendedClaims": ["custom_data", "organization_data"]}, "resources": ["#)
        let party = RelyingParty(in: try await TestWorld(config))
        let claims = try party.claims(try await party.aliceTokens(["scope": Self.scopes]).id ?? "")
        #expect(claims["custom_data"] == [:])
        #expect(claims["organization_data"]?.array?.count == 3)
        for name in ["roles", "organizations", "organization_roles", "identities"] { #expect(claims[name] == nil) }
    }
}
