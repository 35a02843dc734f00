import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// Persona 10008 has the e-mail address of the user Alice (spec §9.3).
@Suite("A social account whose address is known")
struct AccountLinkingTests {
    private static let automatic = Example.config(
        signInExperience: #""socialSignIn": {"automaticAccountLinking": true}"#)

    private static func owner(_ world: TestWorld, persona: String = "10008") async throws -> LogtoUser? {
        try await world.store.read { try $0.user(identity: persona, at: "patreon") }
    }

    private static func change(
        alice world: TestWorld, _ body: @escaping @Sendable (inout LogtoUser) -> Void
    ) async throws {
        try await world.store.transaction { db in
            guard var alice = try db.user("alice0000001") else { return }
            body(&alice)
            try db.update(alice)
        }
    }

    @Test func `the page asks, and masks the address`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.signIn(Browser(party.world), as: "10008")
        #expect(page.url == "\(party.world.logto)/social/link/patreon00001?app_id=\(party.app.id)")
        #expect(page.title == "Link or create account")
        let parts = [
            "We found a related account which had been registered, and you can link it directly.",
            "Link with alic****@example.com", "Skip linking to existing account?", "Create new one instead",
        ]
        #expect(page.hasInOrder(parts), "\(page.body)")
        #expect(!page.body.contains("alice@example.com"))
        #expect(try await Self.owner(party.world) == nil)
    }

    /// What people sign up with, the page's title and the button that does not link (§19.1).
    static let titles: [(signUp: String, language: String, title: String, button: String)] = [
        (#"["email"]"#, "en", "Link email", "Link another email"),
        (#"["phone"]"#, "en", "Link phone", "Link another phone"),
        (#"["email", "phone"]"#, "en", "Link email or phone", "Link another email or phone"),
        (#"["username"]"#, "en", "Link or create account", "Create new one instead"),
        (#"["email"]"#, "ja", "メールアドレスをリンクする", "別のメールアドレスをリンクする"),
        (#"["phone"]"#, "ja", "電話番号をリンクする", "別の電話番号をリンクする"),
        (
            #"["phone", "email"]"#, "ja", "メールアドレスまたは電話番号をリンクする",
            "別のメールアドレスまたは電話番号をリンクする"
        ),
    ]

    @Test(arguments: titles)
    func `its title and its second button follow what people sign up with (§19.1)`(
        signUp: String, language: String, title: String, button: String
    ) async throws {
        let config = CodeVisitor.config(
            signUp: #"{"identifiers": \#(signUp), "password": false, "verify": true}"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world)
        let approval = try await party.firstPage(
            browser, ["ui_locales": language, "direct_sign_in": "social:patreon"])
        let page = try await browser.press("Allow", on: approval, filling: ["account": "10008"])
        #expect(page.title == title)
        #expect(page.body.contains(">\(button)</button>"), "\(page.body)")
    }

    @Test func `in Japanese`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.signIn(Browser(party.world), as: "10008", ["ui_locales": "en"])
        #expect(page.title == "Link or create account")
        let other = Browser(party.world, language: "ja")
        let first = try await party.firstPage(other)
        let approval = try await other.press("Patreon で続ける", on: first)
        let japanese = try await other.press("Allow", on: approval, filling: ["account": "10008"])
        #expect(japanese.title == "アカウントのリンクまたは作成")
        let parts = [
            "関連するアカウントが登録されているのが見つかりましたので、直接リンクできます。", "alic****@example.com とリンクする",
            "既存のアカウントとのリンクをスキップしますか？", "代わりに新しいアカウントを作成する",
        ]
        #expect(japanese.hasInOrder(parts), "\(japanese.body)")
    }

    @Test func `linking gives Alice the identity, and nothing else`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.signIn(browser, as: "10008")
        let answer = try await browser.press("Link with alic****@example.com", on: page)
        let code = try #require(answer.locationParameters["code"])
        let claims = try party.claims(try await party.redeem(code).json["id_token"]?.string ?? "")
        #expect(claims["sub"] == "alice0000001")
        let alice = try #require(try await Self.owner(party.world))
        #expect(alice.id == "alice0000001")
        #expect(alice.name == "Alice Example")
        #expect(alice.avatar == nil)
        #expect(alice.identities.first?.details["name"] == "Alice Elsewhere")
        // The next time nothing is asked.
        let next = try await party.signIn(Browser(party.world), as: "10008")
        #expect(next.locationParameters["code"] != nil)
    }

    @Test func `creating makes another user, without the address`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.signIn(browser, as: "10008")
        let answer = try await browser.press("Create new one instead", on: page)
        #expect(answer.locationParameters["code"] != nil)
        let user = try #require(try await Self.owner(party.world))
        #expect(user.id != "alice0000001")
        #expect(user.primaryEmail == nil)
        #expect(user.identities.first?.details["email"] == "alice@example.com")
    }

    @Test func `where nobody may register one can only link (§9.3)`() async throws {
        let party = RelyingParty(
            in: try await TestWorld(Example.config(signInExperience: #""signInMode": "SignIn""#)))
        let browser = Browser(party.world)
        let page = try await party.signIn(browser, as: "10008")
        #expect(!page.body.contains("Create new one instead"))
        let form = try #require(HTMLForm.all(in: page.body).first)
        let forged = try await browser.request(
            .post, party.world.logto + (form.action ?? ""),
            form: form.fields.map { ($0.name, $0.value) } + [("choice", "create")])
        // Whoever forges the other choice is linked all the same: nobody is made.
        #expect(forged.status == .seeOther)
        #expect(try await party.world.store.read { try $0.userCount() } == 2)
    }

    @Test func `automatic linking asks nothing`() async throws {
        let party = RelyingParty(in: try await TestWorld(Self.automatic))
        let answer = try await party.signIn(Browser(party.world), as: "10008")
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await Self.owner(party.world)?.id == "alice0000001")
    }

    @Test(arguments: [Self.automatic, Example.config])
    func `nobody gets a suspended user's account`(config: String) async throws {
        let party = RelyingParty(in: try await TestWorld(config))
        try await Self.change(alice: party.world) { $0.isSuspended = true }
        let browser = Browser(party.world)
        var page = try await party.signIn(browser, as: "10008")
        if config == Example.config { page = try await browser.press("Link with alic****@example.com", on: page) }
        #expect(page.title == "Account suspended")
        #expect(try await Self.owner(party.world) == nil)
    }

    @Test(arguments: ["Link with alic****@example.com", "Create new one instead"])
    func `an account that somebody got meanwhile is not given away again`(button: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.signIn(browser, as: "10008")
        // The same person answers the other way in another browser.
        let other = Browser(party.world)
        _ = try await other.press("Create new one instead", on: try await party.signIn(other, as: "10008"))
        let late = try await browser.press(button, on: page)
        #expect(late.status == .ok)
        #expect(late.alert == "The social account has been associated with an existing account.")
        #expect(try await Self.owner(party.world)?.id != "alice0000001")
    }

    @Test func `the page is shown only while somebody is asked`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.firstPage(browser)
        let early = try await browser.request(
            .get, "\(party.world.logto)/social/link/patreon00001?app_id=\(party.app.id)")
        #expect(early.lacksSession)
        let page = try await party.signIn(browser, as: "10008")
        let form = try #require(HTMLForm.all(in: page.body).first)
        let fields = form.fields.map { ($0.name, $0.value) } + [("choice", "link")]
        let address = party.world.logto + (form.action ?? "")
        #expect(try await browser.request(.post, address, form: fields).status == .seeOther)
        // A form sent twice, before the first answer is followed.
        let again = try await browser.request(.post, address, form: fields)
        #expect(again.lacksSession)
    }
}
