import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("POST /api/experience/profile/mfa and below (spec §8.3)")
struct MFABindingAPITests {
    private static let paths = [
        "/mfa-enabled", "/mfa-skipped", "/mfa-suggestion-skipped", "/passkey-skipped", "", "/passkey",
    ]
    private static let body: JSON = ["type": "Totp", "verificationId": "x"]

    @Test(arguments: Self.paths)
    func `nothing of it is for those who forgot their password`(path: String) async throws {
        let page = try await CustomUI(SecondFactors.config(), "ForgotPassword")
        let answer = try await page.profile(path, Self.body)
        #expect(answer.refusal == "400 session.not_supported_for_forgot_password")
    }

    @Test(arguments: Self.paths)
    func `who signs in is identified, and has proved the factor that they have`(path: String) async throws {
        let stranger = try await CustomUI(SecondFactors.config())
        #expect(try await stranger.profile(path, Self.body).refusal == "404 session.identifier_not_found")
        let alice = try await SecondFactors.alice(SecondFactors.config(having: [SecondFactors.totp]))
        #expect(
            try await alice.profile(path, Self.body).refusal == "403 session.mfa.require_mfa_verification")
    }

    @Test(arguments: [
        (
            "", "{}",
            "Error in key path \"type\": (invalid_type) Expected 'Totp' | 'WebAuthn' | 'BackupCode' | "
                + "'EmailVerificationCode' | 'PhoneVerificationCode' but received undefined.\n"
                + "Error in key path \"verificationId\": (invalid_type) Expected string but received undefined."
        ),
        (
            "/passkey", "{}",
            "Error in key path \"verificationId\": (invalid_type) Expected string but received undefined."
        ),
    ])
    func `the body has a shape`(path: String, body: String, details: String) async throws {
        let answer = try await CustomUI(SecondFactors.config()).profile(path, JSON(parsing: body))
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
    }

    @Test func `an app is set up at the submission`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config("PromptAtSignInAndSignUp", ["Totp"]))
        let unproved = try await page.verify("totp/secret").verificationID
        #expect(try await page.bind("Totp", unproved).refusal == "400 session.verification_failed")
        #expect(try await page.bind("Totp", try await page.proveNewApp()).status == .noContent)
        #expect(
            try await page.call(.get, "/interaction").json["mfa"] == ["mfaEnabled": true, "totp": ["type": "Totp"]])
        #expect(try await page.factors() == [])
        page.world.advance(seconds: 7)
        #expect(try await page.submit().status == .ok)
        let factors = try await page.factors()
        #expect(factors.map(\.factor) == [.totp])
        #expect(factors.first?.id.value.count == 21)
        #expect(factors.first?.createdAt == TestWorld.beginning.advanced(bySeconds: 7))
        #expect(try await page.logtoConfig().isMFAEnabled == true)
    }

    @Test func `what is refused of an app`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config(having: [SecondFactors.totp]))
        let proof = try await page.verify("totp/verify", ["code": .string(SecondFactors.code())]).verificationID
        #expect(try await page.bind("Totp", "nosuchrecord").refusal == "404 session.verification_session_not_found")
        let nothingNew = try await page.bind("Totp", proof)
        #expect(nothingNew.status == .badRequest)
        #expect(
            nothingNew.json == [
                "code": "session.mfa.pending_info_not_found",
                "message": "Pending MFA info not found, please initiate MFA first.",
            ])
    }

    /// A backup code proves the sign-in, so that a second app can be begun.
    @Test func `a second app is refused, and one that the tenant does not offer`() async throws {
        let config = SecondFactors.config(having: [SecondFactors.totp, SecondFactors.backupCodes])
        let page = try await SecondFactors.alice(config)
        _ = try await page.verify("backup-code/verify", ["code": .string(SecondFactors.codes[0])])
        let second = try await page.bind("Totp", try await page.proveNewApp())
        #expect(second.status == .unprocessableContent)
        #expect(second.json == ["code": "user.totp_already_in_use", "message": "TOTP is already in use."])

        let other = try await SecondFactors.alice(SecondFactors.config("UserControlled", ["WebAuthn"]))
        let notOffered = try await other.bind("Totp", try await other.proveNewApp())
        #expect(notOffered.status == .badRequest)
        #expect(
            notOffered.json == ["code": "session.mfa.mfa_factor_not_enabled", "message": "MFA factor is not enabled."])
    }

    @Test func `backup codes stand beside another factor`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config("Mandatory"))
        let codes = try await page.verify("backup-code/generate").verificationID
        let alone = try await page.bind("BackupCode", codes)
        #expect(alone.status == .unprocessableContent)
        #expect(
            alone.json == [
                "code": "session.mfa.backup_code_can_not_be_alone",
                "message": "Backup code can not be the only MFA.",
            ])
        #expect(try await page.bind("Totp", try await page.proveNewApp()).status == .noContent)
        #expect(try await page.bind("Totp", codes).refusal == "404 session.verification_session_not_found")
        #expect(try await page.bind("BackupCode", codes).status == .noContent)
        #expect(
            try await page.call(.get, "/interaction").json["mfa"] == [
                "mfaEnabled": true, "totp": ["type": "Totp"], "backupCode": ["type": "BackupCode"],
            ])
        #expect(try await page.submit().status == .ok)
        #expect(try await page.factors().map(\.factor) == [.totp, .backupCode])
    }

    @Test func `new backup codes take the place of old ones`() async throws {
        let config = SecondFactors.config(having: [SecondFactors.totp, SecondFactors.backupCodes])
        let page = try await SecondFactors.alice(config)
        let used = try await page.verify("backup-code/verify", ["code": .string(SecondFactors.codes[0])])
        #expect(
            try await page.bind("BackupCode", used.verificationID).refusal == "400 session.mfa.pending_info_not_found")
        // The new record takes the place of the proof, so that another is due.
        let made = try await page.verify("backup-code/generate").verificationID
        #expect(
            try await page.bind("BackupCode", made).refusal == "403 session.mfa.require_mfa_verification")
        _ = try await page.verify("totp/verify", ["code": .string(SecondFactors.code())])
        #expect(try await page.bind("BackupCode", made).status == .noContent)
        #expect(try await page.submit().status == .ok)
        let factors = try await page.factors()
        #expect(factors.map(\.factor) == [.totp, .backupCode])
        #expect(factors.last?.remainingCodes == 10)
    }

    @Test func `there are no passkeys`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config("UserControlled", ["WebAuthn"]))
        #expect(try await page.bind("WebAuthn", "x").refusal == "404 session.verification_session_not_found")
        #expect(
            try await page.profile("/passkey", ["verificationId": "x"]).refusal
                == "404 session.verification_session_not_found")
    }

    @Test func `what one does not want is remembered`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config())
        #expect(try await page.profile("/mfa-skipped").status == .noContent)
        #expect(try await page.profile("/passkey-skipped").status == .noContent)
        #expect(
            try await page.call(.get, "/interaction").json["mfa"] == ["mfaSkipped": true, "passkeySkipped": true])
        #expect(try await page.submit().status == .ok)
        let config = try await page.logtoConfig()
        #expect(config.isMFASkipped)
        #expect(config.isPasskeySkipped)
        #expect(config.isMFAEnabled == nil)
        let again = try await CustomUI(SecondFactors.config(), world: page.world)
        #expect(try await again.identify(try await again.checkPassword().verificationID).status == .noContent)
        #expect(try await again.submit().status == .ok)
    }

    @Test(arguments: ["Mandatory", "PromptAtSignInAndSignUpMandatory", "PromptOnlyAtSignInMandatory"])
    func `what the tenant demands cannot be skipped`(policy: String) async throws {
        let settings = policy == "Mandatory" ? "" : #", "adaptiveMfa": {"enabled": true}"#
        let page = try await SecondFactors.alice(SecondFactors.config(policy, settings: settings))
        let answer = try await page.profile("/mfa-skipped")
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == [
                "code": "session.mfa.mfa_policy_not_user_controlled", "message": "MFA policy is not user controlled.",
            ])
    }

    @Test func `nor what an organization demands`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config("NoPrompt", organizations: "Mandatory"))
        #expect(
            try await page.profile("/mfa-skipped").refusal == "422 session.mfa.mfa_policy_not_user_controlled")
        let free = try await SecondFactors.alice(SecondFactors.config("NoPrompt", organizations: "NoPrompt"))
        #expect(try await free.profile("/mfa-skipped").status == .noContent)
    }

    @Test func `who registers has to be there before they skip`() async throws {
        let page = try await CustomUI(SecondFactors.config(), "Register")
        #expect(try await page.profile("/mfa-skipped").refusal == "404 session.identifier_not_found")
        #expect(try await page.profile("/mfa-enabled").status == .noContent)
    }
}
