import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Whoever fails too often is locked out (spec §17)")
struct LockoutTests {
    private static let code = "400 session.verification_blocked_too_many_attempts"

    private static func config(_ policy: String = #"{"maxAttempts": 3, "lockoutDuration": 10}"#) -> String {
        SecondFactors.config(
            having: [SecondFactors.totp, SecondFactors.backupCodes], settings: #", "sentinelPolicy": \#(policy)"#)
    }

    private static func fail(_ times: Int, in page: CustomUI, as user: String = "alice") async throws {
        for _ in 0..<times {
            #expect(try await page.checkPassword(user, "wrong").refusal == "422 session.invalid_credentials")
        }
    }

    @Test func `the attempt that is one too many is told so, and the right password then as well`() async throws {
        let page = try await CustomUI(Self.config())
        try await Self.fail(2, in: page)
        let last = try await page.checkPassword("alice", "wrong")
        #expect(last.status == .badRequest)
        #expect(
            last.json == [
                "code": "session.verification_blocked_too_many_attempts",
                "message": "Too many attempts in a short time. Please try again in 10 minutes.",
            ])
        #expect(try await page.checkPassword().refusal == Self.code)
        // Nobody else is, not even by the same page.
        #expect(try await page.checkPassword("sam", "bookstore-sam").refusal == "401 user.suspended")
    }

    @Test func `it ends by the world's clock, which the message counts down`() async throws {
        let page = try await CustomUI(Self.config())
        try await Self.fail(2, in: page)
        #expect(try await page.checkPassword("alice", "wrong").refusal == Self.code)
        for (seconds, minutes) in [
            (30, "10 minutes"), (1, "9 minutes"), (479, "2 minutes"), (30, "1 minute"), (31, "0 minutes"),
        ] {
            page.world.advance(seconds: Int64(seconds))
            let answer = try await page.checkPassword()
            #expect(
                answer.json["message"]
                    == .string("Too many attempts in a short time. Please try again in \(minutes)."), "\(minutes)")
        }
        page.world.advance(seconds: 29)
        #expect(try await page.checkPassword().status == .ok)
        // The failures of before still count for an hour, but for the one that led to the lockout.
        #expect(try await page.checkPassword("alice", "wrong").refusal == Self.code)
    }

    @Test func `a failure is forgotten after an hour`() async throws {
        let page = try await CustomUI(Self.config())
        try await Self.fail(2, in: page)
        page.world.advance(seconds: 3600)
        let again = try await CustomUI(Self.config(), world: page.world)
        try await Self.fail(2, in: again)
    }

    @Test func `a hundred within an hour, and an hour's rest, where the tenant says nothing`() async throws {
        let page = try await CustomUI(Self.config("{}"))
        try await Self.fail(99, in: page, as: "nobody")
        let last = try await page.checkPassword("nobody", "wrong")
        #expect(last.json["message"] == "Too many attempts in a short time. Please try again in 60 minutes.")
    }

    @Test func `a stricter policy counts at once, a right password included`() async throws {
        let page = try await CustomUI(Self.config("{}"))
        try await Self.fail(3, in: page)
        try await page.world.store.transaction { db in
            var settings = try db.signInExperience()
            settings.sentinelPolicy.maxAttempts = 3
            try db.put(settings)
        }
        #expect(try await page.checkPassword().refusal == Self.code)
    }

    @Test func `a suspended user's attempts count`() async throws {
        let page = try await CustomUI(Self.config())
        for _ in 1...2 { #expect(try await page.checkPassword("sam", "bookstore-sam").status == .unauthorized) }
        #expect(try await page.checkPassword("sam", "bookstore-sam").refusal == Self.code)
    }

    @Test func `in Japanese`() async throws {
        let page = try await CustomUI(Self.config(#"{"maxAttempts": 1, "lockoutDuration": 60}"#), language: "ja")
        #expect(
            try await page.checkPassword("alice", "wrong").json["message"]
                == "試行回数が多すぎます。60 分後後に再度試してください。")
    }

    @Test func `the page says it too`() async throws {
        let party = RelyingParty(in: try await TestWorld(Self.config()))
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let attempt = { (password: String) in
            try await browser.press("Sign in", on: page, filling: ["identifier": "alice", "password": password])
        }
        for _ in 1...2 {
            #expect(try await attempt("wrong").alert == "Incorrect account or password. Please check your input.")
        }
        for password in ["wrong", "bookstore-alice"] {
            #expect(
                try await attempt(password).alert
                    == "Too many attempts in a short time. Please try again in 10 minutes.")
        }
        // The API counts the same.
        #expect(try await CustomUI(Self.config(), world: party.world).checkPassword().refusal == Self.code)
    }

    /// Each factor has a count of its own, by the user: nobody is locked out of one by failing at another.
    @Test func `second factors are counted each alone`() async throws {
        let page = try await SecondFactors.alice(Self.config())
        for _ in 1...2 {
            #expect(
                try await page.verify("totp/verify", ["code": "000000"]).refusal == "400 session.mfa.invalid_totp_code")
        }
        #expect(try await page.verify("totp/verify", ["code": "000000"]).refusal == Self.code)
        let right: JSON = ["code": .string(SecondFactors.code())]
        #expect(try await page.verify("totp/verify", right).refusal == Self.code)
        #expect(try await page.submit().refusal == "403 session.mfa.require_mfa_verification")
        #expect(try await page.checkPassword().status == .ok)
        for _ in 1...2 {
            #expect(
                try await page.verify("backup-code/verify", ["code": "x"]).refusal
                    == "400 session.mfa.invalid_backup_code")
        }
        #expect(try await page.verify("backup-code/verify", ["code": "x"]).refusal == Self.code)
        page.world.advance(seconds: 600)
        let later: JSON = ["code": .string(SecondFactors.code(at: TestWorld.beginning.advanced(bySeconds: 600)))]
        #expect(try await page.verify("totp/verify", later).status == .ok)
    }

    /// Logto runs what is blocked as well.
    @Test func `a backup code that is right while one is locked out is used up`() async throws {
        let page = try await SecondFactors.alice(Self.config())
        for _ in 1...3 { _ = try await page.verify("backup-code/verify", ["code": "x"]) }
        #expect(
            try await page.verify("backup-code/verify", ["code": .string(SecondFactors.codes[0])]).refusal == Self.code)
        #expect(try await page.factors().last?.remainingCodes == 9)
    }

    /// Passwords, codes and tokens are counted together, by what was said to be the address.
    @Test func `codes and tokens are counted with passwords`() async throws {
        let policy = #""sentinelPolicy": {"maxAttempts": 4, "lockoutDuration": 10}"#
        let page = try await CustomUI(Example.codesConfig(policy))
        let alice = "alice@example.com"
        let id = try await page.sendCode(to: alice).verificationID
        let right = try await page.lastMessage().code ?? ""
        #expect(try await page.verifyCode("x", of: alice, id).refusal == "400 verification_code.code_mismatch")
        #expect(try await page.redeem("nosuchtoken", of: alice).refusal == "404 one_time_token.token_not_found")
        #expect(try await page.checkPassword(alice, "wrong", type: "email").status == .unprocessableContent)
        #expect(try await page.verifyCode("", of: alice, id).refusal == Self.code)
        #expect(try await page.verifyCode(right, of: alice, id).refusal == Self.code)
        #expect(try await page.redeem("nosuchtoken", of: alice).refusal == Self.code)
        #expect(try await page.checkPassword(alice, type: "email").refusal == Self.code)
        // What was right during the lockout has proved nothing.
        #expect(try await page.identify(id).refusal == "400 session.verification_failed")
        page.world.advance(seconds: 600)
        #expect(try await page.checkPassword(alice, type: "email").status == .ok)
    }

    @Test func `a new app's codes are not counted`() async throws {
        let page = try await SecondFactors.alice(
            SecondFactors.config(settings: #", "sentinelPolicy": {"maxAttempts": 1}"#))
        let id = try await page.verify("totp/secret").verificationID
        for _ in 1...3 {
            let body: JSON = ["code": "000000", "verificationId": id.map(JSON.string)]
            #expect(try await page.verify("totp/verify", body).refusal == "400 session.mfa.invalid_totp_code")
        }
    }
}
