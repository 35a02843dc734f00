import Core
import OAuth
import Testing
import Web

@testable import Patreon

@Suite("Authorization checks (spec §1.3)")
struct AuthorizationChecksTests {
    static let registered = "http://localhost:3001/callback/abc"
    static let client = PatreonClient(
        id: "client", secret: "secret", name: "Bookstore", redirectURIs: [Self.registered, "https://app.test/cb?x=1"])
    static let complete = [
        "response_type": "code", "client_id": "client", "redirect_uri": Self.registered, "state": "s",
        "scope": "identity identity[email]",
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        let change: [String: String?]
        let error: OAuthError
        var testDescription: String { "\(self.change)" }
    }

    @Test func `a complete request passes with what it asked for`() throws {
        let accepted = try Self.check(Self.complete)
        #expect(accepted.redirectURI == Self.registered)
        #expect(accepted.scopes == ["identity", "identity[email]"])
        #expect(accepted.request.state == "s")
    }

    @Test(arguments: [
        Case(change: ["client_id": nil], error: .invalidRequest("Missing client_id parameter.")),
        Case(change: ["client_id": ""], error: .invalidRequest("Missing client_id parameter.")),
        Case(change: ["client_id": "other"], error: .invalidRequest("Invalid client_id parameter value.")),
        Case(
            change: ["client_id": "other", "redirect_uri": nil],
            error: .invalidRequest("Invalid client_id parameter value.")),
        Case(change: ["redirect_uri": nil], error: .invalidRequest("Missing redirect URI.")),
        Case(change: ["redirect_uri": ""], error: .invalidRequest("Invalid redirect URI.")),
        Case(change: ["redirect_uri": "/callback/abc"], error: .invalidRequest("Invalid redirect URI.")),
        Case(change: ["redirect_uri": Self.registered + "#x"], error: .invalidRequest("Invalid redirect URI.")),
        Case(change: ["redirect_uri": Self.registered + "/"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": "https://localhost:3001/callback/abc"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": "http://127.0.0.1:3001/callback/abc"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": "http://localhost/callback/abc"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": "http://localhost:3001/Callback/abc"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": "http://localhost:3001/callback/%61bc"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": Self.registered + "?x=1"], error: .mismatchingRedirectURI),
        Case(change: ["redirect_uri": "https://app.test/cb"], error: .mismatchingRedirectURI),
        Case(
            change: ["redirect_uri": "https://app.test/", "response_type": nil, "scope": "openid"],
            error: .mismatchingRedirectURI),
    ])
    func `what is wrong with client or redirect URI is told to the person alone`(_ each: Case) throws {
        let refusal = try #require(Self.refusal(each.change))
        guard case .direct(let error, _) = refusal else {
            Issue.record("the client was told")
            return
        }
        #expect(error == each.error)
    }

    @Test(arguments: [
        Case(change: ["response_type": nil], error: .invalidRequest("Missing response_type parameter.")),
        Case(change: ["response_type": "token"], error: OAuthError(.unsupportedResponseType)),
        Case(change: ["response_type": ""], error: OAuthError(.unsupportedResponseType)),
        Case(change: ["response_type": "token", "scope": "openid"], error: OAuthError(.unsupportedResponseType)),
        Case(change: ["scope": "openid profile email"], error: OAuthError(.invalidScope)),
        Case(change: ["scope": "identity users"], error: OAuthError(.invalidScope)),
        Case(change: ["scope": "identity,identity[email]"], error: OAuthError(.invalidScope)),
        Case(change: ["scope": "identity\u{0}"], error: OAuthError(.invalidScope)),
    ])
    func `what is wrong with the rest is told to the client`(_ each: Case) throws {
        let refusal = try #require(Self.refusal(each.change))
        guard case .redirect(let error, to: let target, _) = refusal else {
            Issue.record("the client was not told")
            return
        }
        #expect(error == each.error)
        #expect(target == Self.registered)
    }

    @Test(arguments: ["client_id", "response_type", "redirect_uri", "scope", "state"])
    func `a parameter that comes twice is refused before everything else`(name: String) throws {
        let parameters = FormParameters([(name, "1"), (name, "2")])
        let refusal = #expect(throws: AuthorizationRefusal.self) {
            try AuthorizationChecks.run(AuthorizationRequest(parameters), client: nil)
        }
        #expect(refusal?.error == .invalidRequest("Duplicate \(name) parameter."))
    }

    @Test func `parameters that Patreon does not know may come as they like`() throws {
        let more = ["code_challenge": "x", "scopes": "nonsense", "nonce": "", "prompt": "none"]
        _ = try Self.check(Self.complete.merging(more) { $1 })
        let pairs = Self.complete.map { ($0.key, $0.value) } + [("utm_source", "1"), ("utm_source", "2")]
        _ = try AuthorizationChecks.run(AuthorizationRequest(FormParameters(pairs)), client: Self.client)
    }

    @Test(arguments: [
        ("http://a", true), ("https://a.test/b?c=d", true), ("myapp:callback", true), ("http://[::1]:80/", true),
        ("", false), ("http", false), ("http:", false), ("://a", false), ("1http://a", false), ("http://a#", false),
        ("http://a b", false), ("http://ä", false), ("http://a\u{0}", false), ("http://a/%zz", false),
        ("http://a/%41", true), (" http://a", false), ("http://a\n", false), ("ht tp://a", false),
    ])
    func `an absolute URI has a scheme and no fragment`(uri: String, isAbsolute: Bool) {
        #expect(AuthorizationChecks.isAbsolute(uri) == isAbsolute)
    }

    @Test(arguments: [
        (AuthorizationRefusal.Context(state: "a b&c"), "?error=access_denied&state=a+b%26c"),
        (AuthorizationRefusal.Context(state: nil), "?error=access_denied"),
        (AuthorizationRefusal.Context(state: ""), "?error=access_denied"),
    ])
    func `a refusal carries the state and no description (§1.6)`(
        context: AuthorizationRefusal.Context, query: String
    ) {
        let refusal = AuthorizationRefusal.redirect(OAuthError(.accessDenied), to: "http://a.test/cb", context)
        #expect(refusal.location(origin: "http://patreon.test") == "http://a.test/cb" + query)
    }

    @Test func `the error page's address has error, description and state in this order (§1.5)`() {
        let refusal = AuthorizationRefusal.direct(.mismatchingRedirectURI, AuthorizationRefusal.Context(state: "xyz"))
        #expect(
            refusal.location(origin: "http://patreon.test")
                == "http://patreon.test/oauth2/errors?error=invalid_request"
                + "&error_description=Mismatching+redirect+URI.&state=xyz")
    }

    @Test(arguments: [
        ("http://a/cb", "http://a/cb?code=1"), ("http://a/cb?x=1", "http://a/cb?x=1&code=1"),
        ("http://a/cb?", "http://a/cb?code=1"), ("http://a/cb?x&", "http://a/cb?x&code=1"),
    ])
    func `new items go behind the query that is there (§1.4)`(uri: String, expected: String) {
        #expect(RedirectLocation.adding([("code", "1"), ("state", nil)], to: uri) == expected)
    }

    private static func check(_ parameters: [String: String]) throws -> AuthorizationChecks.Accepted {
        let request = AuthorizationRequest(FormParameters(parameters.map { ($0.key, $0.value) }))
        return try AuthorizationChecks.run(request, client: request.clientID == Self.client.id ? Self.client : nil)
    }

    private static func refusal(_ change: [String: String?]) -> AuthorizationRefusal? {
        var parameters = Self.complete
        for (name, value) in change { parameters[name] = value }
        return #expect(throws: AuthorizationRefusal.self) { try Self.check(parameters) }
    }
}

extension AuthorizationRefusal.Context {
    fileprivate init(state: String?) {
        let parameters = FormParameters(state.map { [("state", $0)] } ?? [])
        self.init(request: AuthorizationRequest(parameters), client: nil)
    }
}
