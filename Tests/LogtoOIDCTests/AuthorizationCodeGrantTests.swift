import Core
import HTTPTypes
import Logging
import OAuth
import TestSupport
import Testing

@Suite("grant_type=authorization_code (spec §11.3)")
struct AuthorizationCodeGrantTests {
    /// The body of every `invalid_grant` (§11.2).
    static let invalidGrant =
        #"{"code":"oidc.invalid_grant","message":"Grant request is invalid.","error_uri":"https://openid.sh/debug/invalid_grant","error":"invalid_grant","error_description":"grant request is invalid"}"#

    @Test func `the answer's members`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.redeem(try await party.code(Browser(party.world)))
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(
            (answer.json.members ?? []).map(\.name).sorted()
                == ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"])
        #expect(answer.json["expires_in"] == 3600)
        #expect(answer.json["token_type"] == "Bearer")
        #expect(answer.json["scope"] == "openid offline_access profile email identities")
        for name in ["access_token", "refresh_token"] {
            #expect(answer.json[name]?.string?.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        }
    }

    @Test func `without openid there is no ID token, but a scope (§6.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens(["scope": "profile"])
        #expect(
            (tokens.json.members ?? []).map(\.name).sorted() == ["access_token", "expires_in", "scope", "token_type"])
        #expect(tokens.scope == "profile")
    }

    @Test(arguments: [
        (Example.webApp, true), (Example.browserApp, true), (Example.phoneApp, false),
    ])
    func `alwaysIssueRefreshToken is for web applications (§4)`(app: ExampleApp, isIssued: Bool) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        try await party.world.change(app) { $0.customClientMetadata.alwaysIssueRefreshToken = true }
        #expect((try await party.tokens(["scope": "openid"]).refresh != nil) == isIssued)
    }

    @Test func `a protected application is a web application as well (§4)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) {
            $0.kind = .protected
            $0.customClientMetadata.alwaysIssueRefreshToken = true
        }
        #expect(try await party.tokens(["scope": "openid"]).refresh != nil)
    }

    @Test(
        arguments: [
            (Example.webApp, ["code": nil], "missing required parameter 'code'"),
            (Example.webApp, ["code": "", "redirect_uri": ""], "missing required parameter 'code'"),
            (
                Example.twoURIs, ["code": nil, "redirect_uri": nil],
                "missing required parameters 'code' and 'redirect_uri'"
            ),
            (Example.twoURIs, ["redirect_uri": nil], "missing required parameter 'redirect_uri'"),
        ] as [(ExampleApp, Changes, String)])
    func `code and, of several, redirect_uri have to be there`(
        app: ExampleApp, changes: Changes, description: String
    ) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let answer = try await party.redeem("x", changes)
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_request")
        #expect(answer.errorDescription == description)
    }

    @Test func `an unknown code`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.redeem("x")
        #expect(answer.status == .badRequest)
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.body == Self.invalidGrant)
    }

    @Test func `another application's code`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let thief = RelyingParty(Example.twoURIs, in: party.world)
        let code = try await party.code(Browser(party.world))
        #expect(try await thief.redeem(code).body == Self.invalidGrant)
        #expect(try await party.redeem(code).status == .ok)
    }

    @Test(arguments: [(59, true), (60, false)])
    func `a code lives for 60 seconds (§18)`(seconds: Int64, isGood: Bool) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        party.world.advance(seconds: seconds)
        let answer = try await party.redeem(code)
        #expect((answer.status == .ok) == isGood)
        if !isGood { #expect(answer.body == Self.invalidGrant) }
    }

    @Test(
        arguments: [
            (
                ["code_verifier": String(repeating: "a", count: 42)],
                "code_verifier must be a string with a minimum length of 43 characters"
            ),
            (
                ["code_verifier": String(repeating: "a", count: 129)],
                "code_verifier must be a string with a maximum length of 128 characters"
            ),
            (["code_verifier": RelyingParty.verifier + "+"], "code_verifier contains invalid characters"),
            (["code_verifier": String(repeating: "a", count: 50)], nil),
            (["code_verifier": nil], nil),
            (["redirect_uri": "http://localhost:3000/callback/"], nil),
            (["redirect_uri": "HTTP://localhost:3000/callback"], nil),
        ] as [(Changes, String?)])
    func `a try that fails leaves the code usable`(changes: Changes, description: String?) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        for _ in 1...2 {
            let answer = try await party.redeem(code, changes)
            #expect(answer.status == .badRequest)
            if let description {
                #expect(answer.oauthError == "invalid_request")
                #expect(answer.errorDescription == description)
            } else {
                #expect(answer.body == Self.invalidGrant)
            }
        }
        #expect(try await party.redeem(code).status == .ok)
    }

    @Test func `a verifier that nobody asked for fails too`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let none: Changes = ["code_challenge": nil, "code_challenge_method": nil]
        let code = try await party.code(Browser(party.world), none)
        #expect(try await party.redeem(code).body == Self.invalidGrant)
        #expect(try await party.redeem(code, ["code_verifier": nil]).status == .ok)
    }

    @Test func `the redirect URI is compared with what was sent, letter by letter (§5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let sent = "HTTP://localhost:3000/x/../callback"
        let code = try await party.code(Browser(party.world), ["redirect_uri": sent])
        #expect(try await party.redeem(code).body == Self.invalidGrant)
        #expect(try await party.redeem(code, ["redirect_uri": sent]).status == .ok)
    }

    @Test func `the only registered URI goes without saying`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world), ["redirect_uri": nil])
        #expect(try await party.redeem(code, ["redirect_uri": nil]).status == .ok)
        let other = try await party.code(Browser(party.world))
        #expect(try await party.redeem(other, ["redirect_uri": nil]).status == .ok)
    }

    @Test func `a mismatch is logged with the requested and the registered URIs`() async throws {
        let party = RelyingParty(Example.twoURIs, in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        _ = try await party.redeem(code, ["redirect_uri": "https://two.example/b"])
        let warning = try #require(party.world.log.entries(.warning).first)
        #expect(warning.message == "redirect_uri refused by Logto at the token endpoint")
        #expect(warning.metadata["requested"] == .string("https://two.example/b"))
        #expect(warning.metadata["authorized"] == .string("https://two.example/a"))
        #expect(
            warning.metadata["registered"]
                == .array([.string("https://two.example/a"), .string("https://two.example/b")]))
    }

    @Test func `a replay revokes everything that came from the code`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let code = try await party.code(browser)
        let tokens = try Tokens(try await party.redeem(code))
        // Not with the wrong verifier or redirect URI: nobody who has those wrong can revoke anything.
        _ = try await party.redeem(code, ["code_verifier": String(repeating: "a", count: 50)])
        _ = try await party.redeem(code, ["redirect_uri": "https://evil.example"])
        #expect(try await party.userInfo(tokens.access).status == .ok)
        #expect(try await party.redeem(code).body == Self.invalidGrant)
        #expect(try await party.userInfo(tokens.access).status == .unauthorized)
        #expect(try await party.refresh(tokens.refresh ?? "").body == Self.invalidGrant)
        #expect(try await party.askSilently(browser).locationParameters["error"] == "consent_required")
    }

    @Test func `of twenty who redeem a code at once one wins`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
            for _ in 1...20 { group.addTask { try await party.redeem(code) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0.status == .ok } == 1)
        #expect(answers.count { $0.body == Self.invalidGrant } == 19)
        // And a code twice redeemed is a code that was stolen.
        let winner = try #require(answers.first { $0.status == .ok })
        #expect(try await party.userInfo(try Tokens(winner).access).status == .unauthorized)
    }

    @Test func `a user suspended meanwhile gets nothing`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        try await party.world.suspend(persona: "10001")
        #expect(try await party.redeem(code).body == Self.invalidGrant)
    }

    @Test func `an unknown resource is refused after the code is consumed; several are dropped`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        let answer = try await party.redeem(code, ["resource": "https://api.example"])
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_target")
        #expect(answer.errorDescription == "resource indicator is missing, or unknown")
        #expect(try await party.redeem(code).body == Self.invalidGrant)

        let other = try await party.code(Browser(party.world))
        let form: [(String, String)] = [
            ("grant_type", "authorization_code"), ("code", other), ("client_id", party.app.id),
            ("client_secret", party.app.secret ?? ""), ("code_verifier", RelyingParty.verifier),
            ("resource", "https://a.example"), ("resource", "https://b.example"),
        ]
        let several = try await party.world.send(
            .post, "\(party.world.issuer)/token", headers: [.contentType: "application/x-www-form-urlencoded"],
            body: FormURLEncoding.encode(form))
        #expect(several.status == .ok)
    }
}
