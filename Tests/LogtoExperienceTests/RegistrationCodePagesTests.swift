import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Registering with an address on the pages (spec §8.4, §8.6, §19)")
struct RegistrationCodePagesTests {
    private static let password = "a-new-password-1"

    @Test func `an address, then the code, and there is a new user`() async throws {
        let visitor = try await CodeVisitor()
        let first = try await visitor.register()
        #expect(first.hasInOrder(["Create your account", ">Email</label>", ">Create account</button>"]))
        let page = try await visitor.name(CodeVisitor.newcomer, pressing: "Create account", on: first)
        #expect(page.url == visitor.address("/register/verification-code"))
        #expect(page.title == "Verify your email")
        #expect(!page.body.contains("Sign in with password"))
        #expect(try await visitor.message().purpose == .register)
        #expect(try await visitor.user(CodeVisitor.newcomer) == nil)
        let answer = try await visitor.enterCode(on: page)
        #expect(try await visitor.claims(answer)["email"] == .string(CodeVisitor.newcomer))
    }

    @Test func `either an address or a phone number`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(
                signIn: [CodeVisitor.byCode, CodeVisitor.byPhone],
                signUp: #"{"identifiers": ["email", "phone"], "password": false, "verify": true}"#))
        let first = try await visitor.register()
        #expect(first.body.contains(">Email or Phone number</label>"))
        let page = try await visitor.name("819012345678", pressing: "Create account", on: first)
        #expect(page.title == "Verify your phone number")
        #expect(try await visitor.enterCode(on: page).locationParameters["code"] != nil)
        #expect(try await visitor.world.store.read { try $0.user(primaryPhone: "819012345678") } != nil)
    }

    @Test func `a password besides is asked for after the code`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(
                signIn: [CodeVisitor.byPasswordFirst],
                signUp: #"{"identifiers": ["email"], "password": true, "verify": true}"#))
        let page = try await visitor.name(
            CodeVisitor.newcomer, pressing: "Create account", on: try await visitor.register())
        let next = try await visitor.enterCode(on: page)
        #expect(next.url == visitor.address("/continue/password"))
        #expect(next.title == "Set password")
        #expect(try await visitor.user(CodeVisitor.newcomer) == nil)
        let short = try await visitor.browser.press(
            "Save password", on: next, filling: ["newPassword": "short", "confirmPassword": "short"])
        #expect(short.fieldErrors == ["Minimum length is 8."])
        let answer = try await visitor.browser.press(
            "Save password", on: short,
            filling: ["newPassword": Self.password, "confirmPassword": Self.password])
        #expect(answer.locationParameters["code"] != nil)
        let again = try await CodeVisitor(world: visitor.world)
        let signIn = try await again.name(CodeVisitor.newcomer)
        let back = try await again.browser.press("Continue", on: signIn, filling: ["password": Self.password])
        #expect(back.locationParameters["code"] != nil)
    }

    // MARK: somebody's address

    @Test func `a known address may sign in instead`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(
            CodeVisitor.alice, pressing: "Create account", on: try await visitor.register())
        let question = try await visitor.enterCode(on: page)
        #expect(question.title == "Sign in to your account")
        #expect(question.hasInOrder([CodeVisitor.alice, ">Sign in</button>", "Change email"]))
        let answer = try await visitor.browser.press("Sign in", on: question)
        #expect(try await visitor.claims(answer)["sub"] == "alice0000001")
    }

    @Test func `or another address is entered`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(
            CodeVisitor.alice, pressing: "Create account", on: try await visitor.register())
        let first = try await visitor.browser.click("Change email", on: try await visitor.enterCode(on: page))
        #expect(first.title == "Create your account")
        let again = try await visitor.name(CodeVisitor.newcomer, pressing: "Create account", on: first)
        #expect(try await visitor.enterCode(on: again).locationParameters["code"] != nil)
    }

    @Test func `a suspended user is told so there too`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(
            "sam@example.com", pressing: "Create account", on: try await visitor.register())
        let question = try await visitor.enterCode(on: page)
        #expect(try await visitor.browser.press("Sign in", on: question).title == "Account suspended")
    }

    @Test func `where nobody signs in, a known address is refused`() async throws {
        let visitor = try await CodeVisitor(CodeVisitor.config(#""signInMode": "Register""#))
        let page = try await visitor.name(
            CodeVisitor.alice, pressing: "Create account", on: try await visitor.signIn())
        let answer = try await visitor.enterCode(on: page)
        #expect(answer.title == "Create your account")
        #expect(
            answer.alert == "The email alice@example.com belongs to another account. Please try another email.")
    }

    @Test func `a tenant's blocklist speaks below the field`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(#""emailBlocklistPolicy": {"customBlocklist": ["@spam.example"]}"#))
        let answer = try await visitor.name(
            "neko@spam.example", pressing: "Create account", on: try await visitor.register())
        #expect(answer.title == "Create your account")
        #expect(answer.fieldErrors.count == 1)
        #expect(try await visitor.messageCount() == 0)
    }

    @Test func `agreeing to the terms comes before the code`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(
                #""termsOfUseUrl": "https://shop.example/terms", "agreeToTermsPolicy": "ManualRegistrationOnly""#))
        let first = try await visitor.register()
        let refused = try await visitor.name(CodeVisitor.newcomer, pressing: "Create account", on: first)
        #expect(refused.alert == "You must agree to the terms to continue.")
        #expect(try await visitor.messageCount() == 0)
        let page = try await visitor.browser.press(
            "Create account", on: refused, filling: ["identifier": CodeVisitor.newcomer, "termsAgreement": "on"])
        #expect(page.title == "Verify your email")
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await CodeVisitor(language: "ja")
        let page = try await visitor.name(
            CodeVisitor.alice, pressing: "アカウントを作成する", on: try await visitor.register())
        #expect(page.title == "Eメールを確認する")
        let question = try await visitor.enterCode(on: page, pressing: "続ける")
        #expect(question.hasInOrder(["すでにアカウントのある宛先です", ">サインイン</button>", "メールアドレス を変更する"]))
    }
}

@Suite("What is missing, on /continue (spec §8.5, §8.6, §9.3)")
struct ContinuePagesTests {
    private static let askedForEmail = #"""
        {"identifiers": ["username"], "password": false, "verify": true,
         "secondaryIdentifiers": [{"identifier": "email", "verify": true}]}
        """#

    /// Alice without an address.
    private static func config(
        signUp: String, signIn: [String] = [CodeVisitor.byPassword], _ members: String = ""
    ) -> String {
        CodeVisitor.config(signIn: signIn, signUp: signUp, members).replacing(
            #""primaryEmail": "alice@example.com","#, with: "")
    }

    private static func signIn(_ config: String, language: String? = nil) async throws -> (CodeVisitor, TestResponse) {
        let visitor = try await CodeVisitor(config, language: language)
        let page = try await visitor.browser.press(
            language == "ja" ? "サインイン" : "Sign in", on: try await visitor.signIn(),
            filling: ["identifier": "alice", "password": "bookstore-alice"])
        return (visitor, page)
    }

    @Test(arguments: [
        (#"["email"]"#, "email", "Link email", ">Email</label>", "neko@example.com", "Verify your email"),
        (#"["phone"]"#, "phone", "Link phone", ">Phone number</label>", "819012345678", "Verify your phone number"),
        (
            #"["email", "phone"]"#, "emailOrPhone", "Link email or phone", ">Email or Phone number</label>",
            "819012345678", "Verify your phone number"
        ),
    ])
    func `whoever signs in proves what is missing`(
        identifiers: String, missing: String, title: String, label: String, typed: String, next: String
    ) async throws {
        let (visitor, page) = try await Self.signIn(
            Self.config(signUp: #"{"identifiers": \#(identifiers), "password": true, "verify": true}"#))
        #expect(page.url == visitor.address("/continue/\(missing)"))
        #expect(page.title == title)
        #expect(page.body.contains(label))
        let code = try await visitor.name(typed, pressing: "Continue", on: page)
        #expect(code.url == visitor.address("/continue/verification-code"))
        #expect(code.title == next)
        #expect(try await visitor.enter(try await visitor.wrongCode(), on: code).fieldErrors.count == 1)
        let answer = try await visitor.enterCode(on: code)
        #expect(try await visitor.claims(answer)["sub"] == "alice0000001")
        let alice = try await visitor.world.store.read { try $0.user("alice0000001") }
        let addresses = [alice?.primaryEmail, alice?.primaryPhone].compactMap(\.self)
        #expect(addresses.contains(typed))
        #expect(alice?.username == "alice")
    }

    @Test func `a code may be sent again, and the address changed`() async throws {
        let (visitor, page) = try await Self.signIn(
            Self.config(signUp: CodeVisitor.signUpWithEmail.replacing("false", with: "true")))
        let code = try await visitor.name("typo@example.com", pressing: "Continue", on: page)
        _ = try await visitor.browser.press("Resend verification code", on: code)
        #expect(try await visitor.messageCount() == 2)
        let back = try await visitor.browser.click("Back", on: code)
        #expect(back.url == visitor.address("/continue/email"))
        let again = try await visitor.name(CodeVisitor.newcomer, pressing: "Continue", on: back)
        #expect(try await visitor.enterCode(on: again).locationParameters["code"] != nil)
        #expect(try await visitor.user(CodeVisitor.newcomer) != nil)
    }

    @Test(arguments: [("", "Email is required"), ("alice", "The email is invalid")])
    func `nothing is sent to what is no address`(typed: String, error: String) async throws {
        let (visitor, page) = try await Self.signIn(
            Self.config(signUp: CodeVisitor.signUpWithEmail.replacing("false", with: "true")))
        #expect(try await visitor.name(typed, pressing: "Continue", on: page).fieldErrors == [error])
        #expect(try await visitor.messageCount() == 0)
    }

    @Test func `somebody else's address is refused`() async throws {
        let (visitor, page) = try await Self.signIn(
            Self.config(signUp: CodeVisitor.signUpWithEmail.replacing("false", with: "true")))
        let code = try await visitor.name("sam@example.com", pressing: "Continue", on: page)
        let answer = try await visitor.enterCode(on: code)
        #expect(answer.url == visitor.address("/continue/email"))
        #expect(
            answer.alert == "The email sam@example.com belongs to another account. Please try another email.")
        // It is said once.
        #expect(try await visitor.browser.open(answer.url).alert == nil)
        let again = try await visitor.name(CodeVisitor.newcomer, pressing: "Continue", on: answer)
        #expect(try await visitor.enterCode(on: again).locationParameters["code"] != nil)
    }

    @Test func `whoever registers with a username proves the address that is asked for besides`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byPassword, CodeVisitor.byCode], signUp: Self.askedForEmail))
        let page = try await visitor.name("neko", pressing: "Create account", on: try await visitor.register())
        #expect(page.url == visitor.address("/continue/email"))
        let code = try await visitor.name(CodeVisitor.newcomer, pressing: "Continue", on: page)
        #expect(try await visitor.message().purpose == .register)
        let answer = try await visitor.enterCode(on: code)
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await visitor.user(CodeVisitor.newcomer)?.username == "neko")
    }

    @Test func `and signs in instead whose address it is`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byPassword, CodeVisitor.byCode], signUp: Self.askedForEmail))
        let page = try await visitor.name("neko", pressing: "Create account", on: try await visitor.register())
        let code = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page)
        let question = try await visitor.enterCode(on: code)
        #expect(question.hasInOrder([CodeVisitor.alice, ">Sign in</button>"]))
        let answer = try await visitor.browser.press("Sign in", on: question)
        #expect(try await visitor.claims(answer)["sub"] == "alice0000001")
        #expect(try await visitor.world.store.read { try $0.user(username: "neko") } == nil)
    }

    /// Noel's account at Patreon has no address.
    @Test func `a social account without an address gets one`() async throws {
        let visitor = try await CodeVisitor()
        let approval = try await visitor.browser.press("Continue with Patreon", on: try await visitor.signIn())
        let page = try await visitor.browser.press("Allow", on: approval, filling: ["account": "10005"])
        #expect(page.title == "Link email")
        let code = try await visitor.name("noel@example.com", pressing: "Continue", on: page)
        let answer = try await visitor.enterCode(on: code)
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await visitor.user("noel@example.com")?.name == "Noel Noaddress")
    }

    @Test func `or goes to the account that has the address`() async throws {
        let visitor = try await CodeVisitor()
        let approval = try await visitor.browser.press("Continue with Patreon", on: try await visitor.signIn())
        let page = try await visitor.browser.press("Allow", on: approval, filling: ["account": "10005"])
        let code = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page)
        let question = try await visitor.enterCode(on: code)
        #expect(question.title == "Link or create account")
        let answer = try await visitor.browser.press("Link and continue", on: question)
        #expect(try await visitor.claims(answer)["sub"] == "alice0000001")
        let alice = try await visitor.world.store.read { try $0.user("alice0000001") }
        #expect(alice?.identities.map(\.userID) == ["10005"])
    }

    @Test func `whoever has a proof but nobody's address is asked for nothing`() async throws {
        let visitor = try await CodeVisitor()
        _ = try await visitor.signIn()
        let page = try await visitor.browser.open(visitor.address("/continue/email"))
        #expect(page.title == "404 Not Found")
        let code = try await visitor.browser.open(visitor.address("/continue/verification-code"))
        #expect(code.title == "Sign in to your account")
    }

    @Test func `in Japanese`() async throws {
        let (visitor, page) = try await Self.signIn(
            Self.config(signUp: CodeVisitor.signUpWithEmail.replacing("false", with: "true")), language: "ja")
        #expect(page.title == "メールアドレスをリンクする")
        let code = try await visitor.name("sam@example.com", pressing: "続ける", on: page)
        let answer = try await visitor.enterCode(on: code, pressing: "続ける")
        #expect(answer.alert?.contains("sam@example.com は別のアカウントのものです") == true)
    }
}
