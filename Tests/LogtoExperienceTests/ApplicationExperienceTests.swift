import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("How the pages look for an application (management API §6.1, §6.9; spec §7.4, §19.1)")
struct ApplicationExperienceTests {
    private static let experience = """
        {"color": {"primaryColor": "#aa0011"}, "branding": {"logoUrl": "https://books.example/logo.svg", "darkLogoUrl":
         "https://books.example/dark.svg", "favicon": "mock://favicon"}, "customCss": "body { color: red }",
         "termsOfUseUrl": "https://books.example/terms", "privacyPolicyUrl": "https://books.example/privacy",
         "displayName": "Reviews & more"}
        """

    private static func world(
        _ app: ExampleApp, _ experience: String = experience, isDarkModeEnabled: Bool = true
    ) async throws -> TestWorld {
        let color: JSON = [
            "primaryColor": "#6139f6", "darkPrimaryColor": "#8768f8", "isDarkModeEnabled": .bool(isDarkModeEnabled),
        ]
        return try await TestWorld(
            Example.config(signInExperience: #""color": \#(color.text())"#).replacing(
                #"{"id": "\#(app.id)","#, with: #"{"id": "\#(app.id)", "signInExperience": \#(experience),"#))
    }

    private static func consent(_ world: TestWorld, _ changes: Changes = [:]) async throws -> TestResponse {
        let asked: Changes = ["scope": "openid profile"]
        return try await RelyingParty(Example.thirdParty, in: world)
            .signInAsAlice(Browser(world), asked.merging(changes) { $1 })
    }

    private static let logo =
        #"<picture><source srcset="https://books.example/dark.svg" media="(prefers-color-scheme: dark)">"#
        + #"<img class="logo" src="https://books.example/logo.svg" alt=""></picture>"#

    @Test func `the consent page has the name, the logo and the terms`() async throws {
        let page = try await Self.consent(try await Self.world(Example.thirdParty))
        #expect(page.title == "Authorize Reviews & more")
        #expect(
            page.hasInOrder([
                Self.logo, "<bdi>Reviews &amp; more</bdi>", "<h1>Authorize Reviews &amp; more</h1>",
                "By authorizing the access, you agree to the Reviews &amp; more&#39;s ",
                #"<a href="https://books.example/terms" target="_blank" rel="noopener">Terms of Use</a> and "#,
                #"<a href="https://books.example/privacy" target="_blank" rel="noopener">Privacy Policy</a>"#,
                ", and will be redirected to https://reviews.example.",
            ]))
        #expect(!page.body.contains("You will be redirected to"))
        #expect(!page.body.contains("#aa0011"), "a third party does not change the colours")
    }

    @Test func `in Japanese as well, and with one address alone`() async throws {
        let world = try await Self.world(
            Example.thirdParty, #"{"privacyPolicyUrl": "https://books.example/privacy"}"#)
        let browser = Browser(world)
        let party = RelyingParty(Example.thirdParty, in: world)
        let first = try await browser.open(
            party.authorizationURL(["scope": "openid profile", "ui_locales": "ja"]))
        let page = try await browser.press(
            "サインイン", on: first, filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(
            page.hasInOrder([
                "Book reviews を承認する", "アクセスを承認することで、Book reviews の",
                #"<a href="https://books.example/privacy" target="_blank" rel="noopener">プライバシーポリシー</a>"#,
                "に同意し、https://reviews.example にリダイレクトされます。",
            ]))
    }

    @Test func `an address that is no link, and a logo that no browser loads, are left out`() async throws {
        let page = try await Self.consent(
            try await Self.world(
                Example.thirdParty,
                #"{"termsOfUseUrl": "javascript:alert(1)", "branding": {"logoUrl": "mock://logo"}}"#))
        #expect(!page.body.contains("javascript:"))
        #expect(!page.body.contains("mock:"))
        #expect(page.body.contains("You will be redirected to https://reviews.example."))
    }

    @Test func `the sign-in page of a first-party application has its colour and its logo, not its name`() async throws
    {
        let world = try await Self.world(Example.webApp)
        let page = try await RelyingParty(in: world).firstPage(Browser(world))
        #expect(page.body.contains("--brand: #aa0011"))
        #expect(page.body.contains(Self.logo))
        #expect(page.body.contains("<bdi>Bookstore</bdi>"))
        #expect(!page.body.contains("books.example/terms"))
        #expect(page.headers[.contentSecurityPolicy]?.contains("img-src 'self' data: https:") == true)
    }

    @Test func `where all pages are light, no logo is for dark ones`() async throws {
        let light = try await Self.world(Example.webApp, isDarkModeEnabled: false)
        let page = try await RelyingParty(in: light).firstPage(Browser(light))
        #expect(
            page.body.contains(#"<picture><img class="logo" src="https://books.example/logo.svg" alt=""></picture>"#))
        #expect(!page.body.contains("prefers-color-scheme: dark"))
        let dark = try await Self.world(Example.webApp)
        let other = try await RelyingParty(in: dark).firstPage(Browser(dark))
        // The application's, and the provider's on its button.
        #expect(other.body.matches(of: /<source [^>]*prefers-color-scheme: dark/).count == 2)
    }

    @Test(arguments: [Example.webApp, Example.thirdParty])
    func `an organization's colour and logo count for more than the application's (§6.1)`(
        app: ExampleApp
    ) async throws {
        let world = try await Self.world(app)
        try await world.store.transaction { db in
            guard var club = try db.organizationRecord("bookclub0001") else { return }
            club.color = ["primaryColor": "#00aa22"]
            club.branding = ["logoUrl": "https://club.example/logo.svg"]
            try db.put(club)
        }
        let browser = Browser(world)
        let asked: Changes = ["scope": "openid", "organization_id": "bookclub0001"]
        let page = try await RelyingParty(app, in: world).firstPage(browser, asked)
        #expect(page.body.contains("--brand: #00aa22"))
        #expect(page.body.contains(#"src="https://club.example/logo.svg""#))
        let unknown = try await RelyingParty(app, in: world).firstPage(
            browser, ["scope": "openid", "organization_id": "nosuchclub01"])
        #expect(!unknown.body.contains("#00aa22"))
    }

    @Test func `that of a third-party application looks as the tenant does`() async throws {
        let world = try await Self.world(Example.thirdParty)
        let page = try await RelyingParty(Example.thirdParty, in: world).firstPage(
            Browser(world), ["scope": "openid"])
        #expect(!page.body.contains("#aa0011"))
        #expect(!page.body.contains("logo.svg"))
    }

    @Test func `the consent API tells it all`() async throws {
        let world = try await Self.world(Example.thirdParty)
        let browser = Browser(world)
        _ = try await RelyingParty(Example.thirdParty, in: world).signInAsAlice(browser, ["scope": "openid profile"])
        let cookies = ["_interaction", "_interaction.sig"].compactMap { name in
            browser.cookie(name).map { "\(name)=\($0)" }
        }
        let answer = try await world.get(
            "\(world.logto)/api/interaction/consent", headers: [.cookie: cookies.joined(separator: "; ")])
        #expect(
            answer.json["application"] == [
                "id": "bookreviews0000000000", "name": "Book reviews",
                "branding": [
                    "logoUrl": "https://books.example/logo.svg", "darkLogoUrl": "https://books.example/dark.svg",
                    "favicon": "mock://favicon",
                ], "displayName": "Reviews & more", "privacyPolicyUrl": "https://books.example/privacy",
                "termsOfUseUrl": "https://books.example/terms",
            ])
    }
}
