import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account/mfa-verifications/totp` and what is generated for people to set factors up (spec
/// `logto-management-api.md` §4.9, §6.13).
enum AccountTOTPAPI {
    private static let path = "/my-account/mfa-verifications"

    static let routes = [
        Route.account(
            .put, "\(Self.path)/totp", "Set or replace one's authenticator app", status: .noContent,
            body: .object([.required("secret", .text), .required("code", .text)]), handle: Self.replace),
        Route.account(
            .post, "\(Self.path)/totp-secret/generate", "Generate a secret",
            answer: .members(.required("secret", .text))
        ) { account in
            .json(["secret": .string(TOTP.secret(account.call.parts.entropy))])
        },
        Route.account(
            .post, "\(Self.path)/backup-codes/generate", "Generate backup codes",
            answer: .members(.required("codes", .array(.text)))
        ) { account in
            .json(["codes": .strings(BackupCodes.make(account.call.parts.entropy))])
        },
        Route.account(
            .get, "\(Self.path)/backup-codes", "List one's backup codes",
            answer: .members(
                .required("codes", .array(.object([.required("code", .text), .optional("usedAt", .text)])))),
            handle: Self.listCodes
        )
        .failing(.notFound),
    ]

    @Sendable private static func replace(_ account: AccountCall) async throws -> Answer {
        try account.caller.checkMFA(editing: .mfa)
        let (secret, code) = (account.body["secret"]?.string ?? "", account.body["code"]?.string ?? "")
        try await account.update { user, db in
            try db.signInExperience().requireFactor(.totp)
            let verification = account.factor(try .totp(secret, code: code, at: account.call.now))
            if let old = try db.mfaVerifications(of: user.id).first(where: \.isTOTP) {
                try db.replace(old.id, by: verification)
            } else {
                try db.insert(verification, of: user.id)
            }
            try db.enableMFA(of: user.id)
        }
        return .none
    }

    @Sendable private static func listCodes(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireVerification()
        try account.caller.require(.identities, otherwise: .unauthorized)
        return try await account.call.read { db in
            for verification in try db.mfaVerifications(of: account.caller.userID) {
                guard case .backupCodes(let codes) = verification.content else { continue }
                return .json([
                    "codes": .array(
                        codes.map { ["code": .string($0.code), "usedAt": $0.usedAt.map { .string($0.isoText) }] })
                ])
            }
            throw LogtoError("verification_record.not_found", .notFound)
        }
    }
}
