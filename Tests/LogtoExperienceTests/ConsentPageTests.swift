import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("The consent page of third-party applications (spec §7.4, §19.1)")
struct ConsentPageTests {
    private static let wide: Changes = [
        "scope":
            "openid offline_access profile email urn:logto:scope:organizations read:books write:books invite:members",
        "resource": "\(Example.api),urn:logto:resource:organizations",
    ]

    private static func page(_ browser: Browser, _ changes: Changes = wide) async throws -> TestResponse {
        try await RelyingParty(Example.thirdParty, in: browser.world).signInAsAlice(browser, changes)
    }

    @Test func `everything that is asked for stands on it, in Logto's order`() async throws {
        let page = try await Self.page(Browser(try await TestWorld()))
        #expect(page.status == .ok)
        #expect(page.title == "Authorize Book reviews")
        #expect(
            page.hasInOrder([
                "<h1>Authorize Book reviews</h1>", "Alice Example", "alice@example.com",
                "Authorize the use of your personal data:", "User Scopes",
                "Your name, username, avatar, and other profile info", "Your email address",
                "Your organizations info", "Bookstore API", "Read every book",
                "Authorize access to the specific organization:", "Book club", "write:books", "Invite members",
                "Chess club", ">Cancel</a>", ">Authorize</button>",
                "You will be redirected to https://reviews.example.",
                "Not you?", "Use another account",
            ]))
        #expect(!page.body.contains("offline_access"))
        #expect(page.body.contains(#"href="/sign-in?app_id=bookreviews0000000000""#))
    }

    @Test func `in Japanese as well`() async throws {
        let browser = Browser(try await TestWorld())
        let party = RelyingParty(Example.thirdParty, in: browser.world)
        let first = try await browser.open(party.authorizationURL(Self.wide.merging(["ui_locales": "ja"]) { $1 }))
        let page = try await browser.press(
            "サインイン", on: first, filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(
            page.hasInOrder([
                "Book reviews を承認する", "個人データの使用を承認する：", "User Scopes", "あなたのメールアドレス",
                "特定の組織へのアクセスを承認する：", "キャンセル", "認証する",
                "https://reviews.example にリダイレクトされます。", "あなたではありませんか？", "別のアカウントを使用する",
            ]))
    }

    @Test func `Cancel goes straight to the application, without error and state`() async throws {
        let page = try await Self.page(Browser(try await TestWorld()))
        #expect(page.body.contains(#"<a class="button" href="https://reviews.example/callback">Cancel</a>"#))
    }

    @Test func `Authorize grants, and remembers the organization`() async throws {
        let browser = Browser(try await TestWorld())
        let answer = try await browser.press(
            "Authorize", on: try await Self.page(browser), filling: ["organization": "chessclub001"])
        #expect(answer.url.hasPrefix("http://localhost:3001/oidc/auth/"))
        #expect(answer.locationParameters["code"] != nil)
        #expect(answer.locationParameters["state"] == "a-state")
        let consented = try await browser.world.store.read { db in
            try db.consentedOrganizations(of: "alice0000001", to: "bookreviews0000000000")
        }
        #expect(consented == ["chessclub001"])
    }

    @Test func `the first application that asks is where the user came from`() async throws {
        let browser = Browser(try await TestWorld())
        let alice = { try await browser.world.store.read { try $0.user("alice0000001") } }
        #expect(try await alice()?.applicationID == nil)
        browser.world.advance(seconds: 5)
        _ = try await RelyingParty(in: browser.world).signInAsAlice(browser)
        #expect(try await alice()?.applicationID == ID(Example.webApp.id))
        #expect(try await alice()?.updatedAt == TestWorld.beginning.advanced(bySeconds: 5))
        browser.world.advance(seconds: 5)
        let third = RelyingParty(Example.thirdParty, in: browser.world)
        let page = try await browser.open(third.authorizationURL(["scope": "openid profile"]))
        #expect(try await browser.press("Authorize", on: page).locationParameters["code"] != nil)
        #expect(try await alice()?.applicationID == ID(Example.webApp.id))
        #expect(try await alice()?.updatedAt == TestWorld.beginning.advanced(bySeconds: 5))
    }

    @Test func `nothing is asked for, and there is no card; but a question all the same`() async throws {
        let page = try await Self.page(Browser(try await TestWorld()), ["scope": "openid offline_access"])
        #expect(!page.body.contains("Authorize the use of your personal data:"))
        #expect(!page.body.contains("specific organization"))
        #expect(page.body.contains(">Authorize</button>"))
    }

    @Test func `an organization that the user is not in is not granted`() async throws {
        let browser = Browser(try await TestWorld())
        let again = try await browser.press(
            "Authorize", on: try await Self.page(browser), filling: ["organization": "nosuchclub01"])
        #expect(again.title == "Authorize Book reviews")
    }

    @Test func `a form that the page did not make is not taken`() async throws {
        let browser = Browser(try await TestWorld())
        _ = try await Self.page(browser)
        let answer = try await browser.request(
            .post, "\(browser.world.logto)/consent?app_id=\(Example.thirdParty.id)", form: [("csrf", "x")])
        #expect(answer.location == "http://localhost:3001/unknown-session")
    }

    @Test func `a user without a name is called by id; an app's address is shown whole`() async throws {
        let config = Example.config(replacing: #""name": "Alice Example", "#, with: "")
            .replacing("https://reviews.example/callback", with: "io.reviews://callback")
        let browser = Browser(try await TestWorld(config))
        let page = try await Self.page(browser, ["scope": "openid", "redirect_uri": "io.reviews://callback"])
        #expect(page.body.contains("User ID: alice0000001"))
        #expect(page.body.contains("You will be redirected to io.reviews://callback."))
    }

    @Test func `somebody else can sign in from there`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        _ = try await Self.page(browser, ["scope": "openid profile"])
        let signIn = try await browser.open("\(world.logto)/sign-in?app_id=\(Example.thirdParty.id)")
        let approval = try await browser.press("Continue with Patreon", on: signIn)
        let signOut = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
        let consent = try await browser.submitOnlyForm(on: signOut)
        #expect(consent.title == "Authorize Book reviews")
        #expect(consent.body.contains("Mika Example"))
        let done = try await browser.press("Authorize", on: consent)
        #expect(done.locationParameters["code"] != nil)
    }
}
