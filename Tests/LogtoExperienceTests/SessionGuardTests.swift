import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Pages without a sign-in, and forms of another (spec §7.1, §7.3)")
struct SessionGuardTests {
    @Test(arguments: [
        "/", "/sign-in", "/sign-in?app_id=nobody", "/sign-in/password", "/sign-in/nonexistent", "/sign-in/../x",
        "/register", "/register/nonexistent", "/consent", "/single-sign-on", "/single-sign-on/email",
        "/social/register", "/social/register/patreon00001", "/forgot-password", "/forgot-password/reset",
    ])
    func `a page that takes a sign-in leads to the page that says that there is none`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.logto + path)
        #expect(answer.status == .found)
        #expect(answer.location == "\(world.logto)/unknown-session")
    }

    @Test(arguments: [
        "/callback/patreon00001?code=a&state=b", "/direct/social/patreon", "/social/link/patreon00001",
        "/reset-password", "/identifier-sign-in", "/identifier-register", "/continue/username",
        "/continue/verification-code", "/mfa-verification", "/mfa-verification/Totp", "/mfa-binding",
        "/mfa-onboarding", "/one-time-token?one_time_token=a&login_hint=a@b.example", "/sign-in?preview=true",
    ])
    func `every other page is shown, and says so itself`(path: String) async throws {
        let config = Example.config(
            signInExperience: #""unknownSessionRedirectUrl": "https://shop.example/start""#)
        let world = try await TestWorld(config)
        #expect(try await world.get(world.logto + path).lacksSession)
    }

    @Test(arguments: [
        (nil, "Session not found. Please go back and sign in again."),
        ("ja", "セッションが見つかりません。もう一度サインインしてください。"),
    ])
    func `which speaks the browser's language (§19.2)`(language: String?, text: String) async throws {
        let world = try await TestWorld()
        let page = try await Browser(world, language: language).open("\(world.logto)/sign-in")
        #expect(page.status == .ok)
        #expect(page.title == "404 Not Found")
        #expect(page.body.contains(text))
    }

    @Test func `it has the tenant's colours, and says whom to ask`() async throws {
        let world = try await TestWorld(
            Example.config(
                signInExperience: """
                    "color": {"primaryColor": "#aa0011", "isDarkModeEnabled": false, "darkPrimaryColor": "#ff0022"},
                    "supportEmail": "help@shop.example", "supportWebsiteUrl": "https://shop.example/help"
                    """))
        for path in ["/unknown-session", "/account-suspended", "/nonexistent", "/identifier-sign-in"] {
            let page = try await world.get(world.logto + path)
            let parts = [
                #"class="light" style="--brand: #aa0011""#,
                #"Support email: <a href="mailto:help@shop.example"><bdi>help@shop.example</bdi></a>"#,
                #"Support website: <a href="https://shop.example/help"><bdi>https://shop.example/help</bdi></a>"#,
            ]
            #expect(page.hasInOrder(parts), "\(path): \(page.body)")
        }
        let japanese = try await Browser(world, language: "ja").open("\(world.logto)/unknown-session")
        #expect(japanese.hasInOrder(["サポートメール:", "サポートウェブサイト:"]))
    }

    @Test func `it speaks the language that the application has asked for`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world, language: "en")
        _ = try await RelyingParty(in: world).firstPage(browser, ["ui_locales": "ja"])
        #expect(try await browser.open("\(world.logto)/account-suspended").title == "アカウントが停止されています")
    }

    @Test func `the tenant may name another page`() async throws {
        let config = Example.config(
            signInExperience: #""unknownSessionRedirectUrl": "https://shop.example/start""#)
        let world = try await TestWorld(config)
        #expect(try await world.get("\(world.logto)/sign-in").location == "https://shop.example/start")
    }

    @Test func `an unknown page is a page (§1.1)`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        _ = try await RelyingParty(in: world).firstPage(browser)
        for path in ["/", "/nonexistent", "/%3Cscript%3E", "/sign-in/nonexistent", "/single-sign-on"] {
            let page = try await browser.request(.get, world.logto + path)
            #expect(page.status == .ok)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.title == "404 Not Found")
            #expect(!page.body.contains("<script"))
        }
    }

    @Test func `the application's own interaction is found by its id, the latest without (§7.1)`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        _ = try await RelyingParty(in: world).firstPage(browser, ["ui_locales": "ja"])
        _ = try await RelyingParty(Example.browserApp, in: world).firstPage(browser)
        let expected = [
            ("?app_id=\(Example.webApp.id)", "ja"), ("?app_id=\(Example.browserApp.id)", "en"), ("", "en"),
        ]
        for (query, language) in expected {
            let page = try await browser.open("\(world.logto)/sign-in\(query)")
            #expect(page.headers[.contentLanguage] == language, "\(query)")
        }
        let unknown = try await browser.request(.get, "\(world.logto)/sign-in?app_id=nobody")
        #expect(unknown.location == "\(world.logto)/unknown-session")
    }

    // MARK: forms

    private static let forms = ["/sign-in", "/sign-in/social/patreon00001", "/social/link/patreon00001"]

    @Test(arguments: forms, [nil, "", "wrong", "other"])
    func `a form needs the token of its own interaction`(path: String, token: String?) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let other = RelyingParty(Example.browserApp, in: party.world)
        let browser = Browser(party.world)
        let foreign = try await other.firstPage(browser)
        _ = try await party.firstPage(browser)
        let foreignToken = HTMLForm.all(in: foreign.body).first?.fields.first { $0.name == "csrf" }?.value
        let csrf = token == "other" ? foreignToken : token
        let answer = try await browser.request(
            .post, "\(party.world.logto)\(path)?app_id=\(party.app.id)",
            form: [("identifier", "alice"), ("password", "bookstore-alice")] + (csrf.map { [("csrf", $0)] } ?? []))
        #expect(try await browser.follow(answer).lacksSession)
    }

    @Test(arguments: ["text/plain", "application/json", "multipart/form-data"])
    func `and has to be a form`(type: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let csrf = HTMLForm.all(in: page.body).first?.fields.first { $0.name == "csrf" }?.value ?? ""
        let cookies = ["_interaction", "_interaction.sig"].map { "\($0)=\(browser.cookie($0) ?? "")" }
        let answer = try await party.world.send(
            .post, page.url, headers: [.cookie: cookies.joined(separator: "; "), .contentType: type],
            body: "csrf=\(csrf)&identifier=alice&password=bookstore-alice")
        #expect(answer.location == "\(party.world.logto)/unknown-session")
    }

    @Test func `a form that is too long is refused with a page`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let answer = try await browser.request(
            .post, page.url, form: [("identifier", String(repeating: "a", count: 60_000))])
        #expect(answer.status == .contentTooLarge)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.title == "Something went wrong")
    }

    // MARK: again, and back

    @Test func `the form of a finished sign-in leads to the page without a session`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let filling = ["identifier": "alice", "password": "bookstore-alice"]
        let done = try await browser.press("Sign in", on: page, filling: filling)
        #expect(done.locationParameters["code"] != nil)
        let again = try await browser.press("Sign in", on: page, filling: filling)
        #expect(again.title == "404 Not Found")
        let social = try await browser.press("Continue with Patreon", on: page)
        #expect(social.title == "404 Not Found")
        let back = try await browser.open(page.url)
        #expect(back.title == "404 Not Found")
        // And the application can simply ask again.
        #expect(try await browser.open(party.authorizationURL()).locationParameters["code"] != nil)
    }

    @Test func `a form sent twice before its answer is followed signs in all the same`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let form = try #require(HTMLForm.all(in: page.body).first)
        let fields = form.fields.map { field in
            (field.name, ["identifier": "alice", "password": "bookstore-alice"][field.name] ?? field.value)
        }
        let address = party.world.logto + (form.action ?? "")
        let first = try await browser.request(.post, address, form: fields)
        let second = try await browser.request(.post, address, form: fields)
        #expect(first.location == second.location)
        #expect(try await browser.follow(second).locationParameters["code"] != nil)
        #expect(try await browser.follow(first).oauthError == "invalid_request")
    }

    @Test func `back from Patreon one may choose the other way`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        _ = try await browser.press("Continue with Patreon", on: page)
        let answer = try await browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `consent cannot be had before the sign-in`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.firstPage(browser)
        let answer = try await browser.request(.get, "\(party.world.logto)/consent?app_id=\(party.app.id)")
        #expect(answer.location == "\(party.world.logto)/unknown-session")
    }
}
