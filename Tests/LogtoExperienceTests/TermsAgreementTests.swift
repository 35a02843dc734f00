import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Agreeing to the terms before anything else (spec §19.1)")
struct TermsAgreementTests {
    private static let refusal = "You must agree to the terms to continue."

    private static func visitor(
        _ policy: String = "Manual", signIn: [String] = [CodeVisitor.byCode], language: String? = nil
    ) async throws -> CodeVisitor {
        let members = #""termsOfUseUrl": "https://shop.example/terms", "agreeToTermsPolicy": "\#(policy)""#
        return try await CodeVisitor(CodeVisitor.config(signIn: signIn, members), language: language)
    }

    private static func agree(_ visitor: CodeVisitor, on page: TestResponse) async throws -> TestResponse {
        try await visitor.browser.press("Continue with Patreon", on: page, filling: ["termsAgreement": "on"])
    }

    /// The buttons stand outside of the form with the box, and belong to it.
    @Test(arguments: [
        ("Manual", "sign_in", "/sign-in"), ("Manual", "register", "/register"),
        ("ManualRegistrationOnly", "register", "/register"),
    ])
    func `the way to a provider is open to whoever ticks the box`(
        policy: String, screen: String, path: String
    ) async throws {
        let visitor = try await Self.visitor(policy)
        let page = try await visitor.signIn(["first_screen": screen])
        #expect(
            page.hasInOrder([#"<form id="first""#, #"name="termsAgreement""#, "<img src=", "Continue with Patreon"]))
        let refused = try await visitor.browser.press("Continue with Patreon", on: page)
        #expect(refused.url == visitor.address(path))
        #expect(refused.alert == Self.refusal)
        #expect(try await visitor.browser.open(refused.url).alert == nil, "it is said once")
        let approval = try await Self.agree(visitor, on: refused)
        #expect(approval.url.hasPrefix("\(visitor.world.patreon)/oauth2/authorize"))
        let answer = try await visitor.browser.press("Allow", on: approval, filling: ["account": "10001"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `the policy for registering alone asks for nothing when signing in`() async throws {
        let visitor = try await Self.visitor("ManualRegistrationOnly")
        let page = try await visitor.signIn()
        #expect(!page.body.contains("termsAgreement"))
        let approval = try await visitor.browser.press("Continue with Patreon", on: page)
        #expect(approval.url.hasPrefix("\(visitor.world.patreon)/oauth2/authorize"))
    }

    @Test func `without any other way in, the box stands before the buttons`() async throws {
        let visitor = try await Self.visitor(signIn: [])
        let page = try await visitor.signIn()
        #expect(page.hasInOrder([#"name="termsAgreement""#, "Continue with Patreon"]))
        #expect(!page.body.contains("Sign in</button>"))
        #expect(try await visitor.browser.press("Continue with Patreon", on: page).alert == Self.refusal)
        #expect(try await Self.agree(visitor, on: page).url.hasPrefix("\(visitor.world.patreon)/oauth2/authorize"))
    }

    /// What was typed stays; who is known is not told, and nothing is sent.
    @Test(arguments: ["/sign-in", "/identifier-sign-in"])
    func `a form without the box goes nowhere`(path: String) async throws {
        let visitor = try await Self.visitor()
        let screen = path == "/sign-in" ? "sign_in" : "identifier:sign_in"
        let refused = try await visitor.name(
            CodeVisitor.alice, on: try await visitor.signIn(["first_screen": screen]))
        #expect(refused.url.hasPrefix(visitor.address(path)))
        #expect(refused.alert == Self.refusal)
        #expect(try await visitor.messageCount() == 0)
        let fields = HTMLForm.all(in: refused.body).first?.fields
        #expect(fields?.first { $0.name == "identifier" }?.value == CodeVisitor.alice)
        let code = try await visitor.browser.press("Sign in", on: refused, filling: ["termsAgreement": "on"])
        #expect(code.title == "Verify your email")
    }

    @Test func `a box that nobody made lets nobody round the page's own checks`() async throws {
        let visitor = try await Self.visitor()
        let page = try await visitor.signIn()
        let csrf = HTMLForm.all(in: page.body).first?.fields.first { $0.name == "csrf" }?.value ?? ""
        for agreement in ["sign-in\r\nX: y", "../elsewhere", "https://evil.example", "register"] {
            let answer = try await visitor.browser.request(
                .post, visitor.address("/sign-in/social/\(Example.connectorID)"),
                form: [("csrf", csrf), ("agreement", agreement)])
            let location = answer.location ?? ""
            #expect(
                location.hasPrefix("\(visitor.world.patreon)/oauth2/authorize?")
                    || location == "/register?app_id=\(visitor.party.app.id)", "\(location)")
        }
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await Self.visitor(language: "ja")
        let refused = try await visitor.browser.press("Patreon で続ける", on: try await visitor.signIn())
        #expect(refused.alert == "続行するには利用規約に同意する必要があります。もう一度お試しください。")
    }
}
