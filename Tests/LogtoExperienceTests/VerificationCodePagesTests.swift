import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Signing in with a code on the pages (spec §8.2, §8.6, §19)")
struct VerificationCodePagesTests {
    @Test func `an address, then the code, and Alice is signed in`() async throws {
        let visitor = try await CodeVisitor()
        let first = try await visitor.signIn()
        #expect(!first.body.contains(#"type="password""#))
        let page = try await visitor.name(CodeVisitor.alice, on: first)
        #expect(page.url == visitor.address("/sign-in/verification-code"))
        #expect(page.title == "Verify your email")
        let fields = (0..<6).map { #"name="passcode_\#($0)""# }
        #expect(page.hasInOrder([CodeVisitor.alice] + fields + [">Continue</button>", "Resend verification code"]))
        #expect(page.hasInOrder([#"autocomplete="one-time-code""#, "autofocus"]))
        #expect(!page.body.contains("Sign in with password"))
        #expect(try await visitor.message().purpose == .signIn)
        #expect(try await visitor.claims(try await visitor.enterCode(on: page))["sub"] == "alice0000001")
    }

    @Test func `a phone number, however it is written`() async throws {
        let config = CodeVisitor.config(signIn: [CodeVisitor.byPhone]).replacing(
            #""primaryEmail": "alice@example.com","#,
            with: #""primaryEmail": "alice@example.com", "primaryPhone": "819012345678","#)
        let visitor = try await CodeVisitor(config)
        let page = try await visitor.name("+81 (90) 1234-5678")
        #expect(page.title == "Verify your phone number")
        #expect(page.body.contains("+819012345678"))
        #expect(try await visitor.message().address == .phone("819012345678"))
        #expect(try await visitor.claims(try await visitor.enterCode(on: page))["sub"] == "alice0000001")
    }

    /// One field may hold all of it: pasted, filled in by the phone, or typed without moving on.
    @Test(arguments: [
        ["%"], ["", "%"], [" %\u{200B}-"], ["12x", "", "3"], ["１２３", "4５", "٦"], ["1", "2", "3", "4", "5", "6"],
    ])
    func `what counts is the digits of all fields`(fields: [String]) async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.alice)
        let code = try await visitor.code()
        let values = fields.enumerated().map { ("passcode_\($0)", $1.replacing("%", with: code)) }
        let answer = try await visitor.browser.press(
            "Continue", on: page, filling: Dictionary(uniqueKeysWithValues: values))
        if fields.contains(where: { $0.contains("%") }) {
            #expect(answer.locationParameters["code"] != nil)
        } else {
            let isWhole = fields.joined().count { $0.isWholeNumber } == 6
            let error = isWhole ? "Invalid verification code." : "The verification code is invalid."
            #expect(answer.fieldErrors == [error])
        }
    }

    @Test(arguments: [
        [""], ["12345"], ["1234567"], ["<script>alert(1)</script>"], ["\u{202E}65432"], ["' or 1=1 --"],
        [String(repeating: "1", count: 20_000)], ["一二三四五六"], ["½²³⁴⁵⁶"],
    ])
    func `what is no code is not even tried`(fields: [String]) async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.alice)
        let answer = try await visitor.browser.press("Continue", on: page, filling: ["passcode_0": fields[0]])
        #expect(answer.status == .ok)
        #expect(answer.fieldErrors == ["The verification code is invalid."])
        #expect(answer.hasInOrder([#"aria-describedby="passcode-error""#, #"aria-invalid="true""#]))
        #expect(!answer.body.contains("<script>"))
        let digits = HTMLForm.all(in: answer.body)[0].fields.filter { $0.name.hasPrefix("passcode") }
        #expect(digits.count == 6)
        #expect(digits.map(\.value) == Array(repeating: "", count: 6))
        #expect(try await visitor.enterCode(on: answer).locationParameters["code"] != nil)
    }

    @Test func `a wrong code, and then the right one`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.alice)
        let wrong = try await visitor.enter(try await visitor.wrongCode(), on: page)
        #expect(wrong.title == "Verify your email")
        #expect(wrong.fieldErrors == ["Invalid verification code."])
        #expect(try await visitor.enterCode(on: wrong).locationParameters["code"] != nil)
    }

    @Test func `a code runs out by the world's clock, and another one is sent`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.alice)
        let old = try await visitor.code()
        visitor.world.advance(seconds: 601)
        let late = try await visitor.enter(old, on: page)
        #expect(late.fieldErrors == ["Verification code has expired. Please request a new verification code."])
        let again = try await visitor.browser.press("Resend verification code", on: late)
        #expect(again.url == visitor.address("/sign-in/verification-code"))
        #expect(again.notice == "A new code is on its way.")
        #expect(try await visitor.messageCount() == 2)
        #expect(try await visitor.enter(old, on: again).fieldErrors == ["Invalid verification code."])
        #expect(try await visitor.enterCode(on: again).locationParameters["code"] != nil)
    }

    @Test func `only so many tries`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(#""verificationCodePolicy": {"maxRetryAttempts": 2}"#))
        let page = try await visitor.name(CodeVisitor.alice)
        for _ in 1...2 { _ = try await visitor.enter(try await visitor.wrongCode(), on: page) }
        #expect(
            try await visitor.enterCode(on: page).fieldErrors == [
                "Verification code retries limitation exceeded. Please request a new verification code."
            ])
    }

    @Test func `only so many messages`() async throws {
        let visitor = try await CodeVisitor()
        var page = try await visitor.name(CodeVisitor.alice)
        for _ in 2...10 { page = try await visitor.browser.press("Resend verification code", on: page) }
        let last = try await visitor.browser.press("Resend verification code", on: page)
        let error = "Too many messages sent to this recipient. Please try again later."
        #expect(last.alert == error)
        #expect(last.notice == nil)
        #expect(try await visitor.messageCount() == 10)
        let anew = try await visitor.name(CodeVisitor.alice)
        #expect(anew.title == "Sign in to your account")
        #expect(anew.alert == error)
        visitor.world.advance(seconds: 601)
        #expect(try await visitor.name(CodeVisitor.alice, on: anew).title == "Verify your email")
    }

    @Test func `whoever fails too often is locked out (§17)`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(#""sentinelPolicy": {"maxAttempts": 2, "lockoutDuration": 10}"#))
        let page = try await visitor.name(CodeVisitor.alice)
        #expect(try await visitor.enter(try await visitor.wrongCode(), on: page).alert == nil)
        let error = "Too many attempts in a short time. Please try again in 10 minutes."
        #expect(try await visitor.enter(try await visitor.wrongCode(), on: page).alert == error)
        let locked = try await visitor.enterCode(on: page)
        #expect(locked.alert == error)
        #expect(locked.title == "Verify your email")
    }

    @Test func `a suspended user is told so`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name("sam@example.com")
        #expect(try await visitor.enterCode(on: page).title == "Account suspended")
    }

    @Test(arguments: [
        ("", "Email is required"), ("alice", "The email is invalid"), ("<b>@x", "The email is invalid"),
        (String(repeating: "a", count: 20_000), "The email is invalid"),
    ])
    func `nothing is sent to what is no address`(typed: String, error: String) async throws {
        let visitor = try await CodeVisitor()
        let answer = try await visitor.name(typed)
        #expect(answer.fieldErrors == [error])
        #expect(!answer.body.contains("<b>"))
        #expect(try await visitor.messageCount() == 0)
    }

    @Test(arguments: ["\"><script>alert(1)</script>@x.example", "\u{202E}ecila@x.example", "a@\u{301}\"'.example"])
    func `an address from the dark is shown as text`(typed: String) async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(typed)
        #expect(page.title == "Verify your email")
        #expect(!page.body.contains("<script>"))
        let shown = page.body.firstMatch(of: /<bdi class="whom">(.*?)<\/bdi>/)
        #expect(shown?.output.1.unescapingHTML.unicodeScalars.elementsEqual(typed.unicodeScalars) == true)
    }

    // MARK: password or code

    @Test func `the primary way comes first, the other one is a step away`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byPasswordFirst, CodeVisitor.byPassword]))
        let password = try await visitor.name(CodeVisitor.alice)
        #expect(password.title == "Enter password")
        #expect(try await visitor.messageCount() == 0)
        let page = try await visitor.browser.press("Sign in with verification code", on: password)
        #expect(page.url == visitor.address("/sign-in/verification-code"))
        let back = try await visitor.browser.click("Sign in with password", on: page)
        #expect(back.title == "Enter password")
        let answer = try await visitor.browser.press("Continue", on: back, filling: ["password": "bookstore-alice"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `the code comes first where the password is not primary`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byCodeFirst, CodeVisitor.byPassword]))
        let page = try await visitor.name(CodeVisitor.alice)
        #expect(page.title == "Verify your email")
        #expect(page.body.contains("Sign in with password"))
        #expect(try await visitor.enterCode(on: page).locationParameters["code"] != nil)
    }

    @Test func `back on the first page what was entered is still there, in place of the application's hint`()
        async throws
    {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byPasswordFirst, CodeVisitor.byPhone]))
        for (typed, shown) in [(CodeVisitor.alice, CodeVisitor.alice), ("+49 151 23456789", "+4915123456789")] {
            let first = try await visitor.signIn(["login_hint": "somebody@example.com"])
            let page = try await visitor.name(typed, on: first)
            let back = try await visitor.browser.click("Back", on: page)
            #expect(HTMLForm.all(in: back.body).first?.fields.first { $0.name == "identifier" }?.value == shown)
        }
    }

    @Test func `a username has a password alone`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byCodeFirst, CodeVisitor.byPassword]))
        let page = try await visitor.name("alice")
        #expect(page.title == "Enter password")
        #expect(!page.body.contains("Sign in with verification code"))
        #expect(try await visitor.name("7alice").fieldErrors == ["Username should not start with a number"])
    }

    @Test func `a password page is no way round a method that is off`() async throws {
        let visitor = try await CodeVisitor()
        _ = try await visitor.name(CodeVisitor.alice)
        let page = try await visitor.browser.open(visitor.address("/sign-in/password"))
        #expect(page.title == "Sign in to your account")
    }

    // MARK: nobody's address

    @Test func `whoever is not known is offered an account`() async throws {
        let visitor = try await CodeVisitor()
        let question = try await visitor.enterCode(on: try await visitor.name(CodeVisitor.newcomer))
        #expect(question.title == "Create your account")
        #expect(question.hasInOrder([CodeVisitor.newcomer, ">Create</button>", "Change email"]))
        #expect(try await visitor.user(CodeVisitor.newcomer) == nil)
        let answer = try await visitor.browser.press("Create", on: question)
        #expect(try await visitor.claims(answer)["email"] == .string(CodeVisitor.newcomer))
        #expect(try await visitor.user(CodeVisitor.newcomer) != nil)
    }

    @Test func `or changes the address`() async throws {
        let visitor = try await CodeVisitor()
        let question = try await visitor.enterCode(on: try await visitor.name(CodeVisitor.newcomer))
        let first = try await visitor.browser.click("Change email", on: question)
        #expect(first.title == "Sign in to your account")
        let page = try await visitor.name(CodeVisitor.alice, on: first)
        #expect(try await visitor.enterCode(on: page).locationParameters["code"] != nil)
    }

    @Test func `an account that needs a password asks for one`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signUp: #"{"identifiers": ["email"], "password": true, "verify": true}"#))
        let question = try await visitor.enterCode(on: try await visitor.name(CodeVisitor.newcomer))
        let page = try await visitor.browser.press("Create", on: question)
        #expect(page.url == visitor.address("/continue/password"))
        let password = ["newPassword": "a-new-password-1", "confirmPassword": "a-new-password-1"]
        let answer = try await visitor.browser.press("Save password", on: page, filling: password)
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await visitor.user(CodeVisitor.newcomer)?.passwordHash != nil)
    }

    /// Where nobody may register, nobody learns who is known either: the code goes nowhere (§8.2).
    @Test func `with accounts for nobody new, nothing is sent`() async throws {
        let visitor = try await CodeVisitor(CodeVisitor.config(#""signInMode": "SignIn""#))
        let page = try await visitor.name(CodeVisitor.newcomer)
        #expect(page.title == "Verify your email")
        #expect(try await visitor.messageCount() == 0)
        #expect(try await visitor.enter("123456", on: page).fieldErrors == ["Invalid verification code."])
    }

    @Test func `whose account is gone meanwhile is told so on the first page`() async throws {
        let visitor = try await CodeVisitor(CodeVisitor.config(#""signInMode": "SignIn""#))
        let page = try await visitor.name(CodeVisitor.alice)
        try await visitor.world.store.transaction { _ = try $0.delete(ID<LogtoUser>("alice0000001")) }
        let answer = try await visitor.enterCode(on: page)
        #expect(answer.title == "Sign in to your account")
        #expect(answer.alert == "No account has the email alice@example.com.")
    }

    // MARK: other orders

    @Test func `the page comes after an address, and only for what it was sent`() async throws {
        let visitor = try await CodeVisitor()
        _ = try await visitor.signIn()
        #expect(
            try await visitor.browser.open(visitor.address("/sign-in/verification-code")).title
                == "Sign in to your account")
        _ = try await visitor.name(CodeVisitor.alice)
        #expect(
            try await visitor.browser.open(visitor.address("/sign-in/verification-code")).title == "Verify your email")
        let other = try await visitor.browser.open(visitor.address("/register/verification-code"))
        #expect(other.title == "Create your account")
    }

    @Test func `a code is good for one sign-in, and its form for none after that`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.alice)
        let code = try await visitor.code()
        #expect(try await visitor.enter(code, on: page).locationParameters["code"] != nil)
        let replay = try await visitor.enter(code, on: page)
        #expect(replay.title == "404 Not Found")
        #expect(replay.body.contains("Session not found. Please go back and sign in again."))
    }

    /// The back button: the question was already asked.
    @Test func `an older form asks for another code`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.newcomer)
        let question = try await visitor.enterCode(on: page)
        let back = try await visitor.enterCode(on: page)
        #expect(back.fieldErrors == ["Verification code not found. Please send verification code first."])
        #expect(try await visitor.browser.press("Create", on: question).locationParameters["code"] != nil)
    }

    @Test func `in two tabs, the one in which the last code was sent counts`() async throws {
        let visitor = try await CodeVisitor()
        let first = try await visitor.signIn()
        let one = try await visitor.name("sam@example.com", on: first)
        let two = try await visitor.name(CodeVisitor.alice, on: first)
        let lost = try await visitor.enterCode(on: one)
        #expect(lost.title == "Sign in to your account")
        #expect(
            lost.alert == "The verification was not successful. Restart the verification flow and try again.")
        #expect(try await visitor.claims(try await visitor.enterCode(on: two))["sub"] == "alice0000001")
    }

    @Test func `a choice without a proof is none`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.newcomer)
        let form = try #require(HTMLForm.all(in: page.body).first)
        for choice in ["create", "sign-in", "link"] {
            let fields = form.fields.map { ($0.name, $0.value) } + [("choice", choice)]
            let answer = try await visitor.browser.follow(
                try await visitor.browser.request(.post, page.url, form: fields))
            #expect(answer.title == "Sign in to your account", "\(choice)")
            #expect(answer.alert != nil)
            _ = try await visitor.name(CodeVisitor.newcomer, on: answer)
        }
        #expect(try await visitor.user(CodeVisitor.newcomer) == nil)
    }

    @Test func `without cookies, or with another's form, there is no sign-in`() async throws {
        let visitor = try await CodeVisitor()
        let page = try await visitor.name(CodeVisitor.alice)
        let other = try await CodeVisitor(world: visitor.world)
        _ = try await other.signIn()
        #expect(try await other.enterCode(on: page).title == "404 Not Found")
        let code = try await visitor.code()
        let bare = try await visitor.browser.request(.post, page.url, form: [("passcode_0", code)])
        #expect(bare.location?.hasSuffix("/unknown-session") == true)
        visitor.browser.forget("_interaction")
        #expect(try await visitor.enter(code, on: page).title == "404 Not Found")
        #expect(try await visitor.browser.open(page.url).title == "404 Not Found")
    }

    // MARK: in Japanese

    @Test func `in Japanese`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byCodeFirst]), language: "ja")
        let page = try await visitor.name(CodeVisitor.alice, pressing: "サインイン")
        #expect(page.title == "Eメールを確認する")
        #expect(page.hasInOrder(["続ける", "認証コードを再送", "パスワードでサインインする"]))
        let wrong = try await visitor.enter(try await visitor.wrongCode(), on: page, pressing: "続ける")
        #expect(wrong.fieldErrors == ["無効な検証コードです。"])
        #expect(try await visitor.enter("1", on: page, pressing: "続ける").fieldErrors == ["検証コードが無効です。"])
        visitor.world.advance(seconds: 601)
        #expect(
            try await visitor.enterCode(on: page, pressing: "続ける").fieldErrors == [
                "検証コードの有効期限が切れました。新しい検証コードをリクエストしてください。"
            ])
    }
}
