import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/totp/…` and `…/backup-code/…` (spec `logto-oidc.md` §8.2).
struct MFAVerificationAPI: Sendable {
    let parts: ExperienceParts

    private static let code = Schema.Field.required("code", .notEmpty)

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/verification/totp/secret", "Make a secret for an authenticator app", status: .ok,
                answer: .verification(.required("secret", .text), .required("secretQrCode", .text)),
                handle: self.makeSecret),
            ExperienceRoute(
                .post, "/verification/totp/verify", "Check an authenticator app's code",
                body: .object([Self.code, .optional("verificationId", .text)]), status: .ok, answer: .verification(),
                handle: self.verifyTOTP),
            ExperienceRoute(
                .post, "/verification/backup-code/generate", "Make backup codes", status: .ok,
                answer: .verification(.required("codes", .array(.text))), handle: self.makeBackupCodes),
            ExperienceRoute(
                .post, "/verification/backup-code/verify", "Check a backup code", body: .object([Self.code]),
                status: .ok, answer: .verification(), handle: self.verifyBackupCode),
        ]
    }

    @Sendable private func makeSecret(_ call: ExperienceCall) async throws -> Response {
        let (id, secret) = try await call.run { session in
            try session.apply { experience, context in
                let made = try experience.makeTOTPSecret(origin: self.parts.origins.logto, in: context)
                return (made.record.id, made.secret)
            }
        }
        return .json([
            "verificationId": .string(id), "secret": .string(secret.secret),
            "secretQrCode": .string(try secret.qrCode()),
        ])
    }

    /// As for JavaScript, an empty id is none.
    @Sendable private func verifyTOTP(_ call: ExperienceCall) async throws -> Response {
        let code = call.text("code")
        let verificationID = call.text("verificationId")
        return try await self.verify(call) { experience, context in
            try verificationID.isEmpty
                ? experience.verifyTOTP(code, in: context)
                : experience.verifyNewTOTP(code, of: verificationID, in: context)
        }
    }

    @Sendable private func makeBackupCodes(_ call: ExperienceCall) async throws -> Response {
        let (id, codes) = try await call.run { session in
            try session.apply { experience, context in
                let made = try experience.makeBackupCodes(in: context)
                return (made.record.id, made.codes)
            }
        }
        return .json(["verificationId": .string(id), "codes": .strings(codes)])
    }

    @Sendable private func verifyBackupCode(_ call: ExperienceCall) async throws -> Response {
        try await self.verify(call) { try $0.useBackupCode(call.text("code"), in: $1) }
    }

    /// Whoever fails is remembered.
    private func verify(
        _ call: ExperienceCall,
        _ rule: @escaping @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> VerificationRecord
    ) async throws -> Response {
        let record = try await call.runKeepingRefusals { session in try session.apply(rule) }
        return .json(["verificationId": .string(record.id)])
    }
}
