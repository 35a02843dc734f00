import Core
import HTTPTypes
import Logging
import TestSupport
import Testing

/// Text that a database or a page could stumble over, in every parameter of a sign-in.
@Suite struct HostileTextTests {
    static let texts: [HostileText] = [
        "\u{0}", "a\u{0}b", "'; drop table users; --", "<script>alert(1)</script>", "\"\u{301}", "\u{FFFD}",
        "\r\nSet-Cookie: a=b",
        "%00", "${jndi}", "{{title}}", "\u{202E}x", HostileText(text: String(repeating: "é", count: 3000)),
    ]

    private static let parameters = [
        "client_id", "redirect_uri", "state", "scope", "nonce", "response_type", "response_mode", "prompt",
        "code_challenge", "code_challenge_method", "ui_locales", "login_hint", "resource", "max_age", "acr_values",
        "claims", "request", "first_screen", "direct_sign_in",
    ]

    private func expectHarmless(
        _ answer: TestResponse, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status.code < 500, "\(what)", sourceLocation: sourceLocation)
        let isPage = answer.headers[.contentType]?.hasPrefix("text/html") ?? false
        #expect(!isPage || !answer.body.contains("<script>alert"), "\(what)", sourceLocation: sourceLocation)
        #expect(answer.setCookies.allSatisfy { !$0.hasPrefix("a=b") }, "\(what)", sourceLocation: sourceLocation)
    }

    @Test(arguments: Self.texts)
    func `harms no authorization request at Logto`(_ hostile: HostileText) async throws {
        let text = hostile.text
        let world = try await TestWorld()
        for name in Self.parameters {
            let url = RelyingParty(in: world).authorizationURL([name: text])
            self.expectHarmless(try await Browser(world).open(url), name)
        }
        #expect(world.log.entries(.error).isEmpty)
    }

    @Test(arguments: Self.texts)
    func `harms no sign-in that goes through`(_ hostile: HostileText) async throws {
        let text = hostile.text
        let world = try await TestWorld()
        let app = RelyingParty(in: world)
        for name in ["state", "nonce", "ui_locales", "login_hint"] {
            let answer = try await app.signIn(Browser(world), [name: text])
            self.expectHarmless(answer, name)
            guard let code = answer.locationParameters["code"] else { continue }
            self.expectHarmless(try await app.redeem(code), name)
        }
        #expect(world.log.entries(.error).isEmpty)
    }

    @Test(arguments: Self.texts)
    func `harms no token request`(_ hostile: HostileText) async throws {
        let text = hostile.text
        let world = try await TestWorld()
        let app = RelyingParty(in: world)
        let code = try await app.code(Browser(world))
        for name in ["grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret", "scope"] {
            self.expectHarmless(try await app.redeem(code, [name: text]), name)
            self.expectHarmless(try await app.refresh(text, [name: text]), name)
        }
        self.expectHarmless(try await app.userInfo(text), "bearer")
        #expect(world.log.entries(.error).isEmpty)
    }

    @Test(arguments: Self.texts)
    func `harms no request at Patreon`(_ hostile: HostileText) async throws {
        let text = hostile.text
        let world = try await TestWorld()
        for name in ["client_id", "redirect_uri", "state", "scope", "response_type", "login_hint"] {
            var query = [
                "client_id": "bookstore-client", "redirect_uri": world.logto + "/callback/patreon00001", "state": "s",
                "response_type": "code", "scope": "identity",
            ]
            query[name] = text
            // With a redirect URI that is not registered as well, which is kept for the page that explains it.
            for uri in [query["redirect_uri"], "http://localhost/elsewhere"] {
                query["redirect_uri"] = uri
                let encoded = FormURLEncoding.encode(query.map { ($0.key, $0.value) })
                self.expectHarmless(
                    try await Browser(world).open("\(world.patreon)/oauth2/authorize?\(encoded)"), name)
            }
        }
        for name in ["grant_type", "code", "refresh_token", "client_id", "client_secret", "redirect_uri"] {
            self.expectHarmless(
                try await world.post(
                    "\(world.patreon)/api/oauth2/token", form: [name: text, "grant_type": "refresh_token"]),
                name)
        }
        #expect(world.log.entries(.error).isEmpty)
    }

    @Test(arguments: Self.texts)
    func `harms no cookie`(_ hostile: HostileText) async throws {
        let text = hostile.text
        let world = try await TestWorld()
        for name in ["_session", "_session.sig", "_interaction", "_interaction.sig", "_logto"] {
            for path in ["/oidc/auth?client_id=bookstore000000000000", "/sign-in", "/consent", "/oidc/session/end"] {
                let answer = try await world.get(world.logto + path, headers: [.cookie: "\(name)=\(text)"])
                self.expectHarmless(answer, "\(name) \(path)")
            }
        }
        #expect(world.log.entries(.error).isEmpty)
    }
}

struct HostileText: Sendable, CustomTestStringConvertible, ExpressibleByStringLiteral {
    let text: String

    init(text: String) {
        self.text = text
    }

    init(stringLiteral text: String) {
        self.init(text: text)
    }

    var testDescription: String { String(JSON.string(self.text).text().prefix(30)) }
}
