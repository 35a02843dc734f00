import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// Somebody at a browser without JavaScript who meets the pages about second factors.
struct MFAVisitor: Sendable {
    let party: RelyingParty
    let browser: Browser

    var world: TestWorld { self.party.world }

    init(_ config: String, world: TestWorld? = nil, language: String? = nil) async throws {
        var world = world
        if world == nil { world = try await TestWorld(config) }
        self.party = RelyingParty(in: try #require(world))
        self.browser = Browser(self.party.world, language: language)
    }

    private var isJapanese: Bool { self.browser.language == "ja" }

    /// Alice signs in with her password: the page that comes then.
    func signIn() async throws -> TestResponse {
        try await self.signIn(on: try await self.party.firstPage(self.browser))
    }

    /// The same, begun anew on the first page of the sign-in that is under way.
    func signInAgain() async throws -> TestResponse { try await self.signIn(on: try await self.open("/sign-in")) }

    private func signIn(on page: TestResponse) async throws -> TestResponse {
        try await self.browser.press(
            self.isJapanese ? "サインイン" : "Sign in", on: page,
            filling: ["identifier": "alice", "password": "bookstore-alice"])
    }

    /// Somebody registers with a username alone: the page that comes then.
    func register(_ name: String = "neko") async throws -> TestResponse {
        try await self.browser.press(
            "Create account", on: try await self.party.firstPage(self.browser, ["first_screen": "register"]),
            filling: ["identifier": name])
    }

    /// Types a code into the six fields of a page, a digit into each.
    func enter(_ code: String, into name: String = "totpCode", on page: TestResponse) async throws -> TestResponse {
        let digits = code.enumerated().map { ("\(name)_\($0.offset)", String($0.element)) }
        return try await self.press("Continue", on: page, filling: Dictionary(uniqueKeysWithValues: digits))
    }

    /// Types a backup code into its field.
    func enterBackupCode(_ code: String, on page: TestResponse) async throws -> TestResponse {
        try await self.press("Continue", on: page, filling: ["code": code])
    }

    func press(
        _ button: String, on page: TestResponse, filling fields: [String: String] = [:]
    ) async throws -> TestResponse {
        let button = self.isJapanese ? ["Continue": "続ける", "Skip": "スキップ"][button] ?? button : button
        return try await self.browser.press(button, on: page, filling: fields)
    }

    /// Follows the first link whose text begins so.
    func click(_ text: String, on page: TestResponse) async throws -> TestResponse {
        let links = page.body.matches(of: /<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/)
        let link = try #require(
            links.first { $0.output.2.replacing(/<[^>]*>/, with: "").hasPrefix(text) }, "\(page.body)")
        return try await self.browser.open(self.world.logto + String(link.output.1).unescapingHTML)
    }

    func open(_ path: String) async throws -> TestResponse {
        try await self.browser.open("\(self.world.logto)\(path)?app_id=\(self.party.app.id)")
    }

    /// The address of a page as the browser shows it.
    func address(_ path: String) -> String { "\(self.world.logto)\(path)?app_id=\(self.party.app.id)" }

    /// Who the code at the end of a sign-in stands for.
    func subject(_ answer: TestResponse) async throws -> String? {
        let code = try #require(answer.locationParameters["code"], "\(answer.url) \(answer.body)")
        let token = try await self.party.redeem(code).json["id_token"]?.string ?? ""
        return try self.party.claims(token)["sub"]?.string
    }

    func factors(of user: String = "alice0000001") async throws -> [MFAVerification] {
        try await self.world.store.read { try $0.mfaVerifications(of: ID(user)) }
    }

    func logtoConfig(of user: String = "alice0000001") async throws -> UserLogtoConfig {
        try await self.world.store.read { try $0.logtoConfig(of: ID(user)) }
    }

    func messages() async throws -> [Message] { try await self.world.store.read { try $0.messages() } }
}

extension TestResponse {
    /// What stands below the page's fields.
    var fieldError: String? {
        self.body.firstMatch(of: /<div class="field-error"[^>]*>\s*<p>(.*?)<\/p>/)
            .map { String($0.output.1).unescapingHTML }
    }

    /// The secret that the page shows to an authenticator app.
    var secret: String? {
        self.body.firstMatch(of: /<code class="copy">([A-Z2-7]+)<\/code>/).map { String($0.output.1) }
    }

    /// The backup codes that the page shows.
    var backupCodes: [String] { self.body.matches(of: /<li><code>([0-9a-f]+)<\/code>/).map { String($0.output.1) } }

    func has(button: String) -> Bool { HTMLForm.all(in: self.body).contains { $0.button(button) != nil } }
}

extension Example {
    /// Where people register with a username, without a password.
    static func registering(_ config: String) -> String {
        let none = #""signUp": {"identifiers": [], "password": false}"#
        precondition(config.contains(none))
        return config.replacing(none, with: #""signUp": {"identifiers": ["username"], "password": false}"#)
    }
}
