import Core
import Foundation
import HTTPTypes
import Storage
import TestSupport
import Testing

/// `/users/:userId/mfa-verifications` (spec `logto-management-api.md` §6.5).
@Suite struct UserMFAVerificationsAPITests {
    private static let path = "/users/alice0000001/mfa-verifications"
    private static let secret = "GEZDGNBVGY3TQOJQ"
    private static let codes: JSON = .strings((0..<10).map { "00000000A\($0)" })

    @Test func `factors are added, listed and deleted`() async throws {
        let management = try await Management()
        #expect(try await management.get(Self.path).json == [])
        management.world.advance(seconds: 1)
        let totp = try await management.call(.post, Self.path, ["type": "Totp", "secret": .string(Self.secret)])
        #expect(totp.status == .ok)
        #expect(totp.json.members?.map(\.name) == ["type", "secret", "secretQrCode"])
        #expect(totp.json["type"] == "Totp")
        #expect(totp.json["secret"] == .string(Self.secret))
        let picture = totp.json["secretQrCode"]?.string ?? ""
        #expect(picture.hasPrefix("data:image/png;base64,"))
        #expect(Data(base64Encoded: String(picture.dropFirst(22)))?.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
        let sheet = try await management.call(.post, Self.path, ["type": "BackupCode", "codes": Self.codes])
        #expect(sheet.status == .ok)
        #expect(sheet.json == ["codes": Self.codes, "type": "BackupCode"])

        let list = try await management.get(Self.path)
        let ids = list.json.ids
        #expect(ids.allSatisfy { $0.count == 21 })
        let createdAt = "2027-01-15T08:00:01.000Z"
        #expect(
            list.json == [
                ["id": .string(ids[0]), "createdAt": .string(createdAt), "type": "Totp"],
                [
                    "id": .string(ids[1]), "createdAt": .string(createdAt), "type": "BackupCode", "remainCodes": 10,
                ],
            ])
        #expect(
            try await management.get("/users/alice0000001").json["updatedAt"]
                == .int(TestWorld.beginning.milliseconds + 1000))
        #expect(try await management.call(.delete, "\(Self.path)/\(ids[0])").status == .noContent)
        #expect(try await management.ids(Self.path) == [ids[1]])
    }

    @Test func `secrets and codes are made where none are given`() async throws {
        let management = try await Management()
        let totp = try await management.create(Self.path, ["type": "Totp"])
        #expect(totp["secret"]?.string?.wholeMatch(of: /[A-Z2-7]{32}/) != nil)
        let codes = try await management.create(Self.path, ["type": "BackupCode"])["codes"]?.strings ?? []
        #expect(codes.count == 10)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{10}/) != nil })
    }

    @Test(arguments: [
        Row(
            .post, Self.path, ["type": "Totp", "secret": "invalid"], 422, code: "user.totp_secret_invalid",
            "Invalid TOTP secret supplied."),
        Row(
            .post, Self.path, ["type": "BackupCode"], 422, code: "session.mfa.backup_code_can_not_be_alone",
            "Backup code can not be the only MFA."),
        Row(.delete, "\(Self.path)/x", 404, code: "entity.not_found", "The resource does not exist."),
        Row(.get, "/users/nobody/mfa-verifications", 404, code: "entity.not_found", "The resource does not exist."),
        Row(
            .post, "/users/nobody/mfa-verifications", ["type": "Totp"], 404, code: "entity.not_found",
            "The resource does not exist."),
        Row(
            .delete, "/users/nobody/mfa-verifications/x", 404, code: "entity.not_found", "The resource does not exist."),
    ])
    func `what is refused of somebody without factors`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `one app, and one sheet of codes that are of use`() async throws {
        let management = try await Management()
        _ = try await management.create(Self.path, ["type": "Totp"])
        try await Row(
            .post, Self.path, ["type": "Totp", "secret": "invalid"], 422, code: "user.totp_already_in_use",
            "TOTP is already in use."
        ).check(management)
        let malformed: [JSON] = [
            ["0000000000"], .strings((0..<10).map { "00000000g\($0)" }),
            .strings((0..<11).map { "00000000a\($0 % 10)" }),
        ]
        for codes in malformed {
            try await Row(
                .post, Self.path, ["type": "BackupCode", "codes": codes], 422, code: "user.wrong_backup_code_format",
                "Backup code format is invalid."
            ).check(management)
        }
        _ = try await management.create(Self.path, ["type": "BackupCode"])
        try await Row(
            .post, Self.path, ["type": "BackupCode", "codes": []], 422, code: "user.backup_code_already_in_use",
            "Backup code is already in use."
        ).check(management)
        try await management.world.store.transaction { db in
            for var factor in try db.mfaVerifications(of: "alice0000001") {
                guard case .backupCodes(let codes) = factor.content else { continue }
                factor.content = .backupCodes(
                    codes.map { MFAVerification.BackupCode($0.code, usedAt: TestWorld.beginning) })
                try db.update(factor)
            }
        }
        _ = try await management.create(Self.path, ["type": "BackupCode"])
        #expect(
            try await management.get(Self.path).json.array?.compactMap { $0["remainCodes"] } == [0, 10])
    }

    @Test func `the body has a shape`() async throws {
        let answer = try await Management().call(.post, Self.path, ["type": "WebAuthn"])
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `a deleted user's factors go too`() async throws {
        let management = try await Management()
        _ = try await management.create(Self.path, ["type": "Totp"])
        #expect(try await management.call(.delete, "/users/alice0000001").status == .noContent)
        #expect(try await management.world.store.read { try $0.mfaVerifications(of: "alice0000001") } == [])
    }
}
