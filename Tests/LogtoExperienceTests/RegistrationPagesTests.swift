import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Registering with a username (spec §8.6, §19)")
struct RegistrationPagesTests {
    private static func config(_ members: String = "", password: Bool = true) -> String {
        let signUp = #""signUp": {"identifiers": ["username"], "password": \#(password)}"#
        return Example.config(
            replacing: #""signUp": {"identifiers": [], "password": false}"#, with: signUp + members)
    }

    private struct Visitor {
        let party: RelyingParty
        let browser: Browser

        init(_ config: String, language: String? = nil) async throws {
            self.party = RelyingParty(in: try await TestWorld(config))
            self.browser = Browser(self.party.world, language: language)
        }

        func register(_ changes: Changes = [:]) async throws -> TestResponse {
            try await self.party.firstPage(
                self.browser, (["first_screen": "register"] as Changes).merging(changes) { $1 })
        }

        func user(_ name: String) async throws -> LogtoUser? {
            try await self.party.world.store.read { try $0.user(username: name) }
        }
    }

    @Test func `username, then password, and the new user is signed in`() async throws {
        let visitor = try await Visitor(Self.config())
        let page = try await visitor.register()
        #expect(page.hasInOrder(["Create your account", #"name="identifier""#, ">Create account</button>"]))
        #expect(!page.body.contains(#"type="password""#))
        let next = try await visitor.browser.press("Create account", on: page, filling: ["identifier": "newcomer"])
        #expect(next.url == "\(visitor.party.world.logto)/register/password?app_id=\(visitor.party.app.id)")
        #expect(next.title == "Set password")
        #expect(next.hasInOrder([#"name="newPassword""#, "at least 8 characters", #"name="confirmPassword""#]))
        #expect(try await visitor.user("newcomer") == nil)
        let password = "correct-Horse-7-battery"
        let answer = try await visitor.browser.press(
            "Save password", on: next, filling: ["newPassword": password, "confirmPassword": password])
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await visitor.user("newcomer")?.passwordHash != nil)
        let again = Browser(visitor.party.world)
        let signIn = try await visitor.party.firstPage(again)
        let back = try await again.press(
            "Sign in", on: signIn, filling: ["identifier": "newcomer", "password": password])
        #expect(back.locationParameters["code"] != nil)
    }

    @Test(arguments: [
        ("", "Username is required"), ("7up", "Username should not start with a number"),
        ("a b", "Username should only contain letters, numbers, or underscores."),
        ("<script>alert(1)</script>", "Username should only contain letters, numbers, or underscores."),
        ("\u{202E}ecila", "Username should only contain letters, numbers, or underscores."),
        (String(repeating: "a", count: 20_000) + "!", "Username should only contain letters, numbers, or underscores."),
        ("alice", "This username is already in use."),
    ])
    func `a name that cannot be is refused below its field`(name: String, error: String) async throws {
        let visitor = try await Visitor(Self.config())
        let answer = try await visitor.browser.press(
            "Create account", on: try await visitor.register(), filling: ["identifier": name])
        #expect(answer.status == .ok)
        #expect(answer.body.contains("<p>\(error)</p>"))
        #expect(answer.body.contains(#"aria-describedby="identifier-error""#))
        #expect(!answer.body.contains("<script>"))
        #expect(HTMLForm.all(in: answer.body).first?.fields.first { $0.name == "identifier" }?.value == name)
    }

    @Test(arguments: [
        ("", "", "Password is required"), ("correct-Horse-7-battery", "other", "Your passwords don’t match."),
        ("short", "short", "Minimum length is 8."),
    ])
    func `a password that cannot be is refused, and not given back`(
        password: String, repeated: String, error: String
    ) async throws {
        let visitor = try await Visitor(Self.config())
        let next = try await visitor.browser.press(
            "Create account", on: try await visitor.register(), filling: ["identifier": "newcomer"])
        let answer = try await visitor.browser.press(
            "Save password", on: next, filling: ["newPassword": password, "confirmPassword": repeated])
        #expect(answer.title == "Set password")
        #expect(answer.body.contains("<p>\(error)</p>"), "\(answer.body)")
        #expect(!answer.body.contains(#"value="\#(password.isEmpty ? "-" : password)""#))
        #expect(try await visitor.user("newcomer") == nil)
    }

    @Test func `a form without the page's token is none`() async throws {
        let visitor = try await Visitor(Self.config())
        let page = try await visitor.register()
        let answer = try await visitor.browser.request(.post, page.url, form: [("identifier", "newcomer")])
        #expect(answer.status == .found)
        #expect(answer.location?.hasSuffix("/unknown-session") == true)
    }

    @Test func `after the end, the form leads nowhere`() async throws {
        let visitor = try await Visitor(Self.config(password: false))
        let page = try await visitor.register()
        let answer = try await visitor.browser.press("Create account", on: page, filling: ["identifier": "newcomer"])
        #expect(answer.locationParameters["code"] != nil)
        let replay = try await visitor.browser.press("Create account", on: page, filling: ["identifier": "second"])
        #expect(replay.title == "404 Not Found")
        #expect(try await visitor.user("second") == nil)
    }

    @Test func `whoever comes to the password first is sent back`() async throws {
        let visitor = try await Visitor(Self.config())
        _ = try await visitor.register()
        let page = try await visitor.browser.open(
            "\(visitor.party.world.logto)/register/password?app_id=\(visitor.party.app.id)")
        #expect(page.title == "Create your account")
    }

    @Test func `a password that is missing is asked for when signing in`() async throws {
        let visitor = try await Visitor(
            Self.config(
                #", "signIn": {"methods": [{"identifier": "username", "password": true, "verificationCode": false}]}"#))
        let page = try await visitor.party.firstPage(visitor.browser)
        let approval = try await visitor.browser.press("Continue with Patreon", on: page)
        let name = try await visitor.browser.press("Allow", on: approval, filling: ["account": "10001"])
        #expect(name.title == "Set username")
        // A social account stands in for the password.
        let answer = try await visitor.browser.press("Continue", on: name, filling: ["identifier": "mika"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test(arguments: [("Manual", true), ("ManualRegistrationOnly", true), ("Automatic", false)])
    func `terms are agreed to as the policy has it`(policy: String, hasBox: Bool) async throws {
        let visitor = try await Visitor(
            Self.config(
                #", "termsOfUseUrl": "https://shop.example/terms", "agreeToTermsPolicy": "\#(policy)""#,
                password: false))
        let page = try await visitor.register()
        #expect(page.body.contains(#"name="termsAgreement""#) == hasBox)
        #expect(page.body.contains("By continuing, you agree to the ") == !hasBox)
        let answer = try await visitor.browser.press("Create account", on: page, filling: ["identifier": "newcomer"])
        #expect(answer.alert == (hasBox ? "You must agree to the terms to continue." : nil))
        #expect((try await visitor.user("newcomer") == nil) == hasBox)
    }

    @Test func `the tenant's mode leads to the page that there is`() async throws {
        let only = try await Visitor(Self.config(#", "signInMode": "Register""#))
        #expect(try await only.party.firstPage(only.browser).title == "Create your account")
        let none = try await Visitor(Self.config(#", "signInMode": "SignIn""#))
        #expect(try await none.register().title == "Sign in to your account")
    }

    @Test func `pages are dark where the tenant has it so`() async throws {
        let light = try await Visitor(Self.config()).register()
        #expect(light.body.contains(##"<html lang="en" class="light" style="--brand: #6139F6">"##))
        let dark = try await Visitor(
            Self.config(
                ##", "color": {"primaryColor": "#112233", "isDarkModeEnabled": true, "darkPrimaryColor": "#ddeeff"}"##)
        ).register()
        #expect(dark.body.contains(##"<html lang="en" style="--brand: #112233; --brand-dark: #ddeeff">"##))
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await Visitor(Self.config(), language: "ja")
        let page = try await visitor.register()
        let next = try await visitor.browser.press(
            "アカウントを作成する", on: page, filling: ["identifier": "newcomer"])
        #expect(next.title == "パスワードを設定する")
        #expect(next.hasInOrder(["新しいパスワード", "8 文字以上", "パスワードを保存する"]))
    }
}
