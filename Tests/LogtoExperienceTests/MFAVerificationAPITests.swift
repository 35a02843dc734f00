import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("POST /api/experience/verification/totp/… and …/backup-code/… (spec §8.2)")
struct MFAVerificationAPITests {
    @Test(arguments: [
        ("totp/secret", "{}"), ("totp/verify", #"{"code":"123456"}"#),
        ("totp/verify", #"{"code":"123456","verificationId":"x"}"#), ("backup-code/generate", "{}"),
        ("backup-code/verify", #"{"code":"x"}"#),
    ])
    func `before anybody is identified there is nothing to prove`(path: String, body: String) async throws {
        for event in ["SignIn", "Register", "ForgotPassword"] {
            let page = try await CustomUI(SecondFactors.config(), event)
            #expect(
                try await page.verify(path, JSON(parsing: body)).refusal == "404 session.identifier_not_found")
        }
    }

    @Test(arguments: [
        ("totp/verify", "{}", "Error in key path \"code\": (invalid_type) Expected string but received undefined."),
        (
            "totp/verify", #"{"code":"","verificationId":1}"#,
            "Error in key path \"code\": (too_small) String must contain at least 1 character(s)\n"
                + "Error in key path \"verificationId\": (invalid_type) Expected string but received number."
        ),
        (
            "backup-code/verify", #"{"code":7}"#,
            "Error in key path \"code\": (invalid_type) Expected string but received number."
        ),
    ])
    func `the body has a shape`(path: String, body: String, details: String) async throws {
        let answer = try await CustomUI(SecondFactors.config()).verify(path, JSON(parsing: body))
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
    }

    @Test func `an app gets a secret and a picture of it, and shows its first code`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config())
        let made = try await page.verify("totp/secret")
        #expect(made.status == .ok)
        #expect(made.json.members?.map(\.name) == ["verificationId", "secret", "secretQrCode"])
        let (id, secret) = (made.json["verificationId"] ?? .null, made.json["secret"]?.string ?? "")
        #expect(id.string?.count == 21)
        #expect(secret.count == 32)
        #expect(made.json["secretQrCode"]?.string?.hasPrefix("data:image/png;base64,iVBORw0KGgo") == true)

        let wrong = try await page.verify("totp/verify", ["code": "000000", "verificationId": id])
        #expect(wrong.status == .badRequest)
        #expect(wrong.json == ["code": "session.mfa.invalid_totp_code", "message": "Invalid TOTP code."])
        let code = JSON.string(SecondFactors.code(secret))
        #expect(
            try await page.verify("totp/verify", ["code": code, "verificationId": "nosuchrecord"]).refusal
                == "404 session.verification_session_not_found")
        let right = try await page.verify("totp/verify", ["code": code, "verificationId": id])
        #expect(right.json == ["verificationId": id])

        // Not a proof: nothing is set up yet, and the secret is nobody else's to see.
        let shown = try await page.call(.get, "/interaction").json
        let record = shown["verificationRecords"]?.array?.first { $0["type"] == "Totp" }
        #expect(record == ["id": id, "type": "Totp", "userId": "alice0000001", "verified": true])
        #expect(try await page.factors() == [])
    }

    @Test func `a code counts for half a minute before and after`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config(having: [SecondFactors.totp]))
        let body: JSON = ["code": .string(SecondFactors.code())]
        page.world.advance(seconds: 59)
        #expect(try await page.verify("totp/verify", body).status == .ok)
        page.world.advance(seconds: 1)
        #expect(try await page.verify("totp/verify", body).refusal == "400 session.mfa.invalid_totp_code")
    }

    @Test func `the user's own app proves them`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config(having: [SecondFactors.totp]))
        #expect(
            try await page.verify("totp/verify", ["code": "000000"]).refusal == "400 session.mfa.invalid_totp_code")
        page.world.advance(seconds: 5)
        let right = try await page.verify("totp/verify", ["code": .string(SecondFactors.code()), "verificationId": ""])
        #expect(right.verificationID?.count == 21)
        #expect(try await page.factors().first?.lastUsedAt == TestWorld.beginning.advanced(bySeconds: 5))
    }

    @Test func `who has no app has no right code`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config())
        for path in ["totp", "backup-code"] {
            let answer = try await page.verify("\(path)/verify", ["code": .string(SecondFactors.code())])
            #expect(answer.status == .badRequest)
            #expect(
                answer.json["code"]?.string
                    == (path == "totp" ? "session.mfa.invalid_totp_code" : "session.mfa.invalid_backup_code"))
        }
    }

    @Test func `ten codes are made`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config())
        let made = try await page.verify("backup-code/generate")
        #expect(made.status == .ok)
        #expect(made.json.members?.map(\.name) == ["verificationId", "codes"])
        let codes = made.json["codes"]?.strings ?? []
        #expect(Set(codes).count == 10)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{10}/) != nil })
        let shown = try await page.call(.get, "/interaction").json
        let record = shown["verificationRecords"]?.array?.first { $0["type"] == "BackupCode" }
        #expect(
            record == ["id": made.json["verificationId"] ?? .null, "type": "BackupCode", "userId": "alice0000001"])
    }

    @Test func `a backup code is good for once`() async throws {
        let config = SecondFactors.config(having: [SecondFactors.totp, SecondFactors.backupCodes])
        let page = try await SecondFactors.alice(config)
        let body: JSON = ["code": .string(SecondFactors.codes[3])]
        #expect(try await page.verify("backup-code/verify", body).verificationID?.count == 21)
        #expect(try await page.factors().last?.remainingCodes == 9)
        let again = try await page.verify("backup-code/verify", body)
        #expect(again.status == .badRequest)
        #expect(again.json == ["code": "session.mfa.invalid_backup_code", "message": "Invalid backup code."])
        #expect(
            try await page.verify("backup-code/verify", ["code": "ffffffffff"]).refusal
                == "400 session.mfa.invalid_backup_code")
    }

    /// A record of a second factor is none of who somebody is.
    @Test func `a second factor identifies nobody`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config(having: [SecondFactors.totp]))
        let proof = try await page.verify("totp/verify", ["code": .string(SecondFactors.code())])
        #expect(try await page.identify(proof.verificationID).refusal == "422 user.sign_in_method_not_enabled")
        #expect(try await page.change(to: "Register").status == .noContent)
        #expect(try await page.identify(proof.verificationID).refusal == "400 session.verification_failed")
    }
}
