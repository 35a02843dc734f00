import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/mfa-verifications`: a user's second factors (spec `logto-management-api.md` §6.5). Whether the tenant
/// offers a factor does not matter here.
enum UserMFAVerificationsAPI {
    private static let path = "/users/:userId/mfa-verifications"

    static let routes = [
        Route(.get, Self.path, "List a user's second factors", answer: .list(.mfaVerification), handle: Self.list),
        Route(
            .post, Self.path, "Add a second factor to a user", answer: .json(.jsonObject),
            body: .object([
                .required("type", .choice([MFAFactor.totp.rawValue, MFAFactor.backupCode.rawValue])),
                .optional("secret", .text), .optional("codes", .array(.text)),
            ]), handle: Self.add),
        Route(
            .delete, "\(Self.path)/:verificationId", "Delete a user's second factor", status: .noContent,
            handle: Self.remove),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let user = try db.existingUser(call.id("userId"))
            return .list(try db.mfaVerifications(of: user.id).map(Self.json))
        }
    }

    static func json(_ verification: MFAVerification) -> JSON {
        [
            "id": .string(verification.id.value), "createdAt": .string(verification.createdAt.isoText),
            "type": .string(verification.factor.rawValue),
            "remainCodes": verification.remainingCodes.map { .int(Int64($0)) },
        ]
    }

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        let body = call.body
        return try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            let existing = try db.mfaVerifications(of: user.id)
            let content: MFAVerification.Content
            let answer: JSON
            if body["type"]?.string == MFAFactor.totp.rawValue {
                let secret = try Self.newSecret(body["secret"]?.string, besides: existing, call)
                content = .totp(secret: secret)
                let shown = TOTPSecret(secret, of: user, origin: call.parts.origins.logto)
                answer = [
                    "type": "Totp", "secret": .string(secret), "secretQrCode": .string(try shown.qrCode()),
                ]
            } else {
                let codes = try Self.newCodes(body["codes"]?.strings, besides: existing, call)
                content = .backupCodes(codes.map { MFAVerification.BackupCode($0) })
                answer = ["codes": .strings(codes), "type": "BackupCode"]
            }
            let id: ID<MFAVerification> = ID(call.parts.entropy.longID())
            try db.insert(MFAVerification(id: id, content, createdAt: call.now), of: user.id)
            user.updatedAt = call.now
            try db.update(user)
            return .json(answer)
        }
    }

    private static func newSecret(
        _ secret: String?, besides existing: [MFAVerification], _ call: Call
    ) throws(LogtoError) -> String {
        if existing.contains(where: \.isTOTP) { throw LogtoError("user.totp_already_in_use", .unprocessableContent) }
        guard let secret else { return TOTP.secret(call.parts.entropy) }
        guard MFAVerification.isSecret(secret) else {
            throw LogtoError("user.totp_secret_invalid", .unprocessableContent)
        }
        return secret
    }

    /// - Parameter codes: `nil` for new ones.
    static func newCodes(
        _ codes: [String]?, besides existing: [MFAVerification], _ call: Call
    ) throws(LogtoError) -> [String] {
        if existing.contains(where: { ($0.remainingCodes ?? 0) > 0 }) {
            throw LogtoError("user.backup_code_already_in_use", .unprocessableContent)
        }
        guard existing.contains(where: { $0.factor != .backupCode }) else {
            throw LogtoError("session.mfa.backup_code_can_not_be_alone", .unprocessableContent)
        }
        guard let codes else { return BackupCodes.make(call.parts.entropy) }
        guard MFAVerification.BackupCode.isSheet(codes) else {
            throw LogtoError("user.wrong_backup_code_format", .unprocessableContent)
        }
        return codes
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            guard try db.deleteMFAVerification(call.id("verificationId"), of: user.id) else {
                throw LogtoError.notFound
            }
            user.updatedAt = call.now
            try db.update(user)
            return .none
        }
    }
}
