import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// Where a link from an e-mail leads, by way of the application (spec §6.1, §8.2; source: Logto's page `OneTimeToken`).
@Suite("/one-time-token")
struct OneTimeTokenPageTests {
    private static let token = "atokenatokenatokenatokenatokenat"
    private static let alice = "alice@example.com"
    private static let newcomer = "neko@example.com"

    /// Follows the application's link with a token.
    private static func follow(
        _ token: OneTimeToken? = Example.token(), of email: String = Self.alice, in config: String = Example.config,
        asking changes: Changes = [:]
    ) async throws -> (party: RelyingParty, browser: Browser, page: TestResponse) {
        let party = RelyingParty(in: try await TestWorld(config))
        if let token { try await party.world.store.transaction { try $0.insert(token) } }
        let browser = Browser(party.world)
        let extras: Changes = ["one_time_token": Self.token, "login_hint": email]
        let page = try await party.firstPage(browser, extras.merging(changes) { $1 })
        return (party, browser, page)
    }

    private static func status(_ party: RelyingParty) async throws -> OneTimeToken.Status? {
        try await party.world.store.read { try $0.oneTimeToken(token: Self.token)?.storedStatus }
    }

    @Test(arguments: [[:], ["first_screen": "register"], ["prompt": "login"]] as [Changes])
    func `whoever has the address signs in`(changes: Changes) async throws {
        let (party, _, answer) = try await Self.follow(asking: changes)
        let code = try #require(answer.locationParameters["code"])
        #expect(try party.claims(try await party.redeem(code).json["id_token"]?.string ?? "")["sub"] == "alice0000001")
        #expect(try await Self.status(party) == .consumed)
        #expect(try await party.world.store.read { try $0.userCount() } == 2)
    }

    @Test func `whoever is new becomes a user, also where nobody else may`() async throws {
        let (party, _, answer) = try await Self.follow(
            Example.token(email: Self.newcomer), of: Self.newcomer,
            in: Example.config(signInExperience: #""signInMode": "SignIn""#))
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await party.world.store.read { try $0.user(primaryEmail: Self.newcomer) } != nil)
    }

    @Test func `what the tenant wants besides is asked for`() async throws {
        let config = Example.config(replacing: #""identifiers": []"#, with: #""identifiers": ["username"]"#)
        let (party, browser, page) = try await Self.follow(
            Example.token(email: Self.newcomer), of: Self.newcomer, in: config)
        #expect(page.title == "Set username")
        let answer = try await browser.press("Continue", on: page, filling: ["identifier": "neko"])
        #expect(answer.locationParameters["code"] != nil)
        let user = try await party.world.store.read { try $0.user(username: "neko") }
        #expect(user?.primaryEmail == Self.newcomer)
    }

    @Test func `the first page gives on what it was asked`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.firstPage(browser)
        let query = "?app_id=\(party.app.id)&one_time_token=a+b&login_hint=c%40d.example"
        for page in ["/sign-in", "/register"] {
            let answer = try await browser.request(.get, party.world.logto + page + query)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/one-time-token" + query)
        }
        for page in ["/identifier-sign-in", "/identifier-register"] {
            #expect(try await browser.request(.get, party.world.logto + page + query).status == .ok)
        }
    }

    static let refusals: [(token: OneTimeToken?, email: String, message: String)] = [
        (nil, Self.alice, "Token \(Self.token) not found."),
        (Example.token(), Self.newcomer, "Email mismatch with given token."),
        (Example.token(lifetime: 0), Self.alice, "The token is expired."),
        (Example.token(status: .consumed), Self.alice, "The token has been consumed."),
        (Example.token(status: .revoked), Self.alice, "The token has been revoked."),
        (Example.token(context: ["interactionEvent": "SignIn"]), Self.alice, "The token cannot be used for this"),
        (Example.token(), "<script>alert(1)</script>", "Your one-time token may have expired or is no longer valid."),
    ]

    @Test(arguments: refusals)
    func `a link that does not count says why`(token: OneTimeToken?, email: String, message: String) async throws {
        let (party, browser, page) = try await Self.follow(token, of: email)
        #expect(page.status == .ok)
        #expect(page.title == "Invalid link")
        #expect(page.body.contains(message), "\(page.body)")
        #expect(!page.body.contains("<script"))
        // The sign-in itself goes on.
        let first = try await browser.open("\(party.world.logto)/sign-in?app_id=\(party.app.id)")
        #expect(first.title == "Sign in to your account")
        #expect(first.alert == nil)
    }

    @Test(arguments: ["", "?one_time_token=a", "?login_hint=a@b.example", "?one_time_token=&login_hint=a@b.example"])
    func `a link that lacks something is invalid`(query: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world, language: "ja")
        _ = try await party.firstPage(browser)
        let page = try await browser.open("\(party.world.logto)/one-time-token\(query)")
        #expect(page.title == "無効なリンク")
        #expect(page.body.contains("ワンタイムトークンの有効期限が切れているか、無効になっています。"))
    }

    @Test func `a link is good for once`() async throws {
        let (party, browser, _) = try await Self.follow()
        _ = try await party.firstPage(browser, ["prompt": "login"])
        let again = try await browser.open(
            "\(party.world.logto)/one-time-token?one_time_token=\(Self.token)&login_hint=\(Self.alice)")
        #expect(again.body.contains("The token has been consumed."))
    }

    @Test func `a suspended user is told so`() async throws {
        let config = Example.config(
            replacing: #""username": "sam","#, with: #""username": "sam", "primaryEmail": "sam@example.com","#)
        let (_, _, page) = try await Self.follow(
            Example.token(email: "sam@example.com"), of: "sam@example.com", in: config)
        #expect(page.title == "Account suspended")
    }

    @Test func `an address on the tenant's blocklist does not register`() async throws {
        let config = Example.config(signInExperience: #""emailBlocklistPolicy": {"customBlocklist": ["@example.com"]}"#)
        let (party, _, page) = try await Self.follow(
            Example.token(email: Self.newcomer), of: Self.newcomer, in: config)
        #expect(page.title == "Sign in to your account")
        #expect(page.alert?.hasPrefix("The email address \"\(Self.newcomer)\" is restricted.") == true)
        #expect(try await party.world.store.read { try $0.user(primaryEmail: Self.newcomer) } == nil)
    }

    @Test func `where terms have to be agreed to, that comes first`() async throws {
        let config = Example.config(
            signInExperience: #""agreeToTermsPolicy": "Manual", "termsOfUseUrl": "https://shop.example/terms""#)
        let (party, browser, page) = try await Self.follow(in: config)
        #expect(page.hasInOrder(["I have read and agree to the ", "https://shop.example/terms", ">Continue</button>"]))
        #expect(!page.body.contains("Continue with Patreon"))
        #expect(try await Self.status(party) == .active)
        let refused = try await browser.press("Continue", on: page)
        #expect(refused.alert == "You must agree to the terms to continue.")
        #expect(try await Self.status(party) == .active)
        let bare = try await browser.request(.post, page.url, form: [("termsAgreement", "on")])
        #expect(bare.lacksSession)
        #expect(try await Self.status(party) == .active)
        let answer = try await browser.press("Continue", on: refused, filling: ["termsAgreement": "on"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `nobody is signed in by it who is in no sign-in`() async throws {
        let (party, _, _) = try await Self.follow(Example.token(email: Self.newcomer), of: Self.alice)
        let answer = try await Browser(party.world).open(
            "\(party.world.logto)/one-time-token?one_time_token=\(Self.token)&login_hint=\(Self.newcomer)")
        #expect(answer.lacksSession)
        #expect(try await Self.status(party) == .active)
    }
}
