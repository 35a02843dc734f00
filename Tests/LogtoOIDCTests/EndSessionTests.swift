import Core
import HTTPTypes
import JOSE
import Logging
import TestSupport
import Testing

@Suite("Sign-out (spec §15)")
struct EndSessionTests {
    private static func address(_ world: TestWorld, _ parameters: [(String, String)] = []) -> String {
        let query = parameters.isEmpty ? "" : "?" + FormURLEncoding.encode(parameters)
        return "\(world.issuer)/session/end\(query)"
    }

    @Test func `a signed-in user gets a form that sends itself`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let page = try await browser.request(.get, Self.address(party.world))
        #expect(page.status == .ok)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(page.body.contains("<title>Sign Out</title>"))
        #expect(page.body.contains(#"<form id="op.logoutForm" method="post""#))
        #expect(page.body.contains("onload="))
        let form = try #require(HTMLForm.all(in: page.body).first)
        #expect(form.action == "\(party.world.issuer)/session/end/confirm")
        #expect(form.fields.map(\.name) == ["xsrf", "logout"])
        #expect(form.fields.last?.value == "yes")
    }

    @Test func `so does one who is not signed in, and ends at the page that says so`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let page = try await browser.request(.get, Self.address(world))
        #expect(page.status == .ok)
        let form = try #require(HTMLForm.all(in: page.body).first)
        #expect(form.fields.map(\.name) == ["xsrf", "logout"])
        let answer = try await browser.request(
            .post, form.action ?? "", form: form.fields.map { ($0.name, $0.value) })
        #expect(answer.status == .seeOther)
        #expect(answer.location == "\(world.issuer)/session/end/success")
    }

    @Test(arguments: [
        (nil, "You have successfully signed out."), ("ja", "正常にログアウトしました。"),
        ("fr, ja;q=0.5, en;q=0.1", "正常にログアウトしました。"),
    ])
    func `the page says it in the browser's language`(language: String?, text: String) async throws {
        let world = try await TestWorld()
        let browser = Browser(world, language: language)
        let page = try await browser.open("\(world.issuer)/session/end/success")
        #expect(page.status == .ok)
        #expect(page.body.contains("<title>Sign Out</title>"))
        #expect(page.body.contains(text))
    }

    @Test(arguments: ["client_id", "id_token_hint"])
    func `the application's address comes with the state`(by: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let tokens = try await party.tokens(browser)
        party.world.advance(seconds: 7200)
        let page = try await browser.request(
            .get,
            Self.address(
                party.world,
                [
                    (by, by == "client_id" ? party.app.id : tokens.id ?? ""),
                    ("post_logout_redirect_uri", "http://LOCALHOST:3000"), ("state", "a b&c"),
                ]))
        let answer = try await browser.submitOnlyForm(on: page)
        #expect(answer.status == .seeOther)
        #expect(answer.location == "http://localhost:3000/?state=a+b%26c")
        #expect(browser.cookie("_session") == nil)
        #expect(try await party.askSilently(browser).locationParameters["error"] == "login_required")
    }

    @Test func `without client nor hint the address is ignored`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await browser.request(
            .get, Self.address(party.world, [("post_logout_redirect_uri", "https://evil.example")]))
        #expect(page.status == .ok)
        let answer = try await browser.submitOnlyForm(on: page)
        #expect(answer.url == "\(party.world.issuer)/session/end/success")
        #expect(party.world.log.entries(.warning).isEmpty)
    }

    @Test func `a POST does what a GET does (§1.2)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let page = try await browser.request(
            .post, Self.address(party.world),
            form: [("client_id", party.app.id), ("post_logout_redirect_uri", party.app.signedOutURI)])
        #expect(page.status == .ok)
        #expect(try await browser.submitOnlyForm(on: page).location == "http://localhost:3000/")
    }

    private static func forged(_ claims: JSON, by key: SigningKey) throws -> String {
        try JWS.sign(payload: Array(claims.text().utf8), type: nil, with: key)
    }

    private static let notRegistered =
        #"{"code":"oidc.invalid_request","message":"Request is invalid.","error":"invalid_request","error_description":"post_logout_redirect_uri not registered"}"#

    @Test(arguments: [
        "https://evil.example", "http://localhost:3000/x", "http://localhost:3001/", "http://127.0.0.1:3000/",
        "javascript:alert(1)", "/",
    ])
    func `an address that is not registered is refused, and logged with the registered ones`(
        uri: String
    ) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await Browser(party.world).request(
            .get, Self.address(party.world, [("client_id", party.app.id), ("post_logout_redirect_uri", uri)]))
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.notRegistered)
        let warning = try #require(party.world.log.entries(.warning).first)
        #expect(warning.message == "post_logout_redirect_uri refused by Logto")
        #expect(warning.metadata["requested"] == .string(uri))
        #expect(warning.metadata["registered"] == .array([.string("http://localhost:3000/")]))
    }

    @Test func `the order of checks, each with its words`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let foreignKey = try SigningKey.generate(.p384)
        let good = try await party.tokens().id ?? ""
        let issuer = JSON.string(party.world.issuer)
        let badSignature = try Self.forged(["aud": .string(party.app.id), "iss": issuer], by: foreignKey)
        let nobody = try Self.forged(["aud": "nobody", "iss": issuer], by: foreignKey)
        let evil = ("post_logout_redirect_uri", "https://evil.example")
        let rows: [([(String, String)], String, String)] = [
            (
                [("id_token_hint", "x"), ("client_id", "nobody"), evil], "invalid_request",
                "could not decode id_token_hint"
            ),
            ([("id_token_hint", "a.b.c")], "invalid_request", "could not decode id_token_hint"),
            (
                [("id_token_hint", nobody), ("client_id", party.app.id), evil], "invalid_request",
                "client_id does not match the provided id_token_hint"
            ),
            ([("id_token_hint", nobody), evil], "invalid_client", "invalid client nobody"),
            ([("client_id", "nobody"), evil], "invalid_client", "invalid client nobody"),
            ([("id_token_hint", badSignature), evil], "invalid_request", "could not validate id_token_hint"),
            (
                [("id_token_hint", good), ("client_id", party.app.id), evil], "invalid_request",
                "post_logout_redirect_uri not registered"
            ),
        ]
        for (parameters, error, description) in rows {
            let answer = try await Browser(party.world).request(.get, Self.address(party.world, parameters))
            #expect(answer.status == .badRequest)
            #expect(answer.oauthError == error)
            #expect(answer.errorDescription == description)
        }
    }

    @Test(arguments: [nil, "", "wrong"])
    func `the confirmation needs the form's token`(xsrf: String?) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let confirm = "\(party.world.issuer)/session/end/confirm"
        let form = [("logout", "yes")] + (xsrf.map { [("xsrf", $0)] } ?? [])
        let early = try await browser.request(.post, confirm, form: form)
        #expect(early.status == .badRequest)
        #expect(early.errorDescription == "could not find logout details")
        _ = try await party.code(browser)
        _ = try await browser.request(.get, Self.address(party.world))
        let answer = try await browser.request(.post, confirm, form: form)
        #expect(answer.status == .badRequest)
        #expect(answer.errorDescription == "xsrf token invalid")
        #expect(try await party.askSilently(browser).locationParameters["code"] != nil)
    }

    @Test func `a confirmation without "logout" forgets the one application`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let reader = RelyingParty(Example.browserApp, in: party.world)
        let browser = Browser(party.world)
        _ = try await party.code(browser, ["scope": "openid"])
        _ = try await reader.code(browser)
        let session = browser.cookie("_session")
        let page = try await browser.request(.get, Self.address(party.world, [("client_id", party.app.id)]))
        let form = try #require(HTMLForm.all(in: page.body).first)
        let xsrf = form.fields.first { $0.name == "xsrf" }?.value ?? ""
        let answer = try await browser.request(.post, form.action ?? "", form: [("xsrf", xsrf)])
        #expect(answer.location == "\(party.world.issuer)/session/end/success?client_id=\(party.app.id)")
        #expect(browser.cookie("_session") != nil && browser.cookie("_session") != session)
        #expect(
            try await party.askSilently(browser, ["scope": "openid"]).locationParameters["error"] == "consent_required")
        #expect(try await reader.askSilently(browser).locationParameters["code"] != nil)
    }

    @Test func `what was bound to the session ends, offline refresh tokens stay (§12.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let reader = RelyingParty(Example.browserApp, in: party.world)
        try await party.world.change(reader.app) { $0.customClientMetadata.alwaysIssueRefreshToken = true }
        let browser = Browser(party.world)
        let offline = try await party.tokens(browser)
        let bound = try await reader.tokens(browser, ["scope": "openid profile"])
        let unused = try await reader.code(browser, ["scope": "openid profile"])
        let page = try await browser.request(.get, Self.address(party.world))
        _ = try await browser.submitOnlyForm(on: page)

        #expect(try await reader.userInfo(bound.access).status == .unauthorized)
        #expect(try await reader.refresh(bound.refresh ?? "").body == AuthorizationCodeGrantTests.invalidGrant)
        #expect(try await reader.redeem(unused).body == AuthorizationCodeGrantTests.invalidGrant)
        #expect(try await party.userInfo(offline.access).status == .ok)
        #expect(try await party.refresh(offline.refresh ?? "").status == .ok)
    }
}
