import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("A forgotten password on the pages (spec §8.6, §19)")
struct ForgotPasswordPagesTests {
    private static let password = "a-new-password-1"

    private static func visitor(
        signIn: [String] = [CodeVisitor.byPassword], _ members: String = CodeVisitor.bothWaysBack,
        language: String? = nil
    ) async throws -> CodeVisitor {
        try await CodeVisitor(CodeVisitor.config(signIn: signIn, members), language: language)
    }

    private static func forgot(_ visitor: CodeVisitor) async throws -> TestResponse {
        try await visitor.browser.click("Forgot your password?", on: try await visitor.signIn())
    }

    /// The page for a new password.
    private static func proved(_ visitor: CodeVisitor) async throws -> TestResponse {
        let code = try await visitor.name(
            CodeVisitor.alice, pressing: "Continue", on: try await Self.forgot(visitor))
        return try await visitor.enterCode(on: code)
    }

    private static func save(
        _ password: String, _ repeated: String? = nil, in visitor: CodeVisitor, on page: TestResponse
    ) async throws -> TestResponse {
        try await visitor.browser.press(
            "Save password", on: page,
            filling: ["newPassword": password, "confirmPassword": repeated ?? password])
    }

    @Test func `address, code, new password, and back to the first page`() async throws {
        let visitor = try await Self.visitor()
        let page = try await Self.forgot(visitor)
        #expect(page.url == visitor.address("/forgot-password"))
        #expect(page.title == "Reset password")
        #expect(page.hasInOrder([">Email or Phone number</label>", #"name="identifier""#, ">Continue</button>"]))
        let code = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page)
        #expect(code.url == visitor.address("/forgot-password/verification-code"))
        #expect(code.title == "Verify your email")
        #expect(try await visitor.message().purpose == .forgotPassword)
        let reset = try await visitor.enterCode(on: code)
        #expect(reset.url == visitor.address("/forgot-password/reset"))
        #expect(reset.title == "New password")
        #expect(reset.hasInOrder([#"name="newPassword""#, #"name="confirmPassword""#, ">Save password</button>"]))
        let first = try await Self.save(Self.password, in: visitor, on: reset)
        #expect(first.url == visitor.address("/sign-in"))
        #expect(first.notice == "Password changed")
        // It is said once, and nobody is signed in by it.
        #expect(try await visitor.browser.open(first.url).notice == nil)
        let old = try await visitor.browser.press(
            "Sign in", on: first, filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(old.alert == "Incorrect account or password. Please check your input.")
        let answer = try await visitor.browser.press(
            "Sign in", on: old, filling: ["identifier": "alice", "password": Self.password])
        #expect(try await visitor.claims(answer)["sub"] == "alice0000001")
    }

    @Test func `the way there also begins at the password's own page, with the address filled in`() async throws {
        let visitor = try await Self.visitor(signIn: [CodeVisitor.byPasswordFirst])
        let first = try await visitor.signIn()
        #expect(!first.body.contains("Forgot your password?"), "there is no password on it")
        let password = try await visitor.name(CodeVisitor.alice, on: first)
        let page = try await visitor.browser.click("Forgot your password?", on: password)
        #expect(HTMLForm.all(in: page.body).first?.fields.first { $0.name == "identifier" }?.value == CodeVisitor.alice)
        let back = try await visitor.browser.click("Back", on: page)
        #expect(back.title == "Sign in to your account")
    }

    @Test(arguments: [
        (#""forgotPasswordMethods": ["EmailVerificationCode"]"#, ">Email</label>"),
        (#""forgotPasswordMethods": ["PhoneVerificationCode"]"#, ">Phone number</label>"),
        (#""forgotPasswordMethods": null"#, ">Email or Phone number</label>"),
    ])
    func `the tenant says by which codes`(members: String, label: String) async throws {
        let visitor = try await Self.visitor(members)
        let page = try await Self.forgot(visitor)
        #expect(page.body.contains(label))
    }

    @Test func `without a way there is no link, and no page`() async throws {
        let visitor = try await Self.visitor("")
        let first = try await visitor.signIn()
        #expect(!first.body.contains("Forgot your password?"))
        for path in ["/forgot-password", "/reset-password"] {
            let page = try await visitor.browser.open(visitor.address(path))
            #expect(page.title == "Sign in to your account")
        }
    }

    @Test func `by a code to the phone`() async throws {
        let config = CodeVisitor.config(signIn: [CodeVisitor.byPassword], CodeVisitor.bothWaysBack).replacing(
            #""username": "alice","#, with: #""username": "alice", "primaryPhone": "819012345678","#)
        let visitor = try await CodeVisitor(config)
        let code = try await visitor.name(
            "+819012345678", pressing: "Continue", on: try await Self.forgot(visitor))
        #expect(code.title == "Verify your phone number")
        let reset = try await visitor.enterCode(on: code)
        #expect(try await Self.save(Self.password, in: visitor, on: reset).notice == "Password changed")
    }

    @Test(arguments: [
        ("", "", "Password is required"), (Self.password, "other", "Your passwords don’t match."),
        ("short", "short", "Minimum length is 8."),
        ("bookstore-alice", "bookstore-alice", "New password cannot be the same as your old password."),
    ])
    func `the new password is held to the rules`(password: String, repeated: String, error: String) async throws {
        let visitor = try await Self.visitor()
        let answer = try await Self.save(password, repeated, in: visitor, on: try await Self.proved(visitor))
        #expect(answer.url == visitor.address("/forgot-password/reset"))
        #expect(answer.fieldErrors.contains(error), "\(answer.fieldErrors)")
        #expect(try await Self.save(Self.password, in: visitor, on: answer).notice == "Password changed")
    }

    @Test(arguments: [
        ("", "Email or Phone number is required"), ("alice", "The email is invalid"),
        ("<script>alert(1)</script>", "The email is invalid"), ("12", "The phone number is invalid"),
    ])
    func `nothing is sent to what is no address`(typed: String, error: String) async throws {
        let visitor = try await Self.visitor()
        let answer = try await visitor.name(typed, pressing: "Continue", on: try await Self.forgot(visitor))
        #expect(answer.fieldErrors == [error])
        #expect(!answer.body.contains("<script>"))
        #expect(try await visitor.messageCount() == 0)
    }

    @Test func `an unknown address looks the same`() async throws {
        let visitor = try await Self.visitor()
        let code = try await visitor.name(
            CodeVisitor.newcomer, pressing: "Continue", on: try await Self.forgot(visitor))
        #expect(code.title == "Verify your email")
        #expect(code.body.contains(CodeVisitor.newcomer))
        #expect(try await visitor.messageCount() == 0)
        #expect(try await visitor.enter("123456", on: code).fieldErrors == ["Invalid verification code."])
    }

    @Test func `a suspended user gets no new password`() async throws {
        let visitor = try await Self.visitor()
        let code = try await visitor.name(
            "sam@example.com", pressing: "Continue", on: try await Self.forgot(visitor))
        #expect(try await visitor.enterCode(on: code).title == "Account suspended")
        let reset = try await visitor.browser.open(visitor.address("/forgot-password/reset"))
        #expect(reset.title == "Reset password")
    }

    @Test func `whose account is gone meanwhile is told so`() async throws {
        let visitor = try await Self.visitor()
        let code = try await visitor.name(
            CodeVisitor.alice, pressing: "Continue", on: try await Self.forgot(visitor))
        try await visitor.world.store.transaction { _ = try $0.delete(ID<LogtoUser>("alice0000001")) }
        let answer = try await visitor.enterCode(on: code)
        #expect(answer.title == "Reset password")
        #expect(answer.alert == "No account has the email alice@example.com.")
    }

    @Test func `only so many messages`() async throws {
        let visitor = try await Self.visitor()
        let page = try await Self.forgot(visitor)
        for _ in 1...10 { _ = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page) }
        let refused = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page)
        #expect(refused.title == "Reset password")
        #expect(refused.alert == "Too many messages sent to this recipient. Please try again later.")
    }

    @Test func `only so many tries (§17)`() async throws {
        let visitor = try await Self.visitor(
            CodeVisitor.bothWaysBack + #", "sentinelPolicy": {"maxAttempts": 2, "lockoutDuration": 10}"#)
        let code = try await visitor.name(
            CodeVisitor.alice, pressing: "Continue", on: try await Self.forgot(visitor))
        let wrong = try await visitor.wrongCode()
        #expect(try await visitor.enter(wrong, on: code).fieldErrors == ["Invalid verification code."])
        for attempt in [wrong, try await visitor.code()] {
            #expect(
                try await visitor.enter(attempt, on: code).alert
                    == "Too many attempts in a short time. Please try again in 10 minutes.")
        }
    }

    // MARK: other orders

    @Test func `the new password comes after the code`() async throws {
        let visitor = try await Self.visitor()
        let page = try await Self.forgot(visitor)
        #expect(try await visitor.browser.open(visitor.address("/forgot-password/reset")).title == "Reset password")
        #expect(
            try await visitor.browser.open(visitor.address("/forgot-password/verification-code")).title
                == "Reset password")
        _ = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page)
        #expect(try await visitor.browser.open(visitor.address("/forgot-password/reset")).title == "Reset password")
    }

    /// The back button, and a form that is sent twice.
    @Test func `a password is replaced once`() async throws {
        let visitor = try await Self.visitor()
        let reset = try await Self.proved(visitor)
        _ = try await Self.save(Self.password, in: visitor, on: reset)
        let replay = try await Self.save("another-password-2", in: visitor, on: reset)
        #expect(replay.title == "Reset password")
        #expect(replay.alert == "Interaction session not found. Please go back and start the session again.")
        let first = try await visitor.signIn()
        let answer = try await visitor.browser.press(
            "Sign in", on: first, filling: ["identifier": "alice", "password": Self.password])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `signing in in another tab ends it`() async throws {
        let visitor = try await Self.visitor(signIn: [CodeVisitor.byPasswordFirst])
        let first = try await visitor.signIn()
        let password = try await visitor.name(CodeVisitor.alice, on: first)
        let code = try await visitor.name(
            CodeVisitor.alice, pressing: "Continue",
            on: try await visitor.browser.click("Forgot your password?", on: password))
        let reset = try await visitor.enterCode(on: code)
        let elsewhere = try await visitor.browser.press("Sign in with verification code", on: password)
        #expect(elsewhere.title == "Verify your email")
        let answer = try await Self.save(Self.password, in: visitor, on: reset)
        #expect(answer.title == "Reset password")
        #expect(answer.alert != nil)
        #expect(try await visitor.user(CodeVisitor.alice)?.passwordHash?.isEmpty == false)
        let old = try await visitor.enterCode(on: elsewhere)
        #expect(old.locationParameters["code"] != nil)
    }

    @Test func `a code for signing in replaces no password`() async throws {
        let visitor = try await Self.visitor(signIn: [CodeVisitor.byCode])
        let page = try await visitor.name(CodeVisitor.alice)
        let form = try #require(HTMLForm.all(in: page.body).first)
        let code = try await visitor.code()
        let answer = try await visitor.browser.follow(
            try await visitor.browser.request(
                .post, visitor.address("/forgot-password/verification-code"),
                form: form.fields.filter { !$0.name.hasPrefix("passcode") }.map { ($0.name, $0.value) }
                    + [("passcode_0", code)]))
        #expect(answer.title == "Reset password")
        let reset = try await visitor.browser.request(
            .post, visitor.address("/forgot-password/reset"),
            form: [
                ("csrf", form.fields.first { $0.name == "csrf" }?.value ?? ""), ("newPassword", Self.password),
                ("confirmPassword", Self.password),
            ])
        #expect(reset.location?.contains("/forgot-password?") == true)
        #expect(try await visitor.browser.follow(reset).alert != nil)
    }

    @Test func `without cookies there is nothing to reset`() async throws {
        let visitor = try await Self.visitor()
        let reset = try await Self.proved(visitor)
        visitor.browser.forget("_interaction")
        #expect(try await Self.save(Self.password, in: visitor, on: reset).title == "404 Not Found")
        for path in ["/forgot-password", "/reset-password", "/forgot-password/reset"] {
            #expect(try await visitor.browser.open(visitor.address(path)).title == "404 Not Found")
        }
    }

    /// Its first page is the one for registration.
    @Test func `where nobody signs in, the first page says that the password was changed`() async throws {
        let visitor = try await Self.visitor(CodeVisitor.bothWaysBack + #", "signInMode": "Register""#)
        let page = try await visitor.signIn(["first_screen": "reset_password", "login_hint": CodeVisitor.alice])
        let reset = try await visitor.enterCode(on: try await visitor.browser.press("Continue", on: page))
        let first = try await Self.save(Self.password, in: visitor, on: reset)
        #expect(first.url == visitor.address("/register"))
        #expect(first.notice == "Password changed")
        #expect(try await visitor.browser.open(first.url).notice == nil, "it is said once")
    }

    // MARK: asked for by the application

    @Test func `an application may begin there (§6.5)`() async throws {
        let visitor = try await Self.visitor()
        let page = try await visitor.signIn(["first_screen": "reset_password", "login_hint": CodeVisitor.alice])
        #expect(page.url.hasPrefix(visitor.address("/reset-password")))
        #expect(page.title == "Reset password")
        #expect(HTMLForm.all(in: page.body).first?.fields.first { $0.name == "identifier" }?.value == CodeVisitor.alice)
        #expect(try await visitor.browser.click("Back to sign in", on: page).title == "Sign in to your account")
        let code = try await visitor.browser.press("Continue", on: page)
        #expect(code.url == visitor.address("/forgot-password/verification-code"))
        let back = try await visitor.browser.click("Back", on: code)
        #expect(back.url == visitor.address("/reset-password"))
        let reset = try await visitor.enterCode(on: code)
        #expect(try await Self.save(Self.password, in: visitor, on: reset).notice == "Password changed")
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await Self.visitor(language: "ja")
        let page = try await visitor.browser.click("パスワードを忘れましたか？", on: try await visitor.signIn())
        #expect(page.title == "パスワードを再設定する")
        let code = try await visitor.name(CodeVisitor.alice, pressing: "続ける", on: page)
        let reset = try await visitor.enterCode(on: code, pressing: "続ける")
        #expect(reset.title == "新しいパスワード")
        let first = try await visitor.browser.press(
            "パスワードを保存する", on: reset,
            filling: ["newPassword": Self.password, "confirmPassword": Self.password])
        #expect(first.notice == "パスワードが変更されました")
    }
}
