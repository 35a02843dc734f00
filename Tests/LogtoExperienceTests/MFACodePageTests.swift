import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/mfa-verification/EmailVerificationCode and PhoneVerificationCode (spec §8.2)")
struct MFACodePageTests {
    /// Codes by message are factors of whoever has an address, and no way to sign in.
    private static func config(_ factors: String = #""EmailVerificationCode", "PhoneVerificationCode""#) -> String {
        Example.codesConfig(#""mfa": {"factors": [\#(factors)], "policy": "NoPrompt"}"#)
            .replacing(#""verificationCode": true"#, with: #""verificationCode": false"#)
            .replacing(
                #""password": false, "verificationCode": false"#, with: #""password": true, "verificationCode": false"#
            )
            .replacing(
                #""primaryEmail": "alice@example.com","#,
                with: #""primaryEmail": "alice@example.com", "primaryPhone": "15550100","#)
    }

    @Test(arguments: [
        ("EmailVerificationCode", "Enter Email verification code", "alic****@example.com"),
        ("PhoneVerificationCode", "Enter SMS verification code", "****0100"),
    ])
    func `a code is sent when its page is opened, and only then`(
        factor: String, title: String, address: String
    ) async throws {
        let visitor = try await MFAVisitor(Self.config("\"\(factor)\""))
        let page = try await visitor.signIn()
        #expect(page.url == visitor.address("/mfa-verification/\(factor)"))
        #expect(page.hasInOrder([title, address, #"name="mfaCode_0""#, #"name="mfaCode_5""#, ">Continue</button>"]))
        #expect(!page.body.contains("alice@example.com"))
        #expect(!page.body.contains("15550100"))
        _ = try await visitor.open("/mfa-verification/\(factor)")
        let messages = try await visitor.messages()
        #expect(messages.map(\.purpose) == [.mfaVerification])
        let code = messages.first?.code ?? ""
        let wrong = try await visitor.enter(code == "000000" ? "000001" : "000000", into: "mfaCode", on: page)
        #expect(wrong.fieldError == "Invalid verification code.")
        let answer = try await visitor.enter(code, into: "mfaCode", on: wrong)
        #expect(try await visitor.subject(answer) == "alice0000001")
    }

    @Test func `another code takes the place of the first`() async throws {
        let visitor = try await MFAVisitor(Self.config("\"EmailVerificationCode\""))
        let page = try await visitor.signIn()
        let first = try await visitor.messages().first?.code ?? ""
        let again = try await visitor.press("Send another code", on: page)
        #expect(again.body.contains(#"<p class="notice" role="status">Another code is on its way.</p>"#))
        let second = try #require(try await visitor.messages().first?.code)
        #expect(first != second)
        #expect(try await visitor.messages().count == 2)
        #expect(
            try await visitor.enter(first, into: "mfaCode", on: again).fieldError == "Invalid verification code.")
        // The page from before takes the new one.
        let answer = try await visitor.enter(second, into: "mfaCode", on: page)
        #expect(try await visitor.subject(answer) == "alice0000001")
    }

    @Test func `a code expires, and tries run out`() async throws {
        let visitor = try await MFAVisitor(Self.config("\"EmailVerificationCode\""))
        let page = try await visitor.signIn()
        let code = try await visitor.messages().first?.code ?? ""
        visitor.world.advance(seconds: 601)
        #expect(
            try await visitor.enter(code, into: "mfaCode", on: page).fieldError
                == "Verification code has expired. Please request a new verification code.")
        let again = try await visitor.press("Send another code", on: page)
        let wrong = try await visitor.messages().first?.code == "000000" ? "000001" : "000000"
        for _ in 1...10 { _ = try await visitor.enter(wrong, into: "mfaCode", on: again) }
        let last = try await visitor.enter(
            try await visitor.messages().first?.code ?? "", into: "mfaCode", on: again)
        #expect(last.locationParameters["code"] == nil)
        #expect(
            last.fieldError
                == "Verification code retries limitation exceeded. Please request a new verification code.")
    }

    @Test func `too many messages are refused, on the page`() async throws {
        let visitor = try await MFAVisitor(Self.config("\"EmailVerificationCode\""))
        var page = try await visitor.signIn()
        for _ in 2...10 {
            page = try await visitor.press("Send another code", on: page)
            #expect(page.alert == nil)
        }
        page = try await visitor.press("Send another code", on: page)
        #expect(page.alert != nil)
        #expect(!page.body.contains("Another code is on its way."))
        #expect(try await visitor.messages().count == 10)
    }

    @Test func `without a connector the page says so, and other factors are open`() async throws {
        let visitor = try await MFAVisitor(
            SecondFactors.config("NoPrompt", ["EmailVerificationCode", "Totp"], having: [SecondFactors.totp]))
        let app = try await visitor.signIn()
        #expect(app.url == visitor.address("/mfa-verification/Totp"))
        let list = try await visitor.click("Try another method to verify", on: app)
        let page = try await visitor.click("Email verification code", on: list)
        #expect(page.url == visitor.address("/mfa-verification/EmailVerificationCode"))
        #expect(page.alert?.isEmpty == false)
        #expect(page.status == .ok)
        let none = try await visitor.enter("123456", into: "mfaCode", on: page)
        #expect(
            none.alert == "The verification was not successful. Restart the verification flow and try again.")
        #expect(try await visitor.subject(try await visitor.enter(SecondFactors.code(), on: app)) == "alice0000001")
    }

    @Test func `both are in the list, with where their codes go`() async throws {
        let visitor = try await MFAVisitor(Self.config())
        _ = try await visitor.signIn()
        let list = try await visitor.open("/mfa-verification")
        #expect(
            list.hasInOrder([
                "SMS verification code", "****0100", "Email verification code", "alic****@example.com",
            ]), "\(list.body)")
        // To look at the list sends nothing; the first factor's page has sent its code.
        #expect(try await visitor.messages().map(\.address) == [.phone("15550100")])
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await MFAVisitor(Self.config("\"EmailVerificationCode\""), language: "ja")
        let page = try await visitor.signIn()
        #expect(page.hasInOrder(["メールの確認コードを入力", "6 桁のコードをお送りした宛先：", "alic****@example.com</bdi>"]))
        #expect(try await visitor.enter("000000", into: "mfaCode", on: page).fieldError == "無効な検証コードです。")
        let again = try await visitor.press("コードをもう一度送る", on: page)
        #expect(again.body.contains("新しいコードを送りました。"))
    }
}
