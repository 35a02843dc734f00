import Core
import Emulator
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

@Suite("grant_type token-exchange (spec §11.7)")
struct TokenExchangeTests {
    private let world: TestWorld
    private let app: RelyingParty

    init() async throws {
        self.world = try await TestWorld(Example.withExchange)
        self.app = RelyingParty(in: self.world)
    }

    private static let invalidGrant =
        #"{"code":"oidc.invalid_grant","message":"Grant request is invalid.","error_uri":"https://openid.sh/debug/invalid_grant","error":"invalid_grant","error_description":"grant request is invalid"}"#

    // What is traded

    @Test func `a subject token stands for its user once`() async throws {
        let token = try await self.world.subjectToken()
        #expect(token.wholeMatch(of: /sub_[0-9a-z]{21}/) != nil)
        let answer = try await self.app.exchange(token, TokenType.impersonation, ["scope": "openid profile read:books"])
        #expect(answer.status == .ok)
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect((answer.json.members ?? []).map(\.name) == ["access_token", "expires_in", "scope", "token_type"])
        #expect(answer.json["scope"]?.string == "openid profile")
        #expect(answer.json["expires_in"]?.int == 3600)
        let user = try await self.app.userInfo(try Tokens(answer).access)
        #expect(user.json["sub"]?.string == "alice0000001")
        #expect(user.json["name"]?.string == "Alice Example")
        #expect(try await self.app.exchange(token, TokenType.impersonation).body == Self.invalidGrant)
    }

    @Test func `it may call itself an access token, as it once did`() async throws {
        let token = try await self.world.subjectToken()
        #expect(try await self.app.exchange(token, TokenType.accessToken).status == .ok)
        #expect(try await self.app.exchange(token, TokenType.accessToken).body == Self.invalidGrant)
    }

    @Test func `it counts for 600 seconds (§18)`() async throws {
        let (one, other) = (try await self.world.subjectToken(), try await self.world.subjectToken())
        self.world.advance(seconds: 599)
        #expect(try await self.app.exchange(one, TokenType.impersonation).status == .ok)
        self.world.advance(seconds: 1)
        #expect(try await self.app.exchange(other, TokenType.impersonation).body == Self.invalidGrant)
    }

    @Test func `of many that trade one subject token at once one gets something`() async throws {
        let token = try await self.world.subjectToken()
        let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for _ in 0..<20 {
                group.addTask { try await self.app.exchange(token, TokenType.impersonation).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == .ok } == 1)
        #expect(statuses.count { $0 == .badRequest } == 19)
    }

    @Test func `a personal access token stands for its user as long as it lasts`() async throws {
        for _ in 0..<2 {
            let answer = try await self.app.exchange("pat_alice", TokenType.personal, ["scope": "openid"])
            let user = try await self.app.userInfo(try Tokens(answer).access)
            #expect(user.json["sub"]?.string == "alice0000001")
        }
        #expect(try await self.app.exchange("pat_short", TokenType.personal).status == .ok)
        self.world.advance(seconds: 60)
        #expect(try await self.app.exchange("pat_short", TokenType.personal).body == Self.invalidGrant)
        #expect(try await self.app.exchange("pat_alice", TokenType.personal).status == .ok)
    }

    @Test func `a personal access token that is only named is made, and kept over restarts`() async throws {
        let made = try await self.world.store.read { try $0.personalAccessToken("made here", of: "alice0000001") }
        let value = try #require(made?.value)
        #expect(value.wholeMatch(of: /pat_[0-9A-Za-z]{32}/) != nil)
        let again = try await TestWorld(Example.withExchange, store: self.world.store)
        #expect(try await RelyingParty(in: again).exchange(value, TokenType.personal).status == .ok)
    }

    @Test func `opaque and signed access tokens stand for their user, again and again`() async throws {
        let opaque = try Tokens(try await self.app.exchange("pat_alice", TokenType.personal, ["scope": "email"])).access
        let signed = try Tokens(
            try await self.app.exchange("pat_alice", TokenType.personal, ["resource": Example.api])
        ).access
        for token in [opaque, signed, opaque, signed] {
            let answer = try await self.app.exchange(token, TokenType.accessToken, ["scope": "openid"])
            let user = try await self.app.userInfo(try Tokens(answer).access)
            #expect(user.json["sub"]?.string == "alice0000001")
        }
        self.world.advance(seconds: 600)
        #expect(try await self.app.exchange(signed, TokenType.accessToken).body == Self.invalidGrant)
        self.world.advance(seconds: 3000)
        #expect(try await self.app.exchange(opaque, TokenType.accessToken).body == Self.invalidGrant)
    }

    @Test func `a token from a whole sign-in can be traded, its ID token cannot`() async throws {
        let tokens = try await self.app.tokens()
        #expect(try await self.app.exchange(tokens.access, TokenType.accessToken).status == .ok)
        let idToken = try #require(tokens.id)
        #expect(try await self.app.exchange(idToken, TokenType.accessToken).body == Self.invalidGrant)
        let refresh = try #require(tokens.refresh)
        #expect(try await self.app.exchange(refresh, TokenType.accessToken).body == Self.invalidGrant)
    }

    static let badSubjects: [(token: String, type: String)] = [
        ("sub_unknown", TokenType.impersonation), ("sub_unknown", TokenType.accessToken),
        ("pat_unknown", TokenType.personal), ("pat_suspended", TokenType.personal),
        ("pat_alice", TokenType.impersonation), ("pat_alice", TokenType.accessToken),
        ("pat_alice", "urn:ietf:params:oauth:token-type:jwt"), ("pat_alice", "nonsense"),
        ("unknown", TokenType.accessToken), ("a.b.c", TokenType.accessToken), ("..", TokenType.accessToken),
    ]

    @Test(arguments: badSubjects)
    func `what stands for nobody is refused without a reason`(token: String, type: String) async throws {
        let answer = try await self.app.exchange(token, type)
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.invalidGrant)
    }

    static let badClaims: [(claims: JSON, type: String?)] = [
        ([:], nil), ([:], "JWT"), ([:], "logout+jwt"), (["client_id": .null], "at+jwt"),
        (["client_id": "gone"], "at+jwt"), (["client_id": .string(Example.thirdParty.id)], "at+jwt"),
        (["sub": .null], "at+jwt"), (["sub": "nobody"], "at+jwt"), (["sub": .string(Example.machine.id)], "at+jwt"),
        (["iss": "https://elsewhere.example/oidc"], "at+jwt"), (["exp": .null], "at+jwt"),
        (["exp": .int(TestWorld.beginning.seconds)], "at+jwt"),
    ]

    @Test(arguments: badClaims)
    func `a signed token has to be an access token of a first-party application`(
        claims: JSON, type: String?
    ) async throws {
        let token = try self.world.signedToken(claims, type: type)
        #expect(try await self.app.exchange(token, TokenType.accessToken).body == Self.invalidGrant)
    }

    @Test(arguments: ["at+jwt", "AT+JWT", "application/at+jwt"])
    func `its type may be written in full`(type: String) async throws {
        let token = try self.world.signedToken([:], type: type)
        #expect(try await self.app.exchange(token, TokenType.accessToken).status == .ok)
    }

    @Test func `an opaque token of a third-party application is refused`() async throws {
        let token = try await self.world.opaqueToken(Example.thirdParty, scopes: ["openid"])
        #expect(try await self.app.exchange(token, TokenType.accessToken).body == Self.invalidGrant)
    }

    // What comes out

    @Test func `for an API there is a signed token with what the user's roles give there (§12_2)`() async throws {
        let answer = try await self.app.exchange(
            "pat_alice", TokenType.personal, ["resource": Example.api, "scope": "write:books read:books openid other"])
        #expect((answer.json.members ?? []).map(\.name) == ["access_token", "expires_in", "scope", "token_type"])
        // `write` comes from a role in an organization.
        #expect(answer.json["scope"]?.string == "write:books read:books")
        #expect(answer.json["expires_in"]?.int == 600)
        let claims = try self.app.claims(try Tokens(answer).access)
        #expect(claims["sub"]?.string == "alice0000001")
        #expect(claims["aud"]?.string == Example.api)
        #expect(claims["scope"]?.string == "write:books read:books")
        #expect(claims["client_id"]?.string == Example.webApp.id)
        #expect(claims["act"] == nil && claims["organization_id"] == nil)
    }

    @Test func `without a scope none is given`() async throws {
        for resource in [Example.api, nil] {
            let answer = try await self.app.exchange("pat_alice", TokenType.personal, ["resource": resource])
            #expect(answer.status == .ok)
            #expect(answer.json["scope"]?.string == "")
        }
    }

    @Test func `for an organization there is its token (§11_4)`() async throws {
        let answer = try await self.app.exchange(
            "pat_alice", TokenType.personal,
            ["organization_id": Example.bookClub, "scope": "close:club invite:members"])
        #expect(answer.json["scope"]?.string == "invite:members")
        #expect(answer.json["expires_in"]?.int == 3600)
        let claims = try self.app.claims(try Tokens(answer).access)
        #expect(claims["aud"]?.string == "urn:logto:organization:\(Example.bookClub)")
        #expect(claims["organization_id"] == nil)
    }

    @Test func `for an API in the name of an organization the token says which (§11_4)`() async throws {
        let answer = try await self.app.exchange(
            "pat_alice", TokenType.personal,
            ["organization_id": Example.bookClub, "resource": Example.api, "scope": "read:books write:books"])
        let claims = try self.app.claims(try Tokens(answer).access)
        #expect(claims["aud"]?.string == Example.api)
        #expect(claims["organization_id"]?.string == Example.bookClub)
        #expect(claims["scope"]?.string == "read:books write:books")
    }

    @Test func `whoever acts as the user is named in act`() async throws {
        let tokens = try await self.app.tokens()
        let actor = try #require(try await self.world.user(persona: "10001"))
        for changes in [["resource": Example.api], ["organization_id": Example.bookClub]] as [Changes] {
            let answer = try await self.app.exchange(
                "pat_alice", TokenType.personal,
                changes.merging(["actor_token": tokens.access, "actor_token_type": TokenType.accessToken]) { $1 })
            let claims = try self.app.claims(try Tokens(answer).access)
            #expect(claims["sub"]?.string == "alice0000001")
            #expect(claims["act"] == ["sub": .string(actor.id.value)])
        }
        let opaque = try await self.app.exchange(
            "pat_alice", TokenType.personal,
            ["actor_token": tokens.access, "actor_token_type": TokenType.accessToken, "scope": "openid"])
        #expect(opaque.status == .ok)
    }

    // What is refused

    @Test(
        arguments: [
            (["subject_token": nil], "missing required parameter 'subject_token'"),
            (["subject_token_type": ""], "missing required parameter 'subject_token_type'"),
            (
                ["subject_token": nil, "subject_token_type": nil],
                "missing required parameters 'subject_token' and 'subject_token_type'"
            ),
        ] as [(Changes, String)])
    func `a token and its type have to be there`(changes: Changes, description: String) async throws {
        let answer = try await self.app.exchange("pat_alice", TokenType.personal, changes)
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_request")
        #expect(answer.errorDescription == description)
    }

    struct Refusal: Sendable {
        let changes: Changes
        let status: HTTPResponse.Status
        let error: String
        let description: String
    }

    static let refusals = [
        Refusal(
            changes: ["organization_id": "unknown"], status: .forbidden, error: "access_denied",
            description: "user is not a member of the organization"),
        Refusal(
            changes: ["organization_id": "strictclub01"], status: .forbidden, error: "access_denied",
            description: "organization requires MFA but user has no MFA configured"),
        Refusal(
            changes: ["resource": "https://unknown.example"], status: .badRequest, error: "invalid_target",
            description: "resource indicator is missing, or unknown"),
        Refusal(
            changes: ["scope": "openid  email"], status: .badRequest, error: "invalid_scope",
            description: "scope contains invalid characters"),
        Refusal(
            changes: ["actor_token": "x", "resource": "https://unknown.example"], status: .badRequest,
            error: "invalid_target", description: "resource indicator is missing, or unknown"),
    ]

    @Test(arguments: refusals)
    func `a refused exchange leaves the subject token as it is`(refusal: Refusal) async throws {
        let token = try await self.world.subjectToken()
        let answer = try await self.app.exchange(token, TokenType.impersonation, refusal.changes)
        #expect(answer.status == refusal.status)
        #expect(answer.oauthError == refusal.error)
        #expect(answer.errorDescription == refusal.description)
        #expect(try await self.app.exchange(token, TokenType.impersonation).status == .ok)
    }

    @Test func `an actor has to have an opaque token with openid`() async throws {
        let plain = try await self.world.opaqueToken(Example.webApp, scopes: ["profile"])
        let good = try await self.world.opaqueToken(Example.webApp, scopes: ["openid"])
        let signed = try self.world.signedToken(["scope": "openid"])
        let token = try await self.world.subjectToken()
        for (actor, type) in [
            ("unknown", TokenType.accessToken), (plain, TokenType.accessToken), (signed, TokenType.accessToken),
            (good, TokenType.personal), (good, nil), ("pat_alice", TokenType.personal),
        ] as [(String, String?)] {
            let answer = try await self.app.exchange(
                token, TokenType.impersonation, ["actor_token": actor, "actor_token_type": type])
            #expect(answer.body == Self.invalidGrant, "\(actor)")
        }
        let answer = try await self.app.exchange(
            token, TokenType.impersonation, ["actor_token": good, "actor_token_type": TokenType.accessToken])
        #expect(answer.status == .ok)
    }

    @Test(arguments: [Example.thirdParty, Example.twoURIs, Example.browserApp, Example.machine])
    func `the application has to be allowed to, and none of a third party ever is (§4, §11_2)`(
        app: ExampleApp
    ) async throws {
        let answer = try await RelyingParty(app, in: self.world).exchange("pat_alice", TokenType.personal)
        #expect(answer.status == .badRequest)
        #expect(answer.errorDescription == "requested grant type is not allowed for this client")
    }

    @Test func `a machine may be allowed to act as users (§4)`() async throws {
        try await self.world.change(Example.machine) { $0.customClientMetadata.allowTokenExchange = true }
        let machine = RelyingParty(Example.machine, in: self.world)
        let answer = try await machine.exchange("pat_alice", TokenType.personal, ["resource": Example.api])
        #expect(try machine.claims(try Tokens(answer).access)["sub"]?.string == "alice0000001")
    }

    @Test func `the tenant's default API does not count, but for several that give way to it`() async throws {
        let world = try await TestWorld(
            Example.withExchange.replacing(
                #""accessTokenTtl": 600"#, with: #""accessTokenTtl": 600, "isDefault": true"#))
        let app = RelyingParty(in: world)
        let plain = try await app.exchange("pat_alice", TokenType.personal, ["scope": "openid"])
        #expect(try await app.userInfo(try Tokens(plain).access).status == .ok)
        let form =
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=pat_alice"
            + "&subject_token_type=\(TokenType.personal)&client_id=\(Example.webApp.id)"
            + "&client_secret=\(Example.webApp.secret ?? "")&resource=https://a.example&resource=https://b.example"
        let several = try await world.send(
            .post, "\(world.logto)/oidc/token", headers: [.contentType: "application/x-www-form-urlencoded"],
            body: form)
        #expect(try app.claims(try Tokens(several).access)["aud"]?.string == Example.api)
    }
}
