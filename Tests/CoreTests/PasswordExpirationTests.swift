import Core
import TestSupport
import Testing

@Suite("How long a password is good for (spec management §6.2, §6.9)")
struct PasswordExpirationTests {
    typealias Expiration = SignInExperience.PasswordExpiration

    private static let now = Instant(seconds: 1_800_000_000)
    private static let rule = Expiration(enabled: true, validPeriodDays: 30, enabledAt: Self.daysAgo(5))

    private static func daysAgo(_ days: Int64) -> Instant { Self.now.advanced(bySeconds: -86_400 * days) }

    private static func user(_ updatedAt: Instant?, isExpired: Bool = false, createdAt: Instant) -> LogtoUser {
        LogtoUser(
            id: "u", passwordUpdatedAt: updatedAt, isPasswordExpired: isExpired, createdAt: createdAt,
            updatedAt: createdAt)
    }

    @Test(arguments: [
        (Self.daysAgo(29), false), (Self.daysAgo(30).advanced(byMilliseconds: 1), false), (Self.daysAgo(30), true),
        (Self.daysAgo(31), true), (Self.daysAgo(-3), false),
    ])
    func `it has expired when it is as old as the rule says`(updatedAt: Instant, hasExpired: Bool) {
        let user = Self.user(updatedAt, createdAt: Self.daysAgo(99))
        #expect(Self.rule.hasExpired(passwordOf: user, at: Self.now) == hasExpired)
    }

    @Test func `a password of unknown age is as old as the rule, or else as its user`() {
        let old = Self.user(nil, createdAt: Self.daysAgo(99))
        #expect(!Self.rule.hasExpired(passwordOf: old, at: Self.now))
        #expect(Self.rule.hasExpired(passwordOf: old, at: Self.daysAgo(5 - 30)))
        var timeless = Self.rule
        timeless.enabledAt = nil
        #expect(timeless.hasExpired(passwordOf: old, at: Self.now))
        #expect(!timeless.hasExpired(passwordOf: Self.user(nil, createdAt: Self.daysAgo(29)), at: Self.now))
    }

    @Test(arguments: [
        (Self.rule, true), (Expiration(), false), (Expiration(enabled: false), false),
        (Expiration(enabled: false, validPeriodDays: 30), false), (Expiration(enabled: true), false),
    ])
    func `an administrator's word counts as long as there is a rule`(rule: Expiration, hasExpired: Bool) {
        let user = Self.user(Self.now, isExpired: true, createdAt: Self.now)
        #expect(rule.hasExpired(passwordOf: user, at: Self.now) == hasExpired)
    }

    /// The longest and the oldest that a configuration may say.
    @Test func `no number is too great`() {
        let longest = Expiration(enabled: true, validPeriodDays: Int64(Int32.max), enabledAt: Instant(milliseconds: 0))
        let latest = Expiration(enabled: true, validPeriodDays: 1, enabledAt: Instant(milliseconds: .max))
        for rule in [longest, latest] {
            #expect(!rule.hasExpired(passwordOf: Self.user(nil, createdAt: Self.now), at: Self.now))
        }
    }

    @Test func `a new password is good again`() {
        var user = Self.user(Self.daysAgo(99), isExpired: true, createdAt: Self.daysAgo(99))
        user.setPassword(digest: "d", .md5, at: Self.now)
        #expect(user.passwordHash == "d")
        #expect(user.passwordAlgorithm == .md5)
        #expect(!Self.rule.hasExpired(passwordOf: user, at: Self.now))
        #expect(Self.rule.hasExpired(passwordOf: user, at: Self.daysAgo(-30)))
    }

    @Test(arguments: [
        (Expiration(), Self.now), (Expiration(enabled: false), Self.now),
        (Expiration(enabled: true, validPeriodDays: 7, enabledAt: Self.daysAgo(9)), Self.daysAgo(9)),
        (Expiration(enabled: false, enabledAt: Self.daysAgo(9)), Self.now),
    ])
    func `a rule is as old as its first day, whatever has changed since`(before: Expiration, enabledAt: Instant) {
        var rule = Self.rule
        rule.begin(after: before, at: Self.now)
        #expect(rule == Expiration(enabled: true, validPeriodDays: 30, enabledAt: enabledAt))
    }

    @Test func `a rule that is off keeps nothing`() {
        var rule = Expiration(enabled: false, validPeriodDays: 30, enabledAt: Self.now)
        rule.begin(after: Self.rule, at: Self.now)
        #expect(rule == Expiration(enabled: false))
    }

    @Test func `a configuration that declares a password expired needs a rule`() throws {
        func config(_ settings: String) throws -> Config {
            try Config(
                text: #"""
                    {"logto": {\#(settings)
                      "users": [{"id": "u"}, {"id": "v", "isPasswordExpired": true}],
                      "connectors": [{"id": "mail", "connectorId": "mock-email-service-alternative", "config": {}}]}}
                    """#.utf8,
                listening: TestWorld.origins)
        }
        let path = "logto.users[1].isPasswordExpired"
        for settings in ["{}", #"{"passwordExpiration": {"enabled": false}}"#] {
            let problems = #expect(throws: ConfigProblems.self) { try config(#""signInExperience": \#(settings),"#) }
            #expect(problems?.problems.map(\.path) == [path])
        }
        // The settings in the database may have one.
        #expect(try config("").logto.users.map(\.isPasswordExpired) == [nil, true])
        let rule = #""signInExperience": {"passwordExpiration": {"enabled": true, "validPeriodDays": 9}},"#
        #expect(throws: Never.self) {
            try config(
                rule.replacing(
                    #""signInExperience": {"#,
                    with: #""signInExperience": {"forgotPasswordMethods": ["EmailVerificationCode"], "#))
        }
    }
}
