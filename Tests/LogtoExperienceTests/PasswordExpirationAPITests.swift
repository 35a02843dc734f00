import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

extension Example {
    /// The example with codes, where a password is good for 30 days.
    static func expiringConfig(_ members: String = "") -> String {
        Self.codesConfig(
            #"""
            "forgotPasswordMethods": ["EmailVerificationCode"],
            "passwordExpiration": {"enabled": true, "validPeriodDays": 30}\#(members)
            """#)
    }
}

extension CustomUI {
    /// Moves the world's clock as a test of somebody else's would.
    fileprivate func advance(_ duration: String) async throws {
        let answer = try await self.world.send(
            .put, "\(self.world.console)/control/clock", body: #"{"advance": "\#(duration)"}"#)
        #expect(answer.status == .ok)
    }

    /// The same page opened anew.
    fileprivate func again(_ event: String = "SignIn") async throws -> CustomUI {
        try await CustomUI(Example.config, event, world: self.world)
    }

    fileprivate func change(_ user: ID<LogtoUser>, _ change: @escaping @Sendable (inout LogtoUser) -> Void) async throws
    {
        try await self.world.store.transaction { db in
            var user = try #require(try db.user(user))
            change(&user)
            try db.update(user)
        }
    }

    fileprivate func user(_ name: String) async throws -> LogtoUser {
        try #require(try await self.world.store.read { try $0.user(username: name) })
    }
}

@Suite("A password that has expired, at POST /api/experience/verification/password (spec §8.2)")
struct PasswordExpirationAPITests {
    private static let expired = "422 password.expired"

    @Test func `the world's clock decides`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        try await page.advance("P29DT23H59M59.999S")
        #expect(try await page.again().checkPassword().status == .ok)
        try await page.advance("PT0.001S")
        let answer = try await page.again().checkPassword()
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == ["code": "password.expired", "message": "Your password has expired. Please reset it."])
        try await page.advance("-P1D")
        #expect(try await page.again().checkPassword().status == .ok)
    }

    @Test func `in Japanese`() async throws {
        let page = try await CustomUI(Example.expiringConfig(), language: "ja")
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        #expect(
            try await page.checkPassword().json["message"] == "パスワードの有効期限が切れています。再設定してください。")
    }

    @Test func `only whoever knows the password learns of it, and a suspended user does not`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        for user in ["alice0000001", "suspended001"] { try await page.change(ID(user)) { $0.isPasswordExpired = true } }
        #expect(try await page.checkPassword("alice", "wrong").refusal == "422 session.invalid_credentials")
        #expect(try await page.checkPassword("sam", "bookstore-sam").refusal == "401 user.suspended")
        #expect(try await page.checkPassword().refusal == Self.expired)
        #expect(try await page.checkPassword("alice@example.com", type: "email").refusal == Self.expired)
    }

    @Test func `it is no failed attempt, and a lockout comes before it (§17)`() async throws {
        let page = try await CustomUI(
            Example.expiringConfig(#", "sentinelPolicy": {"maxAttempts": 2, "lockoutDuration": 10}"#))
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        for _ in 1...5 { #expect(try await page.checkPassword().refusal == Self.expired) }
        #expect(try await page.checkPassword("alice", "wrong").refusal == "422 session.invalid_credentials")
        let lockout = "400 session.verification_blocked_too_many_attempts"
        #expect(try await page.checkPassword("alice", "wrong").refusal == lockout)
        #expect(try await page.checkPassword().refusal == lockout)
    }

    @Test func `it proves nothing, and is in the log`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        #expect(try await page.checkPassword().refusal == Self.expired)
        let interaction = try await page.call(.get, "/interaction").json
        #expect(interaction["verificationRecords"] == [])
        #expect(try await page.submit().refusal == "404 session.identifier_not_found")
        let entry = try #require(
            try await page.world.store.read { db in
                try db.logEntries(LogFilter()).first { $0.key.hasSuffix("Verification.Password.Submit") }
            })
        #expect(entry.payload["result"] == "Error")
        #expect(entry.payload["error"]?["code"] == "password.expired")
    }

    /// A right password that was on its way when it expired counts, as everywhere: it is looked at once.
    @Test func `who has proved it already signs in`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        let proof = try await page.checkPassword()
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        #expect(try await page.identify(proof.verificationID).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test func `other ways to sign in ask for no password`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        let proof = try await page.proveCode(of: "alice@example.com")
        #expect(try await page.identify(proof).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    /// Logto hashes it anew before it looks at its age, and leaves that as it is.
    @Test func `a password of another system gets no younger by being hashed anew`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        try await page.change("alice0000001") { alice in
            // MD5 of "hello".
            alice.setPassword(digest: "5d41402abc4b2a76b9719d911017c592", .md5, at: TestWorld.beginning)
        }
        try await page.advance("P30D")
        for _ in 1...2 { #expect(try await page.again().checkPassword("alice", "hello").refusal == Self.expired) }
        let alice = try await page.user("alice")
        #expect(alice.passwordAlgorithm == nil)
        #expect(alice.passwordUpdatedAt == TestWorld.beginning)
    }

    @Test func `without a rule nothing expires`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        try await page.advance("P9999D")
        #expect(try await page.again().checkPassword().status == .ok)
    }

    // MARK: new passwords

    @Test func `a forgotten password is a new one (§8.6)`() async throws {
        let page = try await CustomUI(Example.expiringConfig())
        try await page.change("alice0000001") { $0.isPasswordExpired = true }
        try await page.advance("P31D")
        let reset = try await page.again("ForgotPassword")
        let proof = try await reset.proveCode(of: "alice@example.com", for: "ForgotPassword")
        #expect(try await reset.identify(proof).status == .noContent)
        #expect(try await reset.resetPassword("bookstore-alice").refusal == "422 user.same_password")
        #expect(try await reset.resetPassword("a-new-password-1").status == .noContent)
        #expect(try await reset.checkPassword().refusal == Self.expired, "nothing is written before the end")
        #expect(try await reset.submit().status == .noContent)
        let next = try await page.again()
        let right = try await next.checkPassword("alice", "a-new-password-1")
        #expect(try await next.identify(right.verificationID).status == .noContent)
        #expect(try await next.claims(after: try await next.submit())["sub"] == "alice0000001")
        try await page.advance("P30D")
        #expect(try await page.again().checkPassword("alice", "a-new-password-1").refusal == Self.expired)
    }

    @Test func `whoever registers with a password has a new one`() async throws {
        let page = try await CustomUI(Example.expiringConfig(), "Register")
        page.world.advance(seconds: 60)
        let proof = try await page.createIdentity("neko")
        #expect(try await page.identify(proof.verificationID).status == .created)
        #expect(try await page.user("neko").passwordUpdatedAt == TestWorld.beginning.advanced(bySeconds: 60))
    }

    /// Where everybody is to have a password, who has none is asked for one (§8.5).
    @Test func `whoever adds a password has a new one`() async throws {
        let config = Example.expiringConfig().replacing(
            #""signUp": {"identifiers": [], "password": false}"#,
            with: #""signUp": {"identifiers": [], "password": true}"#)
        let page = try await CustomUI(config)
        try await page.change("alice0000001") { alice in
            (alice.passwordHash, alice.passwordUpdatedAt, alice.isPasswordExpired) = (nil, nil, true)
        }
        page.world.advance(seconds: 60)
        let proof = try await page.proveCode(of: "alice@example.com")
        #expect(try await page.identify(proof).status == .noContent)
        #expect(try await page.submit().refusal == "422 user.missing_profile")
        #expect(try await page.addToProfile(["type": "password", "value": "a-new-password-1"]).status == .noContent)
        #expect(try await page.submit().status == .ok)
        let alice = try await page.user("alice")
        #expect(alice.passwordUpdatedAt == TestWorld.beginning.advanced(bySeconds: 60))
        #expect(!alice.isPasswordExpired)
    }
}
