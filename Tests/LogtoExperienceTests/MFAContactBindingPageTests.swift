import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/mfa-binding/EmailVerificationCode and PhoneVerificationCode (spec §8.3)")
struct MFAContactBindingPageTests {
    /// Alice has neither address, and nobody signs in by one.
    private static func config(
        _ factors: String, policy: String = "Mandatory", _ members: String = ""
    ) -> String {
        Example.codesConfig(#""mfa": {"factors": [\#(factors)], "policy": "\#(policy)"}\#(members)"#)
            .replacing(#""verificationCode": true"#, with: #""verificationCode": false"#)
            .replacing(
                #""password": false, "verificationCode": false"#,
                with: #""password": true, "verificationCode": false"#
            )
            .replacing(#""primaryEmail": "alice@example.com","#, with: "")
    }

    private static let email = #""EmailVerificationCode""#

    @Test(arguments: [
        ("EmailVerificationCode", "Link email", "new@example.com", "new@example.com"),
        ("PhoneVerificationCode", "Link phone", "+1 555 0100", "15550100"),
    ])
    func `an address is entered, proved, and hers from then on`(
        factor: String, title: String, typed: String, address: String
    ) async throws {
        let visitor = try await MFAVisitor(Self.config("\"\(factor)\""))
        let page = try await visitor.signIn()
        #expect(page.url == visitor.address("/mfa-binding/\(factor)"))
        #expect(page.title == title)
        let next = try await visitor.press("Continue", on: page, filling: ["identifier": typed])
        #expect(next.url == visitor.address("/continue/verification-code"))
        #expect(next.title == (factor == "EmailVerificationCode" ? "Verify your email" : "Verify your phone number"))
        #expect(next.hasInOrder([address, #"name="passcode_0""#, #"name="passcode_5""#]))
        let message = try #require(try await visitor.messages().first)
        #expect(message.purpose == .bindMFA)
        let code = message.code ?? ""
        let wrong = try await visitor.enter(code == "000000" ? "000001" : "000000", into: "passcode", on: next)
        #expect(wrong.fieldError == "Invalid verification code.")
        #expect(
            try await visitor.enter("12", into: "passcode", on: next).fieldError
                == "The verification code is invalid.")
        let answer = try await visitor.enter(code, into: "passcode", on: wrong)
        #expect(try await visitor.subject(answer) == "alice0000001")
        let alice = try await visitor.world.store.read { try $0.user("alice0000001") }
        #expect((alice?.primaryEmail ?? alice?.primaryPhone) == address)

        let later = try await MFAVisitor("", world: visitor.world)
        #expect(try await later.signIn().url == later.address("/mfa-verification/\(factor)"))
    }

    @Test(arguments: [
        ("", "Email is required"), ("nobody", "The email is invalid"),
        ("<script>alert(1)</script>", "The email is invalid"), ("\u{202E}moc", "The email is invalid"),
        (String(repeating: "a", count: 20_000), "The email is invalid"),
    ])
    func `what is no address is refused`(typed: String, error: String) async throws {
        let visitor = try await MFAVisitor(Self.config(Self.email))
        let page = try await visitor.signIn()
        let answer = try await visitor.press("Continue", on: page, filling: ["identifier": typed])
        #expect(answer.fieldError == error)
        #expect(!answer.body.contains("<script>"))
        #expect(HTMLForm.all(in: answer.body).first?.fields.first { $0.name == "identifier" }?.value == typed)
        #expect(try await visitor.messages().isEmpty)
    }

    @Test func `what is written from right to left keeps to itself`() async throws {
        let visitor = try await MFAVisitor(Self.config(Self.email))
        let page = try await visitor.signIn()
        let typed = "\u{202E}a&b@example.com"
        let next = try await visitor.press("Continue", on: page, filling: ["identifier": typed])
        #expect(next.body.contains("<bdi class=\"whom\">\u{202E}a&amp;b@example.com</bdi>"))
    }

    @Test func `an address that is somebody's is refused when it is proved, and another one can be entered`()
        async throws
    {
        let visitor = try await MFAVisitor(
            Self.config(Self.email).replacing(
                #""username": "sam","#, with: #""username": "sam", "primaryEmail": "sam@example.com","#))
        let page = try await visitor.signIn()
        let next = try await visitor.press("Continue", on: page, filling: ["identifier": "sam@example.com"])
        let answer = try await visitor.enter(
            try await visitor.messages().first?.code ?? "", into: "passcode", on: next)
        #expect(answer.url == page.url)
        #expect(answer.alert == "The email sam@example.com belongs to another account. Please try another email.")
        #expect(try await visitor.open("/mfa-binding/EmailVerificationCode").alert == nil, "it is said once")
        let again = try await visitor.press("Continue", on: answer, filling: ["identifier": "new@example.com"])
        let end = try await visitor.enter(
            try await visitor.messages().first?.code ?? "", into: "passcode", on: again)
        #expect(try await visitor.subject(end) == "alice0000001")
    }

    /// Of an address that is only missing, one is asked whether the account is to be linked to whoever has it (§9.3).
    @Test func `nobody becomes somebody else by a second factor`() async throws {
        let visitor = try await MFAVisitor(
            Self.config(Self.email).replacing(
                #""username": "sam","#, with: #""username": "sam", "primaryEmail": "sam@example.com","#))
        let page = try await visitor.party.signIn(visitor.browser, as: "10005")
        #expect(page.url == visitor.address("/mfa-binding/EmailVerificationCode"))
        let next = try await visitor.press("Continue", on: page, filling: ["identifier": "sam@example.com"])
        let answer = try await visitor.enter(
            try await visitor.messages().first?.code ?? "", into: "passcode", on: next)
        #expect(answer.url == page.url)
        #expect(answer.alert == "The email sam@example.com belongs to another account. Please try another email.")
    }

    @Test func `another code, and another address`() async throws {
        let visitor = try await MFAVisitor(Self.config(Self.email))
        let page = try await visitor.signIn()
        let next = try await visitor.press("Continue", on: page, filling: ["identifier": "wrong@example.com"])
        let again = try await visitor.press("Resend verification code", on: next)
        #expect(again.notice == "A new code is on its way.")
        #expect(
            try await visitor.messages().map(\.address) == [.email("wrong@example.com"), .email("wrong@example.com")])
        let empty = try await visitor.click("Back", on: again)
        #expect(empty.url == page.url)
        let right = try await visitor.press("Continue", on: empty, filling: ["identifier": "right@example.com"])
        // The form of the code that was given up.
        let stale = try await visitor.enter("123456", into: "passcode", on: next)
        #expect(stale.url == page.url)
        #expect(stale.alert?.isEmpty == false)
        let end = try await visitor.enter(
            try await visitor.messages().first?.code ?? "", into: "passcode", on: right)
        #expect(try await visitor.subject(end) == "alice0000001")
    }

    @Test func `one of several is chosen, and switched`() async throws {
        let visitor = try await MFAVisitor(
            Self.config(
                #""Totp", "EmailVerificationCode", "PhoneVerificationCode", "WebAuthn""#, policy: "UserControlled"))
        let list = try await visitor.press("Turn on 2-step verification", on: try await visitor.signIn())
        #expect(list.url == visitor.address("/mfa-binding"))
        #expect(list.title == "Add 2-step verification")
        #expect(
            list.hasInOrder([
                "Authenticator app OTP", "SMS verification code", "Email verification code", ">Skip</button>",
            ]))
        #expect(!list.body.contains("Passkey"))
        let phone = try await visitor.click("SMS verification code", on: list)
        #expect(phone.title == "Link phone")
        #expect(phone.has(button: "Skip"))
        let app = try await visitor.click(
            "Authenticator app OTP", on: try await visitor.click("Switch to another method", on: phone))
        #expect(app.title == "Add authenticator app")
        #expect(try await visitor.click("Switch to another method", on: app).url == list.url)
        let answer = try await visitor.enter(SecondFactors.code(app.secret ?? ""), on: app)
        #expect(try await visitor.subject(answer) == "alice0000001")
    }

    @Test func `without a connector, and from a forbidden address`() async throws {
        let none = try await MFAVisitor(
            SecondFactors.config("Mandatory", ["EmailVerificationCode"]).replacing(
                #""primaryEmail": "alice@example.com","#, with: ""))
        let page = try await none.signIn()
        let refused = try await none.press("Continue", on: page, filling: ["identifier": "new@example.com"])
        #expect(refused.alert?.isEmpty == false)
        #expect(refused.body.contains(#"value="new@example.com""#))

        let forbidden = try await MFAVisitor(
            Self.config(
                Self.email, #", "emailBlocklistPolicy": {"customBlocklist": ["@bad.example"]}"#))
        let answer = try await forbidden.press(
            "Continue", on: try await forbidden.signIn(), filling: ["identifier": "a@bad.example"])
        #expect(answer.fieldError?.isEmpty == false)
        #expect(try await forbidden.messages().isEmpty)
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await MFAVisitor(Self.config(Self.email), language: "ja")
        let page = try await visitor.signIn()
        #expect(page.title == "メールアドレスをリンクする")
        let next = try await visitor.press("Continue", on: page, filling: ["identifier": "new@example.com"])
        #expect(next.title == "Eメールを確認する")
        #expect(next.hasInOrder(["戻る", "コードをお送りした宛先：", "new@example.com</bdi>", "認証コード", "認証コードを再送"]))
    }
}
