import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Hostile values on the pages")
struct HostileValueTests {
    static let values = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "&lt;b&gt; & \"",
        "quote\"\u{301} and <\u{301}script>", "{{name}} {{{name}}} {{>layout}}", "\u{202E}gpj.exe\u{202C}\u{2066}",
        String(repeating: "長", count: 2_000), "javascript:alert(1)", "\u{1F469}\u{200D}\u{1F4BB}",
    ]

    /// What a page says in a place, without its markup.
    private static func isHarmless(_ page: TestResponse) -> Bool {
        ["<script>alert", "<img src=x", "<\u{301}script", "onmouseover='", "onerror=alert(1)>"].allSatisfy {
            page.body.unicodeScalars.firstRange(of: Array($0.unicodeScalars)) == nil
        }
    }

    private static func quoted(_ value: String) -> String { JSON.string(value).text() }

    @Test(arguments: values)
    func `an application's name`(name: String) async throws {
        let config = Example.config(replacing: #""name": "Bookstore","#, with: "\"name\": \(Self.quoted(name)),")
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await party.firstPage(Browser(party.world))
        #expect(page.status == .ok)
        #expect(Self.isHarmless(page))
        #expect(page.body.unescapingHTML.contains(name))
        // A name that runs from right to left ends where it ends.
        #expect(page.body.contains("<bdi>"))
    }

    @Test(arguments: values)
    func `what was typed`(text: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser, ["login_hint": text, "state": text])
        #expect(Self.isHarmless(page))
        let answer = try await browser.press("Sign in", on: page, filling: ["identifier": text, "password": text])
        #expect(answer.status == .ok)
        #expect(answer.alert == "Incorrect account or password. Please check your input.")
        #expect(Self.isHarmless(answer))
        #expect(HTMLForm.all(in: answer.body).first?.fields.first { $0.name == "identifier" }?.value == text)
    }

    @Test(arguments: values)
    func `a persona's name and address`(name: String) async throws {
        let config = Example.config(
            replacing: #"{"id": "10008", "fullName": "Alice Elsewhere", "email": "alice@example.com"}"#,
            with:
                #"{"id": "10008", "fullName": \#(Self.quoted(name)), "email": \#(Self.quoted(name + "@example.com"))}"#
        ).replacing(
            #""primaryEmail": "alice@example.com""#, with: #""primaryEmail": \#(Self.quoted(name + "@example.com"))"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world)
        let page = try await party.signIn(browser, as: "10008")
        #expect(page.title == "Link or create account")
        #expect(Self.isHarmless(page))
        let link = try #require(HTMLForm.all(in: page.body).first?.buttons.first)
        let answer = try await browser.press(link.text, on: page)
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test(arguments: values)
    func `addresses of the tenant's settings`(value: String) async throws {
        let config = Example.config(signInExperience: #""termsOfUseUrl": \#(Self.quoted(value))"#)
        guard let world = try? await TestWorld(config) else { return }
        let page = try await RelyingParty(in: world).firstPage(Browser(world))
        #expect(Self.isHarmless(page))
        #expect(!page.body.contains(#"href="javascript:"#))
    }

    @Test(arguments: values)
    func `what Patreon sends back`(value: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.firstPage(browser)
        let query = FormURLEncoding.encode([("state", value), ("error_description", value), ("code", value)])
        let page = try await browser.open("\(party.world.logto)/callback/patreon00001?\(query)")
        #expect(page.alert == "The authorization is invalid")
        #expect(Self.isHarmless(page))
    }
}
