import Core
import Foundation
import HTTPTypes
import Logto
import TestSupport
import Testing
import Web

/// Every template, as a page of the running emulator.
@Suite struct PagesTests {
    private static let templates = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Web/Templates")

    /// How a visitor comes to the page of a template, and a text that only that page has.
    struct Visit: Sendable, CustomTestStringConvertible {
        let template: String
        let sign: String
        var demandsMFA = false
        let go: @Sendable (Browser, RelyingParty) async throws -> TestResponse

        var testDescription: String { self.template }
    }

    static let visits = [
        Visit(template: "sign-in", sign: "Continue with Patreon") { browser, app in
            try await browser.open(app.authorizationURL())
        },
        Visit(template: "step", sign: "name=\"newPassword\"") { browser, app in
            let page = try await browser.open(
                app.authorizationURL(["first_screen": "register"]))
            return try await browser.press("Create account", on: page, filling: ["identifier": "newcomer"])
        },
        Visit(template: "social-link", sign: "value=\"link\"") { browser, app in
            try await app.signIn(browser, as: "10008")
        },
        Visit(template: "factors", sign: "class=\"factors\"", demandsMFA: true) { browser, app in
            _ = try await app.signInAsAlice(browser)
            return try await browser.open("\(app.world.logto)/mfa-binding")
        },
        Visit(template: "app-binding", sign: "class=\"qr-code\"", demandsMFA: true) { browser, app in
            return try await app.signInAsAlice(browser)
        },
        Visit(template: "backup-codes", sign: "class=\"backup-codes copy\"", demandsMFA: true) { browser, app in
            let page = try await app.signInAsAlice(browser)
            let secret = page.body.firstMatch(of: /<code class="copy">([A-Z2-7]+)</).map { String($0.output.1) } ?? ""
            return try await browser.press(
                "Continue", on: page,
                filling: ["totpCode_0": TOTP(secret: secret)?.code(at: TestWorld.beginning) ?? "no secret"])
        },
        Visit(template: "consent", sign: ">Authorize</button>") { browser, app in
            try await RelyingParty(Example.thirdParty, in: app.world).signInAsAlice(
                browser, ["scope": "openid profile"])
        },
        Visit(template: "patreon-approve", sign: "value=\"allow\"") { browser, app in
            let page = try await browser.open(app.authorizationURL())
            return try await browser.press("Continue with Patreon", on: page)
        },
        Visit(template: "patreon-join", sign: "/oauth2/become-patron") { browser, app in
            try await browser.open(
                "\(app.world.patreon)/oauth2/become-patron?response_type=code&client_id=bookstore-client"
                    + "&redirect_uri=http%3A%2F%2Flocalhost%3A3001%2Fcallback%2Fpatreon00001&state=s")
        },
        Visit(template: "patreon-error", sign: "redirect_uri") { browser, app in
            try await browser.open(
                "\(app.world.patreon)/oauth2/authorize?response_type=code&client_id=bookstore-client"
                    + "&redirect_uri=http%3A%2F%2Flocalhost%2Felsewhere&state=s")
        },
        Visit(template: "logout", sign: "op.logoutForm") { browser, app in
            _ = try await app.signIn(browser)
            return try await browser.open("\(app.world.logto)/oidc/session/end?client_id=\(app.app.id)")
        },
        Visit(template: "auto-submit", sign: "action=\"http://localhost:3000/callback\"") { browser, app in
            try await app.signIn(browser, ["response_mode": "form_post"])
        },
        Visit(template: "device", sign: "name=\"user_code\"") { browser, app in
            try await browser.open("\(app.world.logto)/device")
        },
        Visit(template: "message", sign: "class=\"message\"") { browser, app in
            try await browser.open("\(app.world.logto)/sign-in")
        },
        Visit(template: "patreon-clients", sign: "/portal/registration/register-clients/new") { browser, app in
            try await browser.open("\(app.world.patreon)/portal/registration/register-clients")
        },
        Visit(template: "patreon-client-form", sign: "name=\"redirect_uris\"") { browser, app in
            try await browser.open("\(app.world.patreon)/portal/registration/register-clients/new")
        },
        Visit(template: "patreon-webhooks", sign: "/portal/registration/register-webhooks") { browser, app in
            try await browser.open("\(app.world.patreon)/portal/registration/register-webhooks")
        },
        Visit(template: "patreon-connected-apps", sign: "/settings/apps") { browser, app in
            try await browser.open("\(app.world.patreon)/settings/apps")
        },
        Visit(template: "console-memberships", sign: "/console/memberships") { browser, app in
            try await browser.open("\(app.world.console)/console/memberships")
        },
        Visit(template: "console-inbox", sign: "No message yet.") { browser, app in
            try await browser.open("\(app.world.console)/inbox")
        },
        Visit(template: "console-exchanges", sign: "/console/exchanges") { browser, app in
            _ = try await browser.open(app.authorizationURL())
            return try await browser.open("\(app.world.console)/console/exchanges")
        },
        Visit(template: "console-overview", sign: "id=\"applications\"") { browser, app in
            try await browser.open("\(app.world.console)/console")
        },
    ]

    @Test(arguments: Self.visits)
    func `a template renders whole, with its frame`(visit: Visit) async throws {
        let mfa = #", "mfa": {"factors": ["Totp", "BackupCode"], "policy": "Mandatory"}"#
        // A campaign to join, and something to register with.
        let world = try await TestWorld(
            Example.config(
                replacing: #""patreon": {"#,
                with: #"""
                    "patreon": {"campaigns": [{"id": "900001", "owner": "10004", "name": "Comics",
                    "tiers": [{"id": "700001", "title": "Gold", "amountCents": 500}]}],
                    """#
            ).replacing(
                #""signUp": {"identifiers": [], "password": false}"#,
                with: #"""
                    "signUp": {"identifiers": ["username"], "password": true},
                    "socialSignIn": {"skipRequiredIdentifiers": true}
                    """# + (visit.demandsMFA ? mfa : "")))
        let page = try await visit.go(Browser(world), RelyingParty(in: world))
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        let html = page.body
        #expect(html.contains(visit.sign), "\(page.url) \(html)")
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("<html lang=\"en\""))
        #expect(page.headers[.contentLanguage] == "en")
        #expect(html.matches(of: /<h1[ >]/).count == 1)
        #expect(html.contains("<p class=\"emulator-mark\">Emulator: logto-emulator \(Product.version)"))
        #expect(html.contains(/<link rel="stylesheet" href="\/assets\/style\.css\?v=[0-9a-f]+">/))
        #expect(html.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("</html>"))
        for leftover in ["{{", "}}", "Optional(", "nil"] { #expect(!html.contains(leftover), "\(leftover)") }
        #expect(page.headers[.emulator] == Product.mark)
    }

    /// The frame and the parts of pages are seen with the pages that have them.
    @Test func `there is a visit for every template`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.templates.path)
            .map { $0.replacing(".mustache", with: "") }
        #expect(
            Set(files).subtracting([
                "code-field", "field", "heading", "layout", "more-ways", "patreon-portal-nav", "social-logo",
            ])
                == Set(Self.visits.map(\.template)))
    }

    @Test func `every origin serves the stylesheet under the address that changes with it`() async throws {
        let world = try await TestWorld()
        let page = try await world.get(world.console + "/console")
        let address = try #require(page.body.firstMatch(of: /href="(\/assets\/style\.css\?v=[0-9a-f]+)"/)).output.1
        let file = try String(
            contentsOf: Self.templates.deletingLastPathComponent().appending(path: "style.css"), encoding: .utf8)
        for origin in [world.logto, world.patreon, world.console] {
            let style = try await world.get(origin + address)
            #expect(style.status == .ok)
            #expect(style.headers[.contentType] == "text/css; charset=utf-8")
            #expect(style.headers[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(style.body == file)
        }
    }
}
