import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Addresses as second factors (spec §8.5)")
struct ContactFactorsTests {
    /// Codes by e-mail are a factor of whoever has an address, without being set up.
    @Test func `who has an address is asked for a code, and sees whose`() async throws {
        let config = SecondFactors.config("NoPrompt", ["EmailVerificationCode", "Totp"], having: [SecondFactors.totp])
        let demand = try await SecondFactors.alice(config).submit()
        #expect(demand.refusal == "403 session.mfa.require_mfa_verification")
        #expect(
            demand.json["data"] == [
                "availableFactors": ["Totp", "EmailVerificationCode"],
                "maskedIdentifiers": ["EmailVerificationCode": "alic****@example.com"],
            ])
    }

    /// With connectors that send codes, and no way to sign in by them.
    private static func config(_ policy: String) -> String {
        Example.codesConfig("").replacing(
            #""verificationCode": true"#, with: #""verificationCode": false"#
        ).replacing(
            #""signIn": {"methods""#,
            with:
                #""mfa": {"factors": ["EmailVerificationCode", "PhoneVerificationCode"], "policy": "\#(policy)"}, "signIn": {"methods""#
        ).replacing(
            #"{"identifier": "phone", "password": false,"#, with: #"{"identifier": "phone", "password": true,"#)
    }

    @Test func `a code to the user's address proves the sign-in`() async throws {
        let page = try await SecondFactors.alice(Self.config("NoPrompt"))
        #expect(try await page.submit().refusal == "403 session.mfa.require_mfa_verification")
        let sent = try await page.verify("mfa-verification-code", ["identifierType": "email"])
        let code = try await page.lastMessage().code ?? ""
        #expect(try await page.submit().refusal == "403 session.mfa.require_mfa_verification")
        let verified = try await page.verify(
            "mfa-verification-code/verify",
            [
                "identifierType": "email", "code": .string(code),
                "verificationId": sent.verificationID.map(JSON.string),
            ])
        #expect(verified.status == .ok, "\(verified.body)")
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test func `an address is set up as a factor by a code, which counts for this sign-in too`() async throws {
        let config = Self.config("Mandatory").replacing(#""primaryEmail": "alice@example.com","#, with: "")
        let page = try await SecondFactors.alice(config)
        #expect(try await page.submit().refusal == "422 user.missing_mfa")
        let id = try await page.proveCode(of: "15550100", type: "phone")
        #expect(
            try await page.bind("EmailVerificationCode", id).refusal == "404 session.verification_session_not_found")
        #expect(try await page.bind("PhoneVerificationCode", id).status == .noContent)
        let shown = try await page.call(.get, "/interaction").json
        #expect(shown["verificationRecords"]?.array?.last?["type"] == "MfaPhoneVerificationCode")
        #expect(shown["mfa"] == ["mfaEnabled": true])
        #expect(try await page.submit().status == .ok)
        #expect(try await page.world.store.read { try $0.user("alice0000001")?.primaryPhone } == "15550100")
        #expect(try await page.factors() == [])
    }

    /// Alice, who has an address and does without it at each sign-in.
    private static func alice(having factors: [String] = [], registeringWithEmail: Bool) async throws -> CustomUI {
        let config = SecondFactors.config(
            "PromptAtSignInAndSignUp", ["EmailVerificationCode", "Totp"], having: factors)
        let page = try await SecondFactors.alice(config)
        try await page.world.store.transaction { db in
            var config = try db.logtoConfig(of: "alice0000001")
            config.skipsMFAOnSignIn = true
            try db.put(config, of: "alice0000001")
            guard registeringWithEmail else { return }
            var settings = try db.signInExperience()
            settings.signUp.secondaryIdentifiers = [.init(identifier: .emailOrPhone)]
            try db.put(settings)
        }
        return page
    }

    /// Whose address is also what they register with has little of a second factor.
    @Test func `another factor is suggested to who has only an address`() async throws {
        let page = try await Self.alice(registeringWithEmail: true)
        let suggestion = try await page.submit()
        #expect(suggestion.status == .unprocessableContent)
        #expect(
            suggestion.json == [
                "code": "session.mfa.suggest_additional_mfa",
                "data": [
                    "availableFactors": ["Totp", "EmailVerificationCode"],
                    "maskedIdentifiers": ["EmailVerificationCode": "alic****@example.com"],
                    "isWebAuthnUsedAsSignInPasskey": false, "skippable": true, "suggestion": true,
                ],
                "message": .string(
                    "For stronger protection, consider adding another MFA method. You can skip this step and "
                        + "continue."),
            ])
        #expect(try await page.profile("/mfa-suggestion-skipped").status == .noContent)
        #expect(try await page.call(.get, "/interaction").json["mfa"] == [:])
        #expect(try await page.submit().status == .ok)
        #expect(try await !page.logtoConfig().isMFASkipped)
    }

    @Test func `not to who has another, nor where nobody registers with an address`() async throws {
        let other = try await Self.alice(having: [SecondFactors.totp], registeringWithEmail: true)
        #expect(try await other.submit().status == .ok)
        let alone = try await Self.alice(registeringWithEmail: false)
        #expect(try await alone.submit().status == .ok)
    }
}
