import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("The pages for some identifiers alone (spec §6.1, §6.5)")
struct IdentifierPagesTests {
    private static let methods = [CodeVisitor.byPassword, CodeVisitor.byPasswordFirst, CodeVisitor.byPhone]
    private static let signUp = #"{"identifiers": ["email", "phone"], "password": false, "verify": true}"#
    private static let usernames = #"{"identifiers": ["username"], "password": true, "verify": false}"#

    private static func visitor(
        signUp: String = Self.signUp, _ members: String = "", language: String? = nil
    ) async throws -> CodeVisitor {
        try await CodeVisitor(
            CodeVisitor.config(signIn: Self.methods, signUp: signUp, members), language: language)
    }

    private static func signIn(_ visitor: CodeVisitor, _ identifiers: String?) async throws -> TestResponse {
        try await visitor.signIn(["first_screen": "identifier:sign_in", "identifier": identifiers])
    }

    private static func register(_ visitor: CodeVisitor, _ identifiers: String?) async throws -> TestResponse {
        try await visitor.signIn(["first_screen": "identifier:register", "identifier": identifiers])
    }

    // MARK: signing in

    @Test(arguments: [
        ("email", "Email"), ("phone", "Phone number"), ("email phone", "Email or Phone number"),
        ("phone email", "Email or Phone number"), ("nonsense email <b>", "Email"),
        // Where nothing of it is on offer, all is.
        ("nonsense", "Username, Email or Phone number"), (nil, "Username, Email or Phone number"),
    ])
    func `the application chooses among what the tenant offers`(identifiers: String?, label: String) async throws {
        let page = try await Self.signIn(try await Self.visitor(), identifiers)
        #expect(page.url.contains("/identifier-sign-in?"))
        #expect(page.body.contains(">\(label)</label>"))
        #expect(page.hasInOrder(["Sign in to your account", ">Sign in</button>", "All sign-in options"]))
        #expect(!page.body.contains("Continue with Patreon"))
        #expect(!page.body.contains("No account yet?"))
    }

    @Test func `signing in there, and back there from the password and from the code`() async throws {
        let visitor = try await Self.visitor()
        let first = try await Self.signIn(visitor, "email")
        let password = try await visitor.name(CodeVisitor.alice, on: first)
        #expect(password.title == "Enter password")
        #expect(try await visitor.browser.click("Back", on: password).url == visitor.address("/identifier-sign-in"))
        let code = try await visitor.browser.press("Sign in with verification code", on: password)
        let back = try await visitor.browser.click("Back", on: code)
        #expect(back.url == visitor.address("/identifier-sign-in"))
        #expect(back.body.contains(">Email</label>"))
        #expect(try await visitor.claims(try await visitor.enterCode(on: code))["sub"] == "alice0000001")
    }

    @Test func `all options are a step away, and from there the password leads back to them`() async throws {
        let visitor = try await Self.visitor()
        let all = try await visitor.browser.click("All sign-in options", on: try await Self.signIn(visitor, "phone"))
        #expect(all.url == visitor.address("/sign-in"))
        #expect(all.body.contains("Continue with Patreon"))
        let password = try await visitor.name("alice", on: all)
        #expect(try await visitor.browser.click("Back", on: password).url == visitor.address("/sign-in"))
        let answer = try await visitor.browser.press("Continue", on: password, filling: ["password": "bookstore-alice"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test(arguments: [("", "Phone number is required"), ("alice@example.com", "The phone number is invalid")])
    func `what is not asked for is refused on the same page`(typed: String, error: String) async throws {
        let visitor = try await Self.visitor()
        let answer = try await visitor.name(typed, on: try await Self.signIn(visitor, "phone"))
        #expect(answer.url == visitor.address("/identifier-sign-in"))
        #expect(answer.fieldErrors == [error])
        #expect(try await visitor.messageCount() == 0)
    }

    @Test func `where all go with a password alone, it is asked for at once`() async throws {
        let visitor = try await Self.visitor()
        let first = try await Self.signIn(visitor, "username")
        #expect(first.hasInOrder([">Username</label>", ">Password</label>"]))
        let wrong = try await visitor.browser.press(
            "Sign in", on: first, filling: ["identifier": "alice", "password": "wrong"])
        #expect(wrong.url == visitor.address("/identifier-sign-in"))
        #expect(wrong.alert == "Incorrect account or password. Please check your input.")
        let answer = try await visitor.browser.press(
            "Sign in", on: wrong, filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `the login hint is in the field, as text`() async throws {
        let visitor = try await Self.visitor()
        let page = try await visitor.signIn([
            "first_screen": "identifier:sign_in", "identifier": "email", "login_hint": "\"><script>@x.example",
        ])
        #expect(!page.body.contains("<script>"))
        let fields = HTMLForm.all(in: page.body).first?.fields
        #expect(fields?.first { $0.name == "identifier" }?.value == "\"><script>@x.example")
    }

    @Test func `whoever may only register is sent there`() async throws {
        let visitor = try await Self.visitor(#""signInMode": "Register""#)
        #expect(try await Self.signIn(visitor, "email").title == "Create your account")
    }

    // MARK: registering

    @Test func `registering there, and back there from the code`() async throws {
        let visitor = try await Self.visitor()
        let first = try await Self.register(visitor, "email")
        #expect(first.url.contains("/identifier-register?"))
        #expect(first.hasInOrder([">Email</label>", ">Create account</button>", "All account creation options"]))
        #expect(!first.body.contains("Continue with Patreon"))
        let code = try await visitor.name(CodeVisitor.newcomer, pressing: "Create account", on: first)
        let back = try await visitor.browser.click("Back", on: code)
        #expect(back.url == visitor.address("/identifier-register"))
        #expect(try await visitor.enterCode(on: code).locationParameters["code"] != nil)
        #expect(try await visitor.user(CodeVisitor.newcomer) != nil)
    }

    @Test func `somebody's address leads back there as well`() async throws {
        let visitor = try await Self.visitor()
        let code = try await visitor.name(
            CodeVisitor.alice, pressing: "Create account", on: try await Self.register(visitor, "email"))
        let question = try await visitor.enterCode(on: code)
        let back = try await visitor.browser.click("Change email", on: question)
        #expect(back.url == visitor.address("/identifier-register"))
    }

    @Test func `a username, then its password, and back there`() async throws {
        let visitor = try await Self.visitor(signUp: Self.usernames)
        let first = try await Self.register(visitor, "username")
        let taken = try await visitor.name("alice", pressing: "Create account", on: first)
        #expect(taken.url == visitor.address("/identifier-register"))
        #expect(taken.fieldErrors == ["This username is already in use."])
        let password = try await visitor.name("neko", pressing: "Create account", on: taken)
        #expect(password.title == "Set password")
        #expect(try await visitor.browser.click("Back", on: password).url == visitor.address("/identifier-register"))
        let answer = try await visitor.browser.press(
            "Save password", on: password,
            filling: ["newPassword": "a-new-password-1", "confirmPassword": "a-new-password-1"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test func `a name that was taken meanwhile is said there`() async throws {
        let visitor = try await Self.visitor(signUp: Self.usernames)
        let password = try await visitor.name(
            "neko", pressing: "Create account", on: try await Self.register(visitor, "username"))
        try await visitor.world.store.transaction { db in
            guard var alice = try db.user("alice0000001") else { return }
            alice.username = "neko"
            try db.update(alice)
        }
        let answer = try await visitor.browser.press(
            "Save password", on: password,
            filling: ["newPassword": "a-new-password-1", "confirmPassword": "a-new-password-1"])
        #expect(answer.url == visitor.address("/identifier-register"))
        #expect(answer.alert == "This username is already in use.")
    }

    @Test func `where nobody registers, one signs in`() async throws {
        let visitor = try await Self.visitor(#""signInMode": "SignIn""#)
        #expect(try await Self.register(visitor, "email").title == "Sign in to your account")
    }

    @Test func `there is nothing there without a sign-in`() async throws {
        let visitor = try await Self.visitor()
        for path in ["/identifier-sign-in", "/identifier-register"] {
            #expect(try await visitor.browser.open(visitor.address(path)).lacksSession)
            let answer = try await visitor.browser.request(
                .post, visitor.address(path), form: [("identifier", CodeVisitor.alice)])
            #expect(answer.lacksSession)
        }
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await Self.visitor(language: "ja")
        let first = try await Self.signIn(visitor, "email")
        #expect(first.hasInOrder([">メールアドレス</label>", ">サインイン</button>", "すべてのサインインオプション"]))
        let register = try await Self.register(try await Self.visitor(language: "ja"), "phone")
        #expect(register.hasInOrder([">電話番号</label>", "すべてのアカウント作成オプション"]))
    }
}
