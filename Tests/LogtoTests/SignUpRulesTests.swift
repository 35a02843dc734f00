import Core
import HTTPTypes
import Logto
import Testing

@Suite("Addresses and usernames that a tenant does not take, as values (spec `logto-management-api.md` §6.9)")
struct SignUpRulesTests {
    @Test(arguments: [
        ("@blocked.example", "neko@blocked.example", true), ("@blocked.example", "neko@sub.blocked.example", false),
        ("@*.blocked.example", "neko@sub.blocked.example", true),
        ("@*.blocked.example", "neko@blocked.example", false), ("@*", "neko@blocked.example", true),
        ("neko@example.com", "NEKO@example.com", true), ("NEKO@example.com", "neko@example.com", true),
        ("neko@example.com", "anneko@example.com", false), ("ne*@example.com", "neko@example.com", true),
        ("*ko@*.com", "neko@example.com", true), ("*ko@*.com", "neko@example.org", false),
        ("n*k*@example.com", "nnkk@example.com", true), ("n.ko@example.com", "neko@example.com", false),
        ("@example.com", "a@b@example.com", false),
    ])
    func `a list's items`(item: String, email: String, isBlocked: Bool) {
        let code = isBlocked ? "session.email_blocklist.email_not_allowed" : nil
        var policy = SignInExperience().emailBlocklistPolicy
        policy.customBlocklist = [item]
        #expect(Self.refusal { () throws(LogtoError) in try policy.check(email) } == code)
    }

    @Test(arguments: ["", "neko", "neko@"])
    func `what is no address`(email: String) {
        #expect(throws: LogtoError("session.email_blocklist.invalid_email")) {
            try SignInExperience().emailBlocklistPolicy.check(email)
        }
    }

    @Test func `only Logto's cloud knows which addresses are disposable`() {
        var policy = SignInExperience().emailBlocklistPolicy
        policy.blockDisposableAddresses = true
        #expect(
            throws: LogtoError("session.email_blocklist.disposable_email_validation_failed", .internalServerError)
        ) { try policy.check("neko@example.com") }
    }

    @Test(
        arguments: [
            ("neko", "neko_1A", nil), ("lowercase", "Neko", "lowercase_not_allowed"), ("lowercase", "NEKO_1", nil),
            ("uppercase", "Neko", "uppercase_not_allowed"), ("numbers", "neko1", "numbers_not_allowed"),
            ("underscore", "ne_ko", "underscore_not_allowed"),
        ] as [(String, String, String?)])
    func `kinds of characters`(forbidden: String, username: String, reason: String?) {
        var policy = SignInExperience().usernamePolicy
        policy.allowedChars.lowercase = forbidden != "lowercase"
        policy.allowedChars.uppercase = forbidden != "uppercase"
        policy.allowedChars.numbers = forbidden != "numbers"
        policy.allowedChars.underscore = forbidden != "underscore"
        #expect(
            Self.refusal { () throws(LogtoError) in try policy.check(username) } == reason.map { "user.username_\($0)" }
        )
    }

    @Test(
        arguments: [
            ("abc", "user.username_too_short"), ("abcd", nil), ("abcdef", nil), ("abcdefg", "user.username_too_long"),
            // The length comes first.
            ("A", "user.username_too_short"),
        ] as [(String, String?)])
    func `lengths`(username: String, code: String?) {
        var policy = SignInExperience().usernamePolicy
        policy.minLength = 4
        policy.maxLength = 6
        policy.allowedChars.uppercase = false
        #expect(Self.refusal { () throws(LogtoError) in try policy.check(username) } == code)
    }

    private static func refusal(_ check: () throws(LogtoError) -> Void) -> String? {
        do {
            try check()
            return nil
        } catch {
            return error.code
        }
    }
}
