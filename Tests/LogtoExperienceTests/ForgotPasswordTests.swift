import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("A forgotten password (spec §8.3 to §8.6)")
struct ForgotPasswordTests {
    private static let alice = "alice@example.com"

    /// A page on which Alice has proved her address and is identified.
    private static func identified(_ config: String = Example.codesConfig()) async throws -> CustomUI {
        let page = try await CustomUI(config, "ForgotPassword")
        let proof = try await page.proveCode(of: Self.alice, for: "ForgotPassword")
        #expect(try await page.identify(proof).status == .noContent)
        return page
    }

    @Test func `a new password by a code`() async throws {
        let page = try await Self.identified()
        #expect(try await page.lastMessage().purpose == .forgotPassword)
        let reset = try await page.resetPassword("a-new-password-1")
        #expect(reset.status == .noContent)
        #expect(reset.body.isEmpty)
        #expect(
            try await CustomUI(world: page.world).checkPassword("alice", "a-new-password-1").refusal
                == "422 session.invalid_credentials", "nothing is written before the end")
        let submission = try await page.submit()
        #expect(submission.status == .noContent, "[U-8]")
        #expect(submission.body.isEmpty)
        #expect(
            try await page.call(.get, "/interaction").refusal == "404 session.interaction_not_found",
            "nothing is left of it")
        // Back to the sign-in page: nobody is signed in by that.
        #expect(try await page.begin("SignIn").status == .noContent)
        #expect(try await page.checkPassword().refusal == "422 session.invalid_credentials")
        let proof = try await page.checkPassword("alice", "a-new-password-1")
        #expect(try await page.identify(proof.verificationID).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test func `by a code to a phone, for whoever had no password`() async throws {
        let config = Example.codesConfig().replacing(
            #""password": "bookstore-sam", "isSuspended": true"#, with: #""primaryPhone": "819012345678""#)
        let page = try await CustomUI(config, "ForgotPassword")
        let proof = try await page.proveCode(of: "819012345678", type: "phone", for: "ForgotPassword")
        #expect(try await page.identify(proof).status == .noContent)
        #expect(try await page.resetPassword("a-new-password-1").status == .noContent)
        #expect(try await page.submit().status == .noContent)
        let again = try await CustomUI(config, world: page.world)
        #expect(try await again.checkPassword("sam", "a-new-password-1").status == .ok)
    }

    @Test func `without a new password there is nothing to submit`() async throws {
        let page = try await Self.identified()
        let answer = try await page.submit()
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == [
                "code": "user.new_password_required_in_profile", "message": "You need to set a new password.",
            ])
    }

    @Test(arguments: [
        ("bookstore-alice", "422 user.same_password"), ("short", "422 password.rejected"),
        ("a-new-password-1", "204"),
    ])
    func `the new password is held to the rules`(password: String, result: String) async throws {
        let answer = try await Self.identified().resetPassword(password)
        #expect(answer.refusal == result)
        if password == "short" {
            #expect(answer.json["data"] == [["code": "password_rejected.too_short", "interpolation": ["min": 8]]])
        }
    }

    @Test(arguments: [
        (#""forgotPasswordMethods": ["EmailVerificationCode", "PhoneVerificationCode"]"#, "204"),
        (#""forgotPasswordMethods": ["EmailVerificationCode"]"#, "204"),
        (#""forgotPasswordMethods": null"#, "204"),
        (#""forgotPasswordMethods": ["PhoneVerificationCode"]"#, "422 session.not_supported_for_forgot_password"),
        // A fresh instance allows none.
        ("", "422 session.not_supported_for_forgot_password"),
    ])
    func `the tenant says by which codes`(settings: String, result: String) async throws {
        let page = try await CustomUI(Example.codesConfig(settings), "ForgotPassword")
        let proof = try await page.proveCode(of: Self.alice, for: "ForgotPassword")
        #expect(try await page.identify(proof).refusal == result)
    }

    @Test func `nothing but a code will do, proved or not`() async throws {
        let page = try await CustomUI(Example.codesConfig(), "ForgotPassword")
        let password = try await page.identify(try await page.checkPassword().verificationID)
        #expect(password.status == .unprocessableContent)
        #expect(
            password.json == [
                "code": "session.not_supported_for_forgot_password",
                "message": "This operation is not supported for forgot password.",
            ])
        #expect(
            try await page.identify(try await page.proveSocial()).refusal
                == "422 session.not_supported_for_forgot_password")
        let sent = try await page.sendCode(to: Self.alice, for: "ForgotPassword").verificationID
        #expect(try await page.identify(sent).refusal == "400 session.verification_failed")
    }

    @Test func `an unknown address is told apart by nothing but its code`() async throws {
        let page = try await CustomUI(Example.codesConfig(), "ForgotPassword")
        let sent = try await page.sendCode(to: "nobody@example.com", for: "ForgotPassword")
        #expect(sent.status == .ok)
        #expect(try await page.world.store.read { try $0.messages() }.isEmpty)
        // Asked for as if it were another event, a code does come, and then nobody is found.
        let proof = try await page.proveCode(of: "nobody@example.com", for: "Register")
        let unknown = try await page.identify(proof)
        #expect(unknown.refusal == "404 user.user_not_exist")
        #expect(unknown.json["data"] == ["identifier": "nobody@example.com"])
    }

    @Test func `a suspended user gets no new password`() async throws {
        let config = Example.codesConfig().replacing(
            #""username": "sam","#, with: #""username": "sam", "primaryEmail": "sam@example.com","#)
        let page = try await CustomUI(config, "ForgotPassword")
        let proof = try await page.proveCode(of: "sam@example.com", for: "ForgotPassword")
        #expect(try await page.identify(proof).refusal == "401 user.suspended")
    }

    @Test func `the mode does not count`() async throws {
        for mode in ["SignIn", "Register"] {
            let settings = #""signInMode": "\#(mode)", "forgotPasswordMethods": ["EmailVerificationCode"]"#
            _ = try await Self.identified(Example.codesConfig(settings))
        }
    }
}
