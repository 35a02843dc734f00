import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// Somebody in front of the pages of a tenant that sends codes.
struct CodeVisitor: Sendable {
    let party: RelyingParty
    let browser: Browser

    var world: TestWorld { self.party.world }

    static let alice = "alice@example.com"
    static let newcomer = "neko@example.com"

    /// By which people sign in: what they are known by, and what proves it.
    static let byCode = #"{"identifier": "email", "password": false, "verificationCode": true}"#
    static let byPhone = #"{"identifier": "phone", "password": false, "verificationCode": true}"#
    static let byCodeFirst =
        #"{"identifier": "email", "password": true, "verificationCode": true, "isPasswordPrimary": false}"#
    static let byPasswordFirst =
        #"{"identifier": "email", "password": true, "verificationCode": true, "isPasswordPrimary": true}"#
    static let byPassword = #"{"identifier": "username", "password": true, "verificationCode": false}"#

    static let signUpWithEmail = #"{"identifiers": ["email"], "password": false, "verify": true}"#
    static let bothWaysBack = #""forgotPasswordMethods": ["EmailVerificationCode", "PhoneVerificationCode"]"#

    /// The example with codes, in which the suspended user has an address too.
    static func config(
        signIn methods: [String] = [Self.byCode], signUp: String = Self.signUpWithEmail, _ members: String = ""
    ) -> String {
        Example.codesConfig(members, methods: methods).replacing(
            #""signUp": {"identifiers": [], "password": false}"#, with: #""signUp": \#(signUp)"#
        ).replacing(#""username": "sam","#, with: #""username": "sam", "primaryEmail": "sam@example.com","#)
    }

    init(_ config: String = Self.config(), world: TestWorld? = nil, language: String? = nil) async throws {
        var world = world
        if world == nil { world = try await TestWorld(config) }
        self.party = RelyingParty(in: try #require(world))
        self.browser = Browser(self.party.world, language: language)
    }

    func signIn(_ changes: Changes = [:]) async throws -> TestResponse {
        try await self.party.firstPage(self.browser, changes)
    }

    func register() async throws -> TestResponse { try await self.signIn(["first_screen": "register"]) }

    /// Says on a first page who one is.
    func name(
        _ identifier: String, pressing button: String = "Sign in", on page: TestResponse? = nil
    ) async throws -> TestResponse {
        var page = page
        if page == nil { page = try await self.signIn() }
        return try await self.browser.press(button, on: try #require(page), filling: ["identifier": identifier])
    }

    /// Types a code, a digit a field.
    func enter(_ code: String, on page: TestResponse, pressing button: String = "Continue") async throws -> TestResponse
    {
        let fields = zip(code, 0...).map { ("passcode_\($1)", String($0)) }
        return try await self.browser.press(button, on: page, filling: Dictionary(uniqueKeysWithValues: fields))
    }

    /// Types the code that came last.
    func enterCode(on page: TestResponse, pressing button: String = "Continue") async throws -> TestResponse {
        try await self.enter(try await self.code(), on: page, pressing: button)
    }

    func message() async throws -> Message {
        try #require(try await self.world.store.read { try $0.messages() }.first)
    }

    func code() async throws -> String { try #require(try await self.message().code) }

    /// Six digits that are not the code.
    func wrongCode() async throws -> String { try await self.code() == "000000" ? "000001" : "000000" }

    func messageCount() async throws -> Int { try await self.world.store.read { try $0.messages() }.count }

    func user(_ email: String) async throws -> LogtoUser? {
        try await self.world.store.read { try $0.user(primaryEmail: email) }
    }

    func address(_ path: String) -> String { "\(self.world.logto)\(path)?app_id=\(self.party.app.id)" }

    /// Whom the application learns of at the end.
    func claims(_ answer: TestResponse) async throws -> JSON {
        let code = try #require(answer.locationParameters["code"], "\(answer.url) \(answer.body)")
        return try self.party.claims(try await self.party.redeem(code).json["id_token"]?.string ?? "")
    }
}

extension TestResponse {
    /// What the page says is wrong with what was entered.
    var fieldErrors: [String] {
        self.body.matches(of: /<div class="field-error" id="[^"]*">(.*?)<\/div>/.dotMatchesNewlines()).flatMap {
            match in
            match.output.1.matches(of: /<p>(.*?)<\/p>/).map { $0.output.1.unescapingHTML }
        }
    }

    /// What the page says was done.
    var notice: String? {
        self.body.firstMatch(of: /<p class="notice" role="status">(.*?)<\/p>/).map { $0.output.1.unescapingHTML }
    }
}
