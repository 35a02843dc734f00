import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("Switches at sign-in (spec §10)")
struct SignInSwitchesTests {
    @Test func `a code lives for as long as it is told`() async throws {
        let patreon = try await PatreonOrigin(switches: #""codeLifetimeSeconds": 30"#)
        let (early, late) = (try await patreon.code(), try await patreon.code())
        patreon.world.advance(seconds: 29)
        #expect(try await patreon.redeem(early).status == .ok)
        patreon.world.advance(seconds: 1)
        #expect(try await patreon.redeem(late).status == .unauthorized)
    }

    @Test func `a missing state may be answered with None, as in 2017 (§1.4)`() async throws {
        let patreon = try await PatreonOrigin(switches: #""missingState": "none""#)
        let answer = try await patreon.decide("allow", PatreonOrigin.request(state: nil))
        #expect(answer.location?.hasSuffix("&state=None") == true)
        let stated = try await patreon.decide("allow", PatreonOrigin.request(state: "s"))
        #expect(stated.location?.hasSuffix("&state=s") == true)
    }

    @Test(arguments: [
        ("byClientVersion", "second", "identity"), ("identity", "first", "identity"),
        ("documented", "second", "users pledges-to-me my-campaign"),
        ("byClientVersion", "first", "users pledges-to-me my-campaign"),
    ])
    func `the scope of who asks for none (check 10)`(choice: String, client: String, scope: String) async throws {
        let patreon = try await PatreonOrigin(switches: #""defaultScope": "\#(choice)""#)
        let code = try await patreon.code(PatreonOrigin.request(client: client, scope: nil))
        let authorization = client == "first" ? PatreonOrigin.basic("first:first-secret") : PatreonOrigin.basic
        #expect(try await patreon.redeem(code, authorization: authorization).json["scope"] == .string(scope))
    }

    @Test func `a persona may stand first, and decide by itself`() async throws {
        let offered = try await PatreonOrigin(switches: #""persona": "zoe@example.test""#)
        let page = try await offered.ask().body
        #expect(page.firstMatch(of: /name="account" value="(\d+)" required checked/)?.1 == "10003")
        let automatic = try await PatreonOrigin(switches: #""persona": "10003", "autoApprove": true"#)
        let answer = try await automatic.ask()
        #expect(answer.status == .found)
        let code = try #require(answer.locationParameters["code"])
        let tokens = try await automatic.redeem(code).json
        let user = try await automatic.get("/api/oauth2/v2/identity", bearer: tokens["access_token"]?.string)
        #expect(user.json["data"]?["id"] == "10003")
        let hinted = try await automatic.ask(PatreonOrigin.request() + [("login_hint", "mika")])
        let second = try await automatic.redeem(try #require(hinted.locationParameters["code"])).json
        let mika = try await automatic.get("/api/oauth2/v2/identity", bearer: second["access_token"]?.string)
        #expect(mika.json["data"]?["id"] == "10001")
    }

    @Test func `approving by itself does not get past the checks, nor past the page for unverified addresses`()
        async throws
    {
        let patreon = try await PatreonOrigin(switches: #""autoApprove": true"#)
        #expect(
            try await patreon.ask(PatreonOrigin.request(scope: "openid")).location?.contains("error=invalid_scope")
                == true)
        let stopped = try await patreon.ask(PatreonOrigin.request() + [("login_hint", "10005")])
        #expect(stopped.status == .ok)
        #expect(stopped.body.contains("Verify your email address"))
        #expect(try await patreon.ask(PatreonOrigin.request() + [("login_hint", "nobody")]).status == .badRequest)
    }

    @Test func `who approved the same before need not be asked again`() async throws {
        let patreon = try await PatreonOrigin(switches: #""skipRepeatedConsent": true"#)
        let hinted = PatreonOrigin.request(scope: "identity") + [("login_hint", "10001")]
        #expect(try await patreon.ask(hinted).status == .ok)
        _ = try await patreon.code(PatreonOrigin.request(scope: "identity"))
        #expect(try await patreon.ask(hinted).status == .found)
        #expect(try await patreon.ask(PatreonOrigin.request(scope: "identity")).status == .ok)
        let more = PatreonOrigin.request(scope: "identity campaigns") + [("login_hint", "10001")]
        #expect(try await patreon.ask(more).status == .ok)
    }

    @Test(arguments: [
        ("ignore", nil, nil, "", HTTPResponse.Status.ok), ("ignore", "x", "wrong", "", .ok),
        ("verify-if-sent", nil, nil, "", .ok), ("verify-if-sent", "plain-text", nil, "plain-text", .ok),
        ("verify-if-sent", "plain-text", "plain", "other", .unauthorized),
        ("verify-if-sent", "plain-text", "plain", "", .badRequest),
        ("require", PKCE.challenge(for: "a-verifier"), "S256", "a-verifier", .ok),
        ("require", PKCE.challenge(for: "a-verifier"), "S256", "another", .unauthorized),
    ])
    func `PKCE is looked at where that is switched on (§1.9)`(
        pkce: String, challenge: String?, method: String?, verifier: String, status: HTTPResponse.Status
    ) async throws {
        let patreon = try await PatreonOrigin(switches: #""pkce": "\#(pkce)""#)
        let parameters = [("code_challenge", challenge), ("code_challenge_method", method)]
        let request = PatreonOrigin.request() + parameters.compactMap { name, value in value.map { (name, $0) } }
        let code = try await patreon.code(request)
        let proof = verifier.isEmpty ? [] : [("code_verifier", verifier)]
        let answer = try await patreon.post(
            "/api/oauth2/token", PatreonOrigin.exchange(code) + proof, headers: [.authorization: PatreonOrigin.basic])
        #expect(answer.status == status)
    }

    @Test func `required PKCE is missed at the authorization already`() async throws {
        let patreon = try await PatreonOrigin(switches: #""pkce": "require""#)
        let answer = try await patreon.ask()
        #expect(
            answer.location?.contains("error=invalid_request&error_description=Code+challenge+required.") == true)
        let unknown = PatreonOrigin.request() + [("code_challenge", "x"), ("code_challenge_method", "S512")]
        #expect(try await patreon.ask(unknown).location?.contains("Transform+algorithm+not+supported.") == true)
    }
}

@Suite("Switches at the token endpoint (spec §2.4, §2.5, §2.6, §10)")
struct TokenSwitchesTests {
    private static func refresh(_ patreon: PatreonOrigin, _ tokens: JSON) async throws -> TestResponse {
        try await patreon.post(
            "/api/oauth2/token",
            [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]?.string ?? "")],
            headers: [.authorization: PatreonOrigin.basic])
    }

    private static func status(_ patreon: PatreonOrigin, _ tokens: JSON) async throws -> HTTPResponse.Status {
        try await patreon.get("/api/oauth2/v2/identity", bearer: tokens["access_token"]?.string).status
    }

    @Test func `errors may have the statuses of RFC 6749`() async throws {
        let patreon = try await PatreonOrigin(switches: #""oauthErrorsAs400": true"#)
        let unknown = try await patreon.redeem("unknown")
        #expect(unknown.status == .badRequest)
        #expect(unknown.body == #"{"error": "invalid_grant"}"#)
        let code = try await patreon.code()
        let mismatch = try await patreon.redeem(code, redirectURI: PatreonOrigin.otherCallback)
        #expect(mismatch.status == .badRequest)
        #expect(mismatch.body == #"{"error": "access_denied"}"#)
        let wrong = try await patreon.redeem(code, authorization: PatreonOrigin.basic("second:wrong"))
        #expect(wrong.status == .unauthorized)
    }

    @Test func `a mismatch may have the words of a newer stack`() async throws {
        let patreon = try await PatreonOrigin(switches: #""tokenRedirectMismatch": "invalidRequest""#)
        let answer = try await patreon.redeem(
            try await patreon.code(), redirectURI: PatreonOrigin.otherCallback)
        #expect(answer.status == .badRequest)
        #expect(answer.body == #"{"error": "invalid_request", "error_description": "Mismatching redirect URI."}"#)
    }

    @Test func `an unknown grant may have the stack's word`() async throws {
        let patreon = try await PatreonOrigin(switches: #""unknownGrantType": "unsupportedGrantType""#)
        let answer = try await patreon.post("/api/oauth2/token", [("grant_type", "password")])
        #expect(answer.status == .badRequest)
        #expect(answer.body == #"{"error": "unsupported_grant_type"}"#)
    }

    @Test(arguments: [("", HTTPResponse.Status.unauthorized), (#""keepOldAccessToken": true"#, .ok)])
    func `a refresh ends the old access token, unless told otherwise; the old refresh token always (check 18)`(
        switches: String, status: HTTPResponse.Status
    ) async throws {
        let patreon = try await PatreonOrigin(switches: switches)
        let old = try await patreon.tokens()
        let new = try await Self.refresh(patreon, old)
        #expect(new.status == .ok)
        #expect(try await Self.status(patreon, old) == status)
        #expect(try await Self.status(patreon, new.json) == .ok)
        #expect(try await Self.refresh(patreon, old).status == .unauthorized)
        let guessed: JSON = ["refresh_token": .string("retired:" + (old["access_token"]?.string ?? ""))]
        #expect(try await Self.refresh(patreon, guessed).status == .unauthorized)
    }

    @Test(arguments: [("", HTTPResponse.Status.ok), (#""onePairPerAccountAndClient": true"#, .unauthorized)])
    func `a second sign-in leaves the first alone, unless told otherwise (§2.4)`(
        switches: String, status: HTTPResponse.Status
    ) async throws {
        let patreon = try await PatreonOrigin(switches: switches)
        let first = try await patreon.tokens()
        let other = try await patreon.tokens(as: "10002")
        _ = try await patreon.tokens()
        #expect(try await Self.status(patreon, first) == status)
        #expect(try await Self.status(patreon, other) == .ok)
    }

    @Test func `an access token lives for as long as it is told`() async throws {
        let patreon = try await PatreonOrigin(switches: #""accessTokenLifetimeSeconds": 60"#)
        let tokens = try await patreon.tokens()
        #expect(tokens["expires_in"] == 60)
        patreon.world.advance(seconds: 60)
        #expect(try await Self.status(patreon, tokens) == .unauthorized)
    }

    @Test(arguments: ["/oauth2/revoke", "/api/oauth2/revoke", "/api/oauth2/token/revoke"])
    func `there is no revocation, unless it is switched on (§2.6)`(path: String) async throws {
        let without = try await PatreonOrigin()
        #expect(try await without.post(path, [("token", "x")]).status == .notFound)
        let with = try await PatreonOrigin(switches: #""revocation": true"#)
        for name in ["access_token", "refresh_token"] {
            let tokens = try await with.tokens()
            let answer = try await with.post(path, [("token", tokens[name]?.string ?? "")])
            #expect(answer.status == .ok)
            #expect(answer.body.isEmpty)
            #expect(try await Self.status(with, tokens) == .unauthorized)
        }
        #expect(try await with.post(path, [("token", "unknown")]).status == .ok)
    }

    @Test(arguments: ["", "anything"])
    func `a public client needs no secret, another does (§2.1)`(secret: String) async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code(PatreonOrigin.request(client: "public"))
        let credentials = [("client_id", "public"), ("client_secret", secret)]
        #expect(
            try await patreon.post("/api/oauth2/token", PatreonOrigin.exchange(code) + credentials).status == .ok)
        let other = PatreonOrigin.exchange(try await patreon.code()) + [("client_id", "second")]
        #expect(try await patreon.post("/api/oauth2/token", other).status == .unauthorized)
    }
}
