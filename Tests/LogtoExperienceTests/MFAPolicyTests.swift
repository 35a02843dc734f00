import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("What a tenant demands of second factors at the submission (spec §8.5)")
struct MFAPolicyTests {
    /// A page whose user has just registered.
    private static func newcomer(_ config: String) async throws -> CustomUI {
        let page = try await CustomUI(config, "Register")
        #expect(try await page.identify(try await page.createIdentity("neko").verificationID).status == .created)
        return page
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let policy: String
        /// Of somebody without a factor who signs in, and of one who registers.
        let signIn: String
        let register: String

        var testDescription: String { self.policy }
    }

    @Test(arguments: [
        Row(policy: "UserControlled", signIn: "422 user.suggest_mfa", register: "422 user.suggest_mfa"),
        Row(policy: "PromptAtSignInAndSignUp", signIn: "422 user.suggest_mfa", register: "422 user.suggest_mfa"),
        Row(policy: "PromptOnlyAtSignIn", signIn: "422 user.suggest_mfa", register: "200"),
        Row(policy: "NoPrompt", signIn: "200", register: "200"),
        Row(policy: "Mandatory", signIn: "422 user.missing_mfa", register: "422 user.missing_mfa"),
        Row(
            policy: "PromptAtSignInAndSignUpMandatory", signIn: "422 user.missing_mfa",
            register: "422 user.missing_mfa"),
        Row(policy: "PromptOnlyAtSignInMandatory", signIn: "422 user.missing_mfa", register: "200"),
    ])
    func `who has none is asked as the policy has it`(row: Row) async throws {
        let settings = row.policy.hasSuffix("UpMandatory") || row.policy.hasSuffix("InMandatory")
        let config = SecondFactors.config(
            row.policy, ["Totp"], settings: settings ? #", "adaptiveMfa": {"enabled": true}"# : "")
        #expect(try await SecondFactors.alice(config).submit().refusal == row.signIn)
        #expect(try await Self.newcomer(config).submit().refusal == row.register)
    }

    @Test func `without factors to offer nobody is asked`() async throws {
        #expect(try await SecondFactors.alice(SecondFactors.config("Mandatory", [])).submit().status == .ok)
    }

    @Test func `the suggestion has no data, and whoever turns it on is told what there is`() async throws {
        let page = try await SecondFactors.alice(
            SecondFactors.config("UserControlled", ["BackupCode", "Totp", "WebAuthn"]))
        let suggestion = try await page.submit()
        #expect(suggestion.status == .unprocessableContent)
        #expect(
            suggestion.json == [
                "code": "user.suggest_mfa", "message": "Turn on 2-step verification to protect your account.",
            ])
        #expect(try await page.profile("/mfa-enabled").status == .noContent)
        let missing = try await page.submit()
        #expect(missing.status == .unprocessableContent)
        #expect(
            missing.json == [
                "code": "user.missing_mfa", "data": ["availableFactors": ["WebAuthn", "Totp"], "skippable": true],
                "message": "You need to bind additional MFA before signing-in.",
            ])
        #expect(try await page.profile("/mfa-skipped").status == .noContent)
        #expect(try await page.submit().status == .ok)
    }

    @Test func `what is demanded cannot be skipped`() async throws {
        let missing = try await SecondFactors.alice(SecondFactors.config("Mandatory")).submit()
        #expect(missing.json["data"] == ["availableFactors": ["Totp"]])
    }

    @Test func `an organization may demand it where the tenant lets it`() async throws {
        // Alice is in the strict club.
        let config = SecondFactors.config("NoPrompt", ["Totp"], organizations: "Mandatory")
        let missing = try await SecondFactors.alice(config).submit()
        #expect(missing.refusal == "422 user.missing_mfa")
        #expect(missing.json["data"] == ["availableFactors": ["Totp"]])
        #expect(try await Self.newcomer(config).submit().status == .ok)
    }

    @Test func `backup codes are asked for beside a factor`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config("Mandatory"))
        #expect(try await page.bind("Totp", try await page.proveNewApp()).status == .noContent)
        let answer = try await page.submit()
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == ["code": "session.mfa.backup_code_required", "message": "Backup code is required."])
        let codes = try await page.verify("backup-code/generate").verificationID
        #expect(try await page.bind("BackupCode", codes).status == .noContent)
        #expect(try await page.submit().status == .ok)
    }

    @Test func `used up backup codes are as none`() async throws {
        let config = SecondFactors.config("Mandatory", having: [SecondFactors.totp, SecondFactors.backupCodes])
        let page = try await SecondFactors.alice(config)
        for code in SecondFactors.codes {
            #expect(try await page.verify("backup-code/verify", ["code": .string(code)]).status == .ok)
        }
        let demand = try await page.verify("backup-code/verify", ["code": "ffffffffff"])
        #expect(demand.refusal == "400 session.mfa.invalid_backup_code")
        _ = try await page.verify("totp/verify", ["code": .string(SecondFactors.code())])
        #expect(try await page.submit().refusal == "422 session.mfa.backup_code_required")
    }

    @Test func `who has one proves it`() async throws {
        let config = SecondFactors.config(
            "NoPrompt", ["BackupCode", "Totp"], having: [SecondFactors.backupCodes, SecondFactors.totp])
        let page = try await SecondFactors.alice(config)
        let demand = try await page.submit()
        #expect(demand.status == .forbidden)
        #expect(
            demand.json == [
                "code": "session.mfa.require_mfa_verification",
                "data": ["availableFactors": ["Totp", "BackupCode"], "maskedIdentifiers": [:]],
                "message": "Mfa verification is required to sign in.",
            ])
        // An app that is only being set up proves nothing.
        _ = try await page.proveNewApp()
        #expect(try await page.submit().refusal == "403 session.mfa.require_mfa_verification")
        _ = try await page.verify("totp/verify", ["code": .string(SecondFactors.code())])
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test func `a backup code is a proof`() async throws {
        let config = SecondFactors.config(having: [SecondFactors.totp, SecondFactors.backupCodes])
        let page = try await SecondFactors.alice(config)
        _ = try await page.verify("backup-code/verify", ["code": .string(SecondFactors.codes[9])])
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
        // Users of the time before this was remembered have turned it on.
        #expect(try await page.logtoConfig().isMFAEnabled == true)
    }

    @Test func `a factor that the tenant no longer offers does not count`() async throws {
        let config = SecondFactors.config("NoPrompt", ["BackupCode", "WebAuthn"], having: [SecondFactors.totp])
        #expect(try await SecondFactors.alice(config).submit().status == .ok)
    }

    @Test(arguments: [("UserControlled", "200"), ("Mandatory", "403 session.mfa.require_mfa_verification")])
    func `a user may do without at each sign-in, unless it is mandatory`(policy: String, result: String) async throws {
        let config = SecondFactors.config(policy, ["Totp"], having: [SecondFactors.totp])
        let page = try await SecondFactors.alice(config)
        try await page.world.store.transaction { db in
            var config = try db.logtoConfig(of: "alice0000001")
            config.skipsMFAOnSignIn = true
            try db.put(config, of: "alice0000001")
        }
        #expect(try await page.submit().refusal == result)
    }

    /// Of the two, a social account may be added before: nothing is written without the proof.
    @Test func `the profile is closed to who has not proved their factor`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config(having: [SecondFactors.totp]))
        #expect(
            try await page.addToProfile(["type": "username", "value": "other"]).refusal
                == "403 session.mfa.require_mfa_verification")
        let social = try await page.proveSocial()
        #expect(
            try await page.addToProfile(["type": "social", "verificationId": .string(social)]).status == .noContent)
        #expect(try await page.submit().refusal == "403 session.mfa.require_mfa_verification")
    }

    @Test func `who has forgotten their password is not asked`() async throws {
        let config = SecondFactors.config("Mandatory", having: [SecondFactors.totp])
        let page = try await CustomUI(config, "ForgotPassword")
        #expect(try await page.submit().refusal == "404 session.identifier_not_found")
    }

    @Test func `the messages are in Japanese too`() async throws {
        let config = SecondFactors.config("Mandatory", ["Totp"])
        let page = try await CustomUI(config, language: "ja")
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        #expect(try await page.submit().json["message"] == "MFAを追加してからサインインしてください。")
    }
}
