import Core
import HTTPTypes
import TestSupport
import Testing

/// `/my-account/password`, `/verifications/password` (spec `logto-management-api.md` §6.13).
@Suite struct AccountPasswordAPITests {
    private static let new: JSON = ["password": "a-good-new-secret"]

    @Test func `a new password is in force at the next sign-in`() async throws {
        let account = try await Account().verified()
        let answer = try await account.call(.post, "/my-account/password", Self.new)
        #expect(answer.status == .noContent)
        #expect(answer.body.isEmpty)
        let (browser, party) = (Browser(account.world), RelyingParty(in: account.world))
        let page = try await browser.open(party.authorizationURL())
        for (password, isRight) in [("bookstore-alice", false), ("a-good-new-secret", true)] {
            let next = try await browser.press(
                "Sign in", on: page, filling: ["identifier": "alice", "password": password])
            #expect((next.locationParameters["code"] != nil) == isRight)
        }
    }

    @Test func `whoever can prove who they are has to`() async throws {
        let account = try await Account()
        try await account.check(Row(.post, "/my-account/password", Self.new, 401, Row.denied))
        var other = account
        other.verificationID = "unknown"
        try await other.check(Row(.post, "/my-account/password", Self.new, 401, Row.denied))
    }

    @Test func `a proof lives ten minutes, and is no other user's`() async throws {
        let account = try await Account().verified()
        var stranger = try await Account(persona: "10001", in: account.world)
        stranger.verificationID = account.verificationID
        try await stranger.check(Row(.post, "/my-account/password", Self.new, 401, Row.denied))
        account.world.advance(seconds: 599)
        #expect(try await account.call(.post, "/my-account/password", Self.new).status == .noContent)
        account.world.advance(seconds: 1)
        try await account.check(Row(.post, "/my-account/password", Self.new, 401, Row.denied))
    }

    @Test func `whoever has nothing to prove it by sets their first password without`() async throws {
        let account = try await Account(persona: "10005", in: try await TestWorld(Example.withAccount))
        #expect(try await account.get()["hasSecurityVerificationMethod"] == false)
        #expect(try await account.call(.post, "/my-account/password", Self.new).status == .noContent)
        #expect(try await account.get()["hasPassword"] == true)
        try await account.check(Row(.post, "/my-account/password", Self.new, 401, Row.denied))
    }

    @Test func `the policy and the old password are looked at`() async throws {
        let account = try await Account().verified()
        try await account.check(
            Row(
                .post, "/my-account/password", ["password": "short"], 422,
                [
                    "code": "password.rejected",
                    "data": [["code": "password_rejected.too_short", "interpolation": ["min": 8]]],
                    "message": "Password rejected. Please check if your password meets the requirements.",
                ]))
        try await account.check(Row(.post, "/my-account/password", Self.new, 204, .null))
        try await account.check(
            Row(
                .post, "/my-account/password", Self.new, 422, code: "user.same_password",
                "New password cannot be the same as your old password."))
    }

    @Test func `a password that is only to be read is not set`() async throws {
        let account = try await Account(Example.withAccount(fields: [.password: .readOnly])).verified()
        try await account.check(Row(.post, "/my-account/password", Self.new, 400, Row.notEditable))
    }

    @Test func `the proof by password says until when it is good`() async throws {
        let account = try await Account()
        let answer = try await account.call(.post, "/verifications/password", ["password": "bookstore-alice"])
        #expect(answer.status == .created)
        #expect(answer.json["verificationRecordId"]?.string?.count == 21)
        #expect(
            answer.json["expiresAt"] == .string(TestWorld.beginning.advanced(bySeconds: 600).isoText))
        #expect(answer.json.members?.count == 2)
        try await account.check(
            Row(
                .post, "/verifications/password", ["password": "wrong"], 422, code: "session.invalid_credentials",
                "Incorrect account or password. Please check your input."))
        #expect(
            try await account.call(.post, "/verifications/password", ["password": ""]).json["code"]
                == "guard.invalid_input")
    }

    @Test func `whoever guesses too often is locked out for an hour, with the right password too (§17)`() async throws {
        let management = try await Management(Example.withAccount)
        _ = try await management.call(.patch, "/sign-in-exp", ["sentinelPolicy": ["maxAttempts": 3]])
        let account = try await Account(in: management.world)
        let locked: JSON = [
            "code": "session.verification_blocked_too_many_attempts",
            "message": "Too many attempts in a short time. Please try again in 60 minutes.",
        ]
        for number in 1...3 {
            let answer = try await account.call(.post, "/verifications/password", ["password": "wrong"])
            #expect(answer.json["code"] == (number < 3 ? "session.invalid_credentials" : locked["code"]))
        }
        try await account.check(
            Row(.post, "/verifications/password", ["password": "bookstore-alice"], 400, locked))
        account.world.advance(seconds: 3601)
        let later = try await Account(in: account.world)
        #expect(
            try await later.call(.post, "/verifications/password", ["password": "bookstore-alice"]).status == .created)
    }
}
