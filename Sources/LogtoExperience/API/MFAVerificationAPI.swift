import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/totp/…` and `…/backup-code/…` (spec `logto-oidc.md` §8.2).
struct MFAVerificationAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("totp/secret", use: self.makeSecret)
            .post("totp/verify", use: self.verifyTOTP)
            .post("backup-code/generate", use: self.makeBackupCodes)
            .post("backup-code/verify", use: self.verifyBackupCode)
    }

    @Sendable private func makeSecret(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
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
    @Sendable private func verifyTOTP(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([.required("code", .notEmpty), .optional("verificationId", .text)])
        let code = body["code"]?.string ?? ""
        let verificationID = body["verificationId"]?.string ?? ""
        return try await self.verify(call) { experience, context in
            try verificationID.isEmpty
                ? experience.verifyTOTP(code, in: context)
                : experience.verifyNewTOTP(code, of: verificationID, in: context)
        }
    }

    @Sendable private func makeBackupCodes(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let (id, codes) = try await call.run { session in
            try session.apply { experience, context in
                let made = try experience.makeBackupCodes(in: context)
                return (made.record.id, made.codes)
            }
        }
        return .json(["verificationId": .string(id), "codes": .strings(codes)])
    }

    @Sendable private func verifyBackupCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let code = try call.body([.required("code", .notEmpty)])["code"]?.string ?? ""
        return try await self.verify(call) { try $0.useBackupCode(code, in: $1) }
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
