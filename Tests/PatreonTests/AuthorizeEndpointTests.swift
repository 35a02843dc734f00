import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET /oauth2/authorize, POST /api/oauth2/authorize (spec §1)")
struct AuthorizeEndpointTests {
    @Test(arguments: ["/oauth2/authorize", "/api/oauth2/authorize", "/oauth2/authorize/"])
    func `the page shows client, scopes in words, personas, Allow and Deny (§1.10)`(path: String) async throws {
        let patreon = try await PatreonOrigin()
        let page = try await patreon.get(path + "?" + FormURLEncoding.encode(PatreonOrigin.request()))
        #expect(page.status == .ok)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        let html = page.body
        for part in [
            "Bookstore &amp; &lt;friends&gt;", "View Patreon identity info", "View your email address",
            "Mika van Example", "mika@example.test", "&lt;b&gt;Full&lt;/b&gt; profile",
            #"value="10007""#, "nameless one", #"value="allow""#, #"value="deny""#,
            #"action="/api/oauth2/authorize""#, #"name="state" value="a state""#,
            #"name="scope" value="identity identity[email]""#, #"href="https://app.test/privacy""#,
        ] {
            #expect(html.contains(part), "\(part)")
        }
        #expect(!html.contains("javascript:"))
    }

    @Test(arguments: ["10003", "ZOE@example.test", "cleo"])
    func `a login hint brings a persona to the front`(hint: String) async throws {
        let patreon = try await PatreonOrigin()
        let html = try await patreon.ask(PatreonOrigin.request() + [("login_hint", hint)]).body
        let first = try #require(html.firstMatch(of: /name="account" value="(\d+)" required checked/))
        #expect(first.1 == (hint == "cleo" ? "10004" : "10003"))
        #expect(html.matches(of: /\ checked/).count == 1)
    }

    @Test func `allowing gives a code of 30 characters and the same state (§1.4, check 1)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.decide("allow", PatreonOrigin.request(state: "a b+c&d=é%\""))
        #expect(answer.status == .found)
        let location = try #require(answer.location)
        #expect(location.hasPrefix(PatreonOrigin.callback + "?code="))
        #expect(answer.locationParameters["code"]?.wholeMatch(of: /[A-Za-z0-9]{30}/) != nil)
        #expect(answer.locationParameters["state"] == "a b+c&d=é%\"")
    }

    @Test func `without a state there is none in the answer, and a query on the redirect URI stays`() async throws {
        let patreon = try await PatreonOrigin()
        let request = PatreonOrigin.request(redirectURI: "https://app.test/cb?keep=1", state: nil)
        let location = try #require(try await patreon.decide("allow", request).location)
        #expect(location.wholeMatch(of: /https:\/\/app\.test\/cb\?keep=1&code=[A-Za-z0-9]{30}/) != nil)
    }

    @Test func `denying gives access_denied and the state, no code and no description (§1.6, check 9)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.decide("deny")
        #expect(answer.status == .found)
        #expect(answer.location == PatreonOrigin.callback + "?error=access_denied&state=a+state")
    }

    @Test(arguments: [
        (PatreonOrigin.request(redirectURI: PatreonOrigin.callback + "/"), "Mismatching+redirect+URI."),
        (PatreonOrigin.request(client: "nobody"), "Invalid+client_id+parameter+value."),
        (PatreonOrigin.request(client: "second\u{0}x"), "Invalid+client_id+parameter+value."),
        (PatreonOrigin.request(client: nil), "Missing+client_id+parameter."),
        (PatreonOrigin.request(redirectURI: nil), "Missing+redirect+URI."),
        (PatreonOrigin.request(redirectURI: "/callback"), "Invalid+redirect+URI."),
        (PatreonOrigin.request(redirectURI: PatreonOrigin.callback + "\u{0}"), "Invalid+redirect+URI."),
        (PatreonOrigin.request() + [("scope", "campaigns")], "Duplicate+scope+parameter."),
    ])
    func `what the client must not hear of ends on the error page (§1.3, §1.5, checks 5 and 7)`(
        request: [(String, String)], description: String
    ) async throws {
        let patreon = try await PatreonOrigin()
        let expected =
            "\(TestWorld.origins.patreon)/oauth2/errors?error=invalid_request&error_description=\(description)"
            + "&state=a+state"
        for answer in [try await patreon.ask(request), try await patreon.decide("allow", request)] {
            #expect(answer.status == .found)
            #expect(answer.location == expected)
        }
    }

    @Test(arguments: [
        (PatreonOrigin.request(scope: "openid profile email"), "error=invalid_scope"),
        (PatreonOrigin.request(scope: "users"), "error=invalid_scope"),
    ])
    func `other refusals go to the client (check 8)`(request: [(String, String)], error: String) async throws {
        let patreon = try await PatreonOrigin()
        for answer in [try await patreon.ask(request), try await patreon.decide("allow", request)] {
            #expect(answer.status == .found)
            #expect(answer.location == "\(PatreonOrigin.callback)?\(error)&state=a+state")
        }
    }

    @Test func `an unverified address stops at a page, and nothing is issued (§1.3, check 23)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.decide("allow", as: "10005")
        #expect(answer.status == .ok)
        #expect(answer.location == nil)
        #expect(answer.body.contains("Verify your email address"))
        #expect(answer.body.contains("una@example.test"))
        #expect(try await patreon.decide("deny", as: "10005").status == .found)
    }

    @Test func `an account without an address has none to verify`() async throws {
        let patreon = try await PatreonOrigin()
        #expect(try await patreon.decide("allow", as: "10006").status == .found)
    }

    @Test(arguments: [("allow", "nobody"), ("allow", ""), ("allow", "10001\u{0}"), ("", "10001"), ("maybe", "10001")])
    func `a form that decides nothing is a bad request`(decision: String, account: String) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.decide(decision, as: account)
        #expect(answer.status == .badRequest)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
    }

    @Test(arguments: [
        "client_id=%FF%FE&redirect_uri=%00", "=&=&&&", "client_id", "%", "client_id=second&redirect_uri=%E2%28%A1",
        "client_id=" + String(repeating: "A", count: 30_000), String(repeating: "a=b&", count: 5_000),
        "state=" + String(repeating: "%F0%9F%92%A9", count: 2_000),
    ])
    func `hostile bytes end on the error page`(query: String) async throws {
        let patreon = try await PatreonOrigin()
        for answer in [
            try await patreon.get("/oauth2/authorize?" + query),
            try await patreon.post("/api/oauth2/authorize", body: query),
        ] {
            #expect(answer.status == .found)
            #expect(answer.location?.contains("/oauth2/errors?error=invalid_request&") == true)
        }
    }

    @Test func `a form that is too long is refused with a page`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.post(
            "/api/oauth2/authorize", body: String(repeating: "a", count: 100_000))
        #expect(answer.status == .contentTooLarge)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
    }
}
