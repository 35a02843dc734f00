import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("A password that has expired, on the pages (spec §8.2, §8.6)")
struct PasswordExpirationPagesTests {
    private static let password = "a-new-password-1"

    private static func visitor(
        signIn: [String] = [CodeVisitor.byPassword], language: String? = nil
    ) async throws -> CodeVisitor {
        let members = CodeVisitor.bothWaysBack + #", "passwordExpiration": {"enabled": true, "validPeriodDays": 30}"#
        return try await CodeVisitor(CodeVisitor.config(signIn: signIn, members), language: language)
    }

    private static func enter(
        _ password: String = "bookstore-alice", as name: String = "alice", in visitor: CodeVisitor,
        on page: TestResponse
    ) async throws -> TestResponse {
        try await visitor.browser.press("Sign in", on: page, filling: ["identifier": name, "password": password])
    }

    private static func typed(_ page: TestResponse) -> String? {
        HTMLForm.all(in: page.body).first?.fields.first { $0.name == "identifier" }?.value
    }

    @Test func `it is said, and leads to a new password that signs in`() async throws {
        let visitor = try await Self.visitor()
        visitor.world.advance(seconds: 30 * 86_400)
        let first = try await visitor.signIn()
        let wrong = try await Self.enter("wrong", in: visitor, on: first)
        #expect(wrong.alert == "Incorrect account or password. Please check your input.")
        let expired = try await Self.enter(in: visitor, on: first)
        #expect(expired.title == "Password expired")
        #expect(expired.hasInOrder(["Your password has expired.", ">Reset password</button>"]))
        let forgot = try await visitor.browser.press("Reset password", on: expired)
        #expect(forgot.url == visitor.address("/forgot-password"))
        #expect(forgot.title == "Reset password")
        #expect(Self.typed(forgot)?.isEmpty == true, "a username is no address")
        #expect(forgot.fieldErrors == [])
        let code = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: forgot)
        let reset = try await visitor.enterCode(on: code)
        let again = try await visitor.browser.press(
            "Save password", on: reset, filling: ["newPassword": Self.password, "confirmPassword": Self.password])
        #expect(again.notice == "Password changed")
        let answer = try await Self.enter(Self.password, in: visitor, on: again)
        #expect(try await visitor.claims(answer)["sub"] == "alice0000001")
    }

    @Test func `on the password's own page, whose address is taken along`() async throws {
        let visitor = try await Self.visitor(signIn: [CodeVisitor.byPasswordFirst])
        visitor.world.advance(seconds: 30 * 86_400)
        let page = try await visitor.name(CodeVisitor.alice)
        let expired = try await visitor.browser.press(
            "Continue", on: page, filling: ["password": "bookstore-alice"])
        #expect(expired.title == "Password expired")
        let forgot = try await visitor.browser.press("Reset password", on: expired)
        #expect(forgot.url == visitor.address("/forgot-password"))
        #expect(Self.typed(forgot) == CodeVisitor.alice)
        #expect(try await visitor.messageCount() == 0, "nothing is sent yet")
        let code = try await visitor.browser.press("Continue", on: forgot)
        #expect(code.url == visitor.address("/forgot-password/verification-code"))
        #expect(try await visitor.message().address == .email(CodeVisitor.alice))
    }

    /// Logto's page has no window then, and says it as it says every other refusal.
    @Test func `without a way to a new password it is only said`() async throws {
        let visitor = try await Self.visitor()
        try await visitor.world.store.transaction { db in
            var settings = try db.signInExperience()
            settings.forgotPasswordMethods = []
            try db.put(settings)
        }
        visitor.world.advance(seconds: 30 * 86_400)
        let answer = try await Self.enter(in: visitor, on: try await visitor.signIn())
        #expect(answer.title == "Sign in to your account")
        #expect(answer.alert == "Your password has expired. Please reset it.")
        #expect(!answer.body.contains("/forgot-password"))
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await Self.visitor(language: "ja")
        visitor.world.advance(seconds: 30 * 86_400)
        let expired = try await visitor.browser.press(
            "サインイン", on: try await visitor.signIn(), filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(expired.title == "パスワードの有効期限切れ")
        #expect(expired.body.contains("パスワードの有効期限が切れています。"))
        let forgot = try await visitor.browser.press("パスワードを再設定する", on: expired)
        #expect(forgot.title == "パスワードを再設定する")
    }

    @Test func `what leads on is held to its form, and shows what it is given as text`() async throws {
        let visitor = try await Self.visitor(signIn: [CodeVisitor.byPasswordFirst])
        visitor.world.advance(seconds: 30 * 86_400)
        let expired = try await visitor.browser.press(
            "Continue", on: try await visitor.name(CodeVisitor.alice), filling: ["password": "bookstore-alice"])
        let form = try #require(HTMLForm.all(in: expired.body).first)
        let fields = form.fields.map { ($0.name, $0.value) }
        let send = { (fields: [(String, String)]) in
            try await visitor.browser.follow(
                try await visitor.browser.request(.post, visitor.address("/forgot-password"), form: fields))
        }
        #expect(try await send(fields.filter { $0.0 != "csrf" }).title == "404 Not Found")
        let hostile = try await send(fields.map { ($0.0, $0.0 == "identifier" ? "\"><script>" : $0.1) })
        #expect(hostile.title == "Reset password")
        #expect(Self.typed(hostile) == "\"><script>")
        #expect(!hostile.body.contains("<script>"))
    }
}
