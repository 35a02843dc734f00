import Core
import HTTPTypes
import RegexBuilder
import TestSupport
import Testing

@Suite("POST /api/oauth2/token (spec §2)")
struct TokenEndpointTests {
    // MARK: success

    @Test func `the answer has Patreon's members in Patreon's order and bytes (§2.3, check 2)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.redeem(try await patreon.code())
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.cacheControl] == "no-store")
        let token = /[A-Za-z0-9_-]{43}/
        let shape = Regex {
            #"{"access_token": ""#; token; #"", "expires_in": 2678400, "token_type": "Bearer", "#
            #""scope": "identity identity[email]", "refresh_token": ""#; token; #"", "version": "0.0.1"}"#
        }
        #expect(answer.body.wholeMatch(of: shape) != nil, "\(answer.body)")
    }

    @Test(arguments: ["/api/oauth2/token", "/oauth2/token", "/api/oauth2/token/"])
    func `credentials come in the body, in Basic or in the query (§2.1, check 19)`(path: String) async throws {
        let patreon = try await PatreonOrigin()
        let credentials = [("client_id", "second"), ("client_secret", "second secret:%")]
        let inBody = PatreonOrigin.exchange(try await patreon.code()) + credentials
        #expect(try await patreon.post(path, inBody).status == .ok)

        let inQuery = PatreonOrigin.exchange(try await patreon.code()) + credentials
        let query = path + "?" + FormURLEncoding.encode(inQuery)
        #expect(try await patreon.send(.post, query).status == .ok)

        for authorization in [
            PatreonOrigin.basic, PatreonOrigin.basic("second:second%20secret%3A%25"),
            PatreonOrigin.basic.replacing("Basic", with: "basic"),
        ] {
            let inHeader = PatreonOrigin.exchange(try await patreon.code())
            let answer = try await patreon.post(path, inHeader, headers: [.authorization: authorization])
            #expect(answer.status == .ok, "\(authorization)")
        }

        let besides = PatreonOrigin.exchange(try await patreon.code()) + credentials
        #expect(try await patreon.post(path + "?is_creator_access=false", besides).status == .ok)
    }

    @Test func `PKCE's verifier is not looked at (§1.9)`() async throws {
        let patreon = try await PatreonOrigin()
        let request = PatreonOrigin.request() + [("code_challenge", "x"), ("code_challenge_method", "S256")]
        let exchange = PatreonOrigin.exchange(try await patreon.code(request)) + [("code_verifier", "wrong")]
        let answer = try await patreon.post(
            "/api/oauth2/token", exchange, headers: [.authorization: PatreonOrigin.basic])
        #expect(answer.status == .ok)
    }

    // MARK: scopes

    @Test func `what was approved once comes again (§1.2, check 11)`() async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.tokens(scope: "identity identity[email]")
        #expect(try await patreon.tokens(scope: "identity")["scope"] == "identity identity[email]")
        #expect(try await patreon.tokens(scope: "campaigns")["scope"] == "campaigns identity identity[email]")
        #expect(try await patreon.tokens(as: "10002", scope: "identity")["scope"] == "identity")
    }

    @Test func `what was denied is not remembered`() async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.decide("deny", PatreonOrigin.request(scope: "campaigns"))
        #expect(try await patreon.tokens(scope: "identity")["scope"] == "identity")
    }

    @Test func `the client's owner gets every scope (§1.2, check 12)`() async throws {
        let patreon = try await PatreonOrigin()
        let scope = try #require(try await patreon.tokens(as: "10004", scope: "identity")["scope"]?.string)
        for name in ["identity", "identity[email]", "identity.memberships", "campaigns.members[email]"] {
            #expect(scope.split(separator: " ").contains { $0 == name })
        }
    }

    @Test(arguments: [("second", "identity"), ("first", "users pledges-to-me my-campaign")])
    func `who asks for no scope gets the default of the client's version (§1.2, check 10)`(
        client: String, scope: String
    ) async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code(PatreonOrigin.request(client: client, scope: nil))
        let authorization = client == "first" ? PatreonOrigin.basic("first:first-secret") : PatreonOrigin.basic
        #expect(try await patreon.redeem(code, authorization: authorization).json["scope"] == .string(scope))
    }

    // MARK: refusals

    struct Refusal: Sendable, CustomTestStringConvertible {
        let form: [(String, String)]
        var authorization = PatreonOrigin.basic
        let status: HTTPResponse.Status
        let body: String
        var testDescription: String { "\(self.form), \(self.body)" }
    }

    @Test(arguments: [
        Refusal(
            form: [("grant_type", "authorization_code")], status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "Missing code parameter."}"#),
        Refusal(
            form: [("grant_type", "authorization_code"), ("code", "")], status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "Missing code parameter."}"#),
        Refusal(
            form: [("grant_type", "authorization_code")], authorization: "", status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "Missing code parameter."}"#),
        Refusal(form: PatreonOrigin.exchange("unknown"), status: .unauthorized, body: #"{"error": "invalid_grant"}"#),
        Refusal(
            form: PatreonOrigin.exchange("unknown\u{0}\u{FFFD}"), status: .unauthorized,
            body: #"{"error": "invalid_grant"}"#),
        Refusal(
            form: PatreonOrigin.exchange("unknown"), authorization: "", status: .unauthorized,
            body: #"{"error": "invalid_client"}"#),
        Refusal(
            form: PatreonOrigin.exchange("unknown"), authorization: "Basic ???", status: .unauthorized,
            body: #"{"error": "invalid_client"}"#),
        Refusal(
            form: PatreonOrigin.exchange("unknown"), authorization: PatreonOrigin.basic("second:wrong"),
            status: .unauthorized, body: #"{"error": "invalid_client"}"#),
        Refusal(
            form: PatreonOrigin.exchange("unknown"), authorization: PatreonOrigin.basic("nobody:wrong"),
            status: .unauthorized, body: #"{"error": "invalid_client"}"#),
        Refusal(
            form: PatreonOrigin.exchange("unknown") + [("client_id", "second")], status: .unauthorized,
            body: #"{"error": "invalid_client"}"#),
        Refusal(
            form: [("grant_type", "refresh_token")], status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "Missing refresh token parameter."}"#),
        Refusal(
            form: [("grant_type", "refresh_token"), ("refresh_token", "unknown")], status: .unauthorized,
            body: #"{"error": "invalid_grant"}"#),
        Refusal(
            form: [("grant_type", "client_credentials")], status: .unauthorized, body: #"{"error": "invalid_client"}"#),
        Refusal(
            form: [("grant_type", "password")], status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "not_supported_grant."}"#),
        Refusal(
            form: [], status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "not_supported_grant."}"#),
        Refusal(
            form: PatreonOrigin.exchange("1") + [("code", "2")], status: .badRequest,
            body: #"{"error": "invalid_request", "error_description": "Duplicate code parameter."}"#),
    ])
    func `refusals have the recorded status and bytes (§2.5)`(_ refusal: Refusal) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.post(
            "/api/oauth2/token", refusal.form,
            headers: refusal.authorization.isEmpty ? [:] : [.authorization: refusal.authorization])
        #expect(answer.status == refusal.status)
        #expect(answer.body == refusal.body)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.cacheControl] == "no-store")
    }

    @Test(arguments: [
        ("application/json", #"{"grant_type": "authorization_code"}"#), ("multipart/form-data; boundary=x", "--x--"),
        ("text/plain", "grant_type=authorization_code"),
    ])
    func `a body of another type has no parameters (§2.1)`(type: String, body: String) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.post("/api/oauth2/token", body: body, type: type)
        #expect(answer.status == .badRequest)
        #expect(
            answer.body == #"{"error": "invalid_request", "error_description": "not_supported_grant."}"#)
    }

    @Test func `a code can be redeemed once (§1.4, check 3)`() async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code()
        #expect(try await patreon.redeem(code).status == .ok)
        let again = try await patreon.redeem(code)
        #expect(again.status == .unauthorized)
        #expect(again.body == #"{"error": "invalid_grant"}"#)
    }

    @Test func `of many who redeem a code at once one succeeds`() async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await patreon.redeem(code).status.code } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [200] + Array(repeating: 401, count: 19))
    }

    @Test func `a code lives for ten minutes (§10)`() async throws {
        let patreon = try await PatreonOrigin()
        let (early, late) = (try await patreon.code(), try await patreon.code())
        patreon.world.advance(seconds: 599)
        #expect(try await patreon.redeem(early).status == .ok)
        patreon.world.advance(seconds: 1)
        #expect(try await patreon.redeem(late).body == #"{"error": "invalid_grant"}"#)
    }

    @Test(arguments: [PatreonOrigin.otherCallback, PatreonOrigin.callback + "/", "", nil])
    func `a code is bound to its redirect URI, and another one does not burn it (§2.5, check 6)`(
        redirectURI: String?
    ) async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code()
        let refusal = try await patreon.redeem(code, redirectURI: redirectURI)
        #expect(refusal.status == .unauthorized)
        #expect(refusal.body == #"{"error": "access_denied"}"#)
        #expect(try await patreon.redeem(code).status == .ok)
    }

    @Test func `a code is bound to its client, and neither a foreign one nor a wrong secret burns it`() async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code()
        let foreign = try await patreon.redeem(code, authorization: PatreonOrigin.basic("foreign:foreign-secret"))
        #expect(foreign.status == .unauthorized)
        #expect(foreign.body == #"{"error": "invalid_grant"}"#)
        #expect(try await patreon.redeem(code, authorization: PatreonOrigin.basic("second:x")).status == .unauthorized)
        #expect(try await patreon.redeem(code + "\u{0}").body == #"{"error": "invalid_grant"}"#)
        #expect(try await patreon.redeem(code).status == .ok)
    }

    // MARK: refreshing

    @Test func `refreshing replaces both tokens, also from the query with an empty body (§2.4, check 18)`() async throws
    {
        let patreon = try await PatreonOrigin()
        let old = try await patreon.tokens()
        let query = FormURLEncoding.encode([
            ("grant_type", "refresh_token"), ("refresh_token", old["refresh_token"]?.string ?? ""),
            ("client_id", "second"), ("client_secret", "second secret:%"),
        ])
        let answer = try await patreon.send(.post, "/api/oauth2/token?" + query)
        #expect(answer.status == .ok)
        let new = answer.json
        #expect(new["access_token"] != old["access_token"])
        #expect(new["refresh_token"] != old["refresh_token"])
        #expect(new["scope"] == old["scope"])
        #expect(new["expires_in"] == 2_678_400)

        let again = try await patreon.send(.post, "/api/oauth2/token?" + query)
        #expect(again.status == .unauthorized)
        #expect(again.body == #"{"error": "invalid_grant"}"#)
        #expect(try await patreon.identity(old).status == .unauthorized)
        #expect(try await patreon.identity(new).status == .ok)
    }

    @Test func `a refresh token outlives its access token and is bound to its client`() async throws {
        let patreon = try await PatreonOrigin()
        let old = try await patreon.tokens()
        patreon.world.advance(seconds: 2_678_400)
        #expect(try await patreon.identity(old).status == .unauthorized)
        let foreign = try await patreon.refresh(old, authorization: PatreonOrigin.basic("foreign:foreign-secret"))
        #expect(foreign.body == #"{"error": "invalid_grant"}"#)
        #expect(try await patreon.refresh(old).status == .ok)
    }

    @Test(
        arguments: [
            ("identity", HTTPResponse.Status.ok, #"identity"#), ("identity campaigns", .unauthorized, nil),
            ("identity[email] identity", .ok, "identity[email] identity"), ("", .ok, "identity identity[email]"),
        ] as [(String, HTTPResponse.Status, String?)])
    func `refreshing may ask for less, never for more (§2.5)`(
        scope: String, status: HTTPResponse.Status, granted: String?
    ) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.refresh(try await patreon.tokens(), scope: scope)
        #expect(answer.status == status)
        #expect(answer.json["scope"]?.string == granted)
        if granted == nil { #expect(answer.body == #"{"error": "invalid_scope"}"#) }
    }

    @Test func `a second sign-in leaves the first one's tokens alone (§2.4)`() async throws {
        let patreon = try await PatreonOrigin()
        let first = try await patreon.tokens()
        _ = try await patreon.tokens()
        #expect(try await patreon.identity(first).status == .ok)
    }
}

extension PatreonOrigin {
    fileprivate func refresh(
        _ tokens: JSON, scope: String? = nil, authorization: String = basic
    ) async throws -> TestResponse {
        let form = [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]?.string ?? "")]
        return try await self.post(
            "/api/oauth2/token", form + (scope.map { [("scope", $0)] } ?? []), headers: [.authorization: authorization])
    }

    fileprivate func identity(_ tokens: JSON) async throws -> TestResponse {
        try await self.get("/api/oauth2/v2/identity", bearer: tokens["access_token"]?.string)
    }
}
