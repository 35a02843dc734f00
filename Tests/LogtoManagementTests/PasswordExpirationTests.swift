import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// How old passwords may be, and that one has expired (spec `logto-management-api.md` §6.2, §6.8, §6.9).
@Suite struct PasswordExpirationTests {
    private static let alice = "/users/alice0000001"
    private static let expiration = "\(Self.alice)/password/expiration"
    private static let rule: JSON = ["enabled": true, "validPeriodDays": 30]

    /// A tenant that sends codes, in which passwords expire.
    private static func management() async throws -> Management {
        let management = try await Management(Example.withAccount)
        let answer = try await management.call(
            .patch, "/sign-in-exp",
            ["passwordExpiration": Self.rule, "forgotPasswordMethods": ["EmailVerificationCode"]])
        #expect(answer.status == .ok, "\(answer.body)")
        return management
    }

    private static func user(_ management: Management, _ id: String = "alice0000001") async throws -> LogtoUser {
        try #require(try await management.world.store.read { try $0.user(ID(id)) })
    }

    /// Tries a password on the sign-in page.
    private static func isExpired(_ password: String, _ management: Management) async throws -> Bool {
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let page = try await browser.open(party.authorizationURL())
        let answer = try await browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": password])
        return answer.body.contains("Password expired")
    }

    // MARK: one password

    @Test func `an administrator declares a password expired, and good again`() async throws {
        let management = try await Self.management()
        let before = try await management.get(Self.alice).json
        management.world.advance(seconds: 1)
        let answer = try await management.call(.patch, Self.expiration, ["isExpired": true])
        #expect(answer.status == .ok)
        // Nothing of it is to be seen but that something has changed (§6.2).
        #expect(
            answer.json == before.with(["updatedAt": .int(TestWorld.beginning.milliseconds + 1000)]))
        #expect(try await management.get(Self.alice).json == answer.json)
        #expect(try await Self.isExpired("bookstore-alice", management))
        #expect(
            try await management.call(.post, "\(Self.alice)/password/verify", ["password": "bookstore-alice"]).status
                == .noContent, "it is still the password")
        #expect(try await management.call(.patch, Self.expiration, ["isExpired": false]).status == .ok)
        #expect(try await !Self.isExpired("bookstore-alice", management))
    }

    @Test func `without a rule nothing can be declared expired`() async throws {
        let management = try await Management()
        try await Row(
            .patch, Self.expiration, ["isExpired": true], 400,
            code: "sign_in_experiences.password_expiration_not_enabled", "The tenant's passwords do not expire."
        ).check(management)
        #expect(try await management.call(.patch, Self.expiration, ["isExpired": false]).status == .ok)
    }

    @Test func `it is some user's, and one or the other`() async throws {
        let management = try await Self.management()
        try await Row(
            .patch, "/users/nobody000001/password/expiration", ["isExpired": true], 404, code: "entity.not_found",
            "The resource does not exist."
        ).check(management)
        for body: JSON in [[:], ["isExpired": "true"], ["isExpired": .null]] {
            let answer = try await management.call(.patch, Self.expiration, body)
            #expect(answer.status == .badRequest)
            #expect(answer.json["code"] == "guard.invalid_input")
        }
    }

    @Test func `no webhook is told (§8.2)`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management(Example.withMessages)
        _ = try await receiver.hook(["User.Data.Updated"], in: management)
        #expect(try await management.call(.patch, Self.expiration, ["isExpired": false]).status == .ok)
        #expect(try await management.call(.patch, Self.alice, ["name": "A."]).status == .ok)
        await management.world.settleHooks()
        #expect(receiver.payloads.map { $0["data"]?["name"] } == ["A."])
    }

    // MARK: new passwords

    @Test func `an administrator's new password is good again`() async throws {
        let management = try await Self.management()
        management.world.advance(seconds: 30 * 86_400)
        let later = try await Management(in: management.world)
        #expect(try await later.call(.patch, Self.expiration, ["isExpired": true]).status == .ok)
        #expect(try await later.call(.patch, "\(Self.alice)/password", ["password": "new"]).status == .ok)
        #expect(try await !Self.isExpired("new", later))
        later.world.advance(seconds: 30 * 86_400)
        #expect(try await Self.isExpired("new", later))
    }

    @Test func `a user's own new password is good again, and an expired one still proves who they are`() async throws {
        let management = try await Self.management()
        let account = try await Account(in: management.world)
        #expect(try await management.call(.patch, Self.expiration, ["isExpired": true]).status == .ok)
        let verified = try await account.verified()
        let answer = try await verified.call(.post, "/my-account/password", ["password": "a-good-new-secret"])
        #expect(answer.status == .noContent, "\(answer.body)")
        #expect(try await !Self.isExpired("a-good-new-secret", management))
        #expect(try await Self.user(management).passwordUpdatedAt == TestWorld.beginning)
    }

    @Test(
        arguments: [
            ["username": "neko", "password": "p"],
            ["username": "neko", "passwordDigest": "5d41402abc4b2a76b9719d911017c592", "passwordAlgorithm": "MD5"],
        ] as [JSON])
    func `a new user's password is as old as the user, an imported one too`(body: JSON) async throws {
        let management = try await Self.management()
        management.world.advance(seconds: 60)
        let id = try await management.create("/users", body)["id"]?.string ?? ""
        let user = try await Self.user(management, id)
        #expect(user.passwordUpdatedAt == TestWorld.beginning.advanced(bySeconds: 60))
        management.world.advance(seconds: 60)
        _ = try await management.call(
            .post, "/users/\(id)/password/verify", ["password": body["password"] ?? "hello"])
        let used = try await Self.user(management, id)
        #expect(used.passwordAlgorithm == nil, "it is one of ours now")
        #expect(used.passwordUpdatedAt == user.passwordUpdatedAt)
    }

    @Test func `a user without a password has none that could be old`() async throws {
        let management = try await Self.management()
        let id = try await management.create("/users", ["username": "neko"])["id"]?.string ?? ""
        #expect(try await Self.user(management, id).passwordUpdatedAt == nil)
    }

    // MARK: the rule

    @Test func `the server says since when there is a rule`() async throws {
        let management = try await Self.management()
        let begun = TestWorld.beginning.milliseconds
        let set = { (rule: JSON) in
            try await management.call(.patch, "/sign-in-exp", ["passwordExpiration": rule]).json["passwordExpiration"]
        }
        #expect(
            try await management.get("/sign-in-exp").json["passwordExpiration"]
                == Self.rule.with(["enabledAt": .int(begun)]))
        management.world.advance(seconds: 60)
        #expect(
            try await set(["enabled": true, "validPeriodDays": 7, "enabledAt": 5])
                == ["enabled": true, "validPeriodDays": 7, "enabledAt": .int(begun)])
        #expect(try await set(["enabled": false]) == ["enabled": false])
        #expect(try await set(Self.rule) == Self.rule.with(["enabledAt": .int(begun + 60_000)]))
    }

    private static let noWayBack = "sign_in_experiences.password_expiration_requires_forgot_password"

    @Test func `a rule needs a way to a new password, whatever is changed`() async throws {
        let management = try await Self.management()
        for methods: JSON in [[], ["PhoneVerificationCode"], .null] {
            let answer = try await management.call(.patch, "/sign-in-exp", ["forgotPasswordMethods": methods])
            #expect(answer.status.code == (methods == [] ? 422 : 200), "\(methods)")
            if methods == [] { #expect(answer.json["code"]?.string == Self.noWayBack) }
        }
        let both: JSON = ["forgotPasswordMethods": [], "passwordExpiration": ["enabled": false]]
        #expect(try await management.call(.patch, "/sign-in-exp", both).status == .ok)
        let answer = try await management.call(.patch, "/sign-in-exp", ["passwordExpiration": Self.rule])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.json["code"]?.string == Self.noWayBack)
    }

    @Test func `a rule needs its days`() async throws {
        let answer = try await Self.management().call(
            .patch, "/sign-in-exp", ["passwordExpiration": ["enabled": true]])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.json["code"] == "sign_in_experiences.password_expiration_invalid_period_days")
    }

    /// §6.8
    @Test func `the last connector that can send to whoever has to reset a password stays`() async throws {
        let management = try await Self.management()
        let connectors = try await management.get("/connectors").json.array ?? []
        let id = { (type: String) in connectors.first { $0["type"]?.string == type }?["id"]?.string ?? "" }
        try await Row(
            .delete, "/connectors/\(id("Email"))", 422, code: Self.noWayBack,
            "Passwords that expire need a method to reset them."
        ).check(management)
        #expect(try await management.get("/connectors/\(id("Email"))").status == .ok)
        #expect(try await management.call(.delete, "/connectors/\(id("Sms"))").status == .noContent)
        #expect(try await management.call(.delete, "/connectors/\(id("Social"))").status == .noContent)
        let off: JSON = ["passwordExpiration": ["enabled": false]]
        #expect(try await management.call(.patch, "/sign-in-exp", off).status == .ok)
        #expect(try await management.call(.delete, "/connectors/\(id("Email"))").status == .noContent)
    }
}
