import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("The rule that decided, in the record (spec §9, M15)")
struct DecisionsTests {
    private static func last(_ patreon: PatreonOrigin) async throws -> JSON {
        let answer = try await patreon.world.get(patreon.world.console + "/control/exchanges?limit=1")
        return try #require(answer.json["exchanges"]?.array?.first)
    }

    struct Check: Sendable, CustomTestStringConvertible {
        let rule: String
        let reason: String
        let request: [(String, String)]
        var testDescription: String { self.rule }
    }

    private static let good = PatreonOrigin.request()

    private static func without(_ name: String, adding more: [(String, String)] = []) -> [(String, String)] {
        Self.good.filter { $0.0 != name } + more
    }

    static let checks = [
        Check(rule: "parameters-once", reason: "scope comes more than once.", request: good + [("scope", "identity")]),
        Check(rule: "client-id-present", reason: "There is no client_id.", request: without("client_id")),
        Check(
            rule: "client-known", reason: "No client has the id nobody.",
            request: without("client_id", adding: [("client_id", "nobody")])),
        Check(rule: "redirect-uri-present", reason: "There is no redirect_uri.", request: without("redirect_uri")),
        Check(
            rule: "redirect-uri-absolute", reason: "/callback is no absolute URI: it needs a scheme, and no fragment.",
            request: without("redirect_uri", adding: [("redirect_uri", "/callback")])),
        Check(
            rule: "redirect-uri-registered", reason: "Register the requested URI for this client",
            request: without("redirect_uri", adding: [("redirect_uri", PatreonOrigin.callback + "/")])),
        Check(rule: "response-type-present", reason: "There is no response_type.", request: without("response_type")),
        Check(
            rule: "response-type-supported", reason: "response_type is token; Patreon knows code alone.",
            request: without("response_type", adding: [("response_type", "token")])),
        Check(
            rule: "scopes-allowed", reason: "A client of version 2 may not ask for users, openid;",
            request: without("scope", adding: [("scope", "identity users openid")])),
        Check(rule: "ask", reason: "All checks are passed; a person is asked.", request: good),
    ]

    @Test(arguments: checks)
    func `each check of an authorization request (§1.3)`(check: Check) async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.ask(check.request)
        let decision = try await Self.last(patreon)["decision"]
        #expect(decision?["rule"]?.string == "authorize.\(check.rule)")
        #expect(decision?["reason"]?.string?.hasPrefix(check.reason) == true, "\(decision?.text() ?? "")")
        #expect(decision?["outcome"] == (check.rule == "ask" ? "accepted" : "refused"))
    }

    @Test func `a mismatch shows both sides (§1.5)`() async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.ask(PatreonOrigin.request(redirectURI: "http://elsewhere.test/cb"))
        let exchange = try await Self.last(patreon)
        #expect(exchange["decision"]?["requestedRedirectURI"] == "http://elsewhere.test/cb")
        #expect(exchange["decision"]?["registeredRedirectURIs"]?.array?.count == 3)
        #expect(exchange["decision"]?["description"] == "Mismatching redirect URI.")
        #expect(exchange["client"] == "second")
        #expect(exchange["request"]?["query"]?["redirect_uri"] == "http://elsewhere.test/cb")
        #expect(exchange["response"]?["location"]?["parameters"]?["error"] == "invalid_request")
    }

    @Test(arguments: [
        ("allow", "10001", "approved", "The account 10001 approved."),
        ("deny", "10001", "person-allows", "The person denied."),
        ("allow", "10005", "email-verified", "The e-mail address of the account 10005 is not verified;"),
        ("allow", "nobody", "decided", "Choose one of the accounts"), ("", "10001", "decided", "Either allow or deny"),
    ])
    func `what a person decides (§1.6)`(
        decision: String, account: String, rule: String, reason: String
    ) async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.decide(decision, as: account)
        let noted = try await Self.last(patreon)["decision"]
        #expect(noted?["rule"]?.string == "authorize.\(rule)")
        #expect(noted?["reason"]?.string?.hasPrefix(reason) == true, "\(noted?.text() ?? "")")
    }

    @Test func `what was granted, which may be more than was asked for (§1.2)`() async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.decide("allow", as: "10001", PatreonOrigin.request(scope: "identity identity[email]"))
        _ = try await patreon.decide("allow", as: "10001", PatreonOrigin.request(scope: "identity"))
        let exchange = try await Self.last(patreon)
        #expect(exchange["decision"]?["grantedScopes"] == ["identity", "identity[email]"])
        #expect(exchange["account"] == "10001")
        #expect(exchange["request"]?["form"]?["scope"] == "identity")
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let rule: String
        let reason: String
        var form: [(String, String)]?
        var authorization = PatreonOrigin.basic
        var seconds: Int64 = 0
        var testDescription: String { "\(self.rule) \(self.reason)" }
    }

    static let refusals = [
        Refusal(
            rule: "grant-type", reason: "grant_type is neither", form: [("grant_type", "password")]),
        Refusal(rule: "parameters", reason: "Missing code parameter.", form: [("grant_type", "authorization_code")]),
        Refusal(rule: "client", reason: "There are neither client_id", authorization: "Bearer x"),
        Refusal(
            rule: "client", reason: "No client has the id nobody.", authorization: PatreonOrigin.basic("nobody:secret")),
        Refusal(
            rule: "client", reason: "The secret is not that of the client second.",
            authorization: PatreonOrigin.basic("second:guess")),
        Refusal(
            rule: "client", reason: "Patreon gives no tokens for client_credentials.",
            form: [("grant_type", "client_credentials")]),
        Refusal(rule: "grant", reason: "There is no such code", form: PatreonOrigin.exchange("unknown")),
        Refusal(
            rule: "grant", reason: "It was issued to another client, second.",
            authorization: PatreonOrigin.basic("foreign:foreign-secret")),
        Refusal(rule: "grant", reason: "The code expired at 2027-01-15T08:10:00.000Z.", seconds: 601),
        Refusal(
            rule: "grant", reason: "There is no such refresh token",
            form: [("grant_type", "refresh_token"), ("refresh_token", "unknown")]),
    ]

    @Test(arguments: refusals)
    func `why a token request was refused, which the client does not hear (§2.5)`(refusal: Refusal) async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code()
        patreon.world.advance(seconds: refusal.seconds)
        _ = try await patreon.post(
            "/api/oauth2/token", refusal.form ?? PatreonOrigin.exchange(code),
            headers: [.authorization: refusal.authorization])
        let decision = try await Self.last(patreon)["decision"]
        #expect(decision?["rule"]?.string == "token.\(refusal.rule)")
        #expect(decision?["reason"]?.string?.hasPrefix(refusal.reason) == true, "\(decision?.text() ?? "")")
        #expect(decision?["outcome"] == "refused")
    }

    @Test func `another redirect URI than the code's (check 6)`() async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code()
        _ = try await patreon.redeem(code, redirectURI: PatreonOrigin.otherCallback)
        let refused = try await Self.last(patreon)["decision"]
        #expect(refused?["rule"] == "token.redirect-uri")
        #expect(refused?["requestedRedirectURI"]?.string == PatreonOrigin.otherCallback)
        #expect(refused?["authorizedRedirectURI"]?.string == PatreonOrigin.callback)
        _ = try await patreon.redeem(code)
        let issued = try await Self.last(patreon)
        #expect(issued["decision"]?["rule"] == "token.issued")
        #expect(issued["client"] == "second")
        #expect(issued["account"] == "10001")
    }

    @Test(arguments: [
        ("/api/oauth2/v2/identity", "api.token", "The token is good."),
        ("/api/oauth2/v2/campaigns", "api.scopes", "The token does not reach far enough: it needs campaigns."),
        ("/api/oauth2/api/current_user", "api.scopes", "it needs users, or identity and identity[email]."),
        ("/api/oauth2/v2/identity?include=campaigns", "api.parameters-known", "include names campaigns"),
        ("/api/oauth2/v2/nothing", "api.answer", "The requested URL was not found"),
    ])
    func `what decided at the API (§3.7)`(uri: String, rule: String, reason: String) async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.api(uri, scope: "identity")
        let decision = try await Self.last(patreon)["decision"]
        #expect(decision?["rule"]?.string == rule)
        #expect(decision?["reason"]?.string?.contains(reason) == true, "\(decision?.text() ?? "")")
    }

    @Test func `why a token was not good`() async throws {
        let patreon = try await PatreonOrigin()
        let token = try await patreon.tokens()["access_token"]?.string ?? ""
        func reason(_ bearer: String?) async throws -> String? {
            _ = try await patreon.get("/api/oauth2/v2/identity", bearer: bearer)
            return try await Self.last(patreon)["decision"]?["reason"]?.string
        }
        #expect(try await reason(nil) == "There is no Authorization header with a Bearer token.")
        #expect(try await reason("guess") == "There is no such access token, or no more.")
        #expect(try await reason(token) == "The token is good.")
        patreon.world.advance(seconds: 2_678_401)
        #expect(
            try await reason(token) == "The access token of the account 10001 expired at 2027-02-15T08:00:00.000Z.")
    }
}
