import Core
import Logto
import Storage

/// Proofs by a code that is sent to an address or a phone number (spec `logto-oidc.md` §8.2), for the pages and for the
/// API. What is refused is committed first: a code is made though no message can be sent, and tries are counted.
struct CodeVerification: Sendable {
    let parts: ExperienceParts

    /// Sends a code.
    ///
    /// - Parameter event: what the code is for.
    /// - Returns: the id of the record that it can prove.
    /// - Throws: `connector.not_found` and its like, 429 `request.message_rate_limited`,
    ///   `session.email_blocklist.…`.
    func send(to address: MessageAddress, for event: InteractionEvent, in uid: String) async throws -> String {
        try await self.send(in: uid) { try $0.sendCode(to: address, for: event, uid: uid, in: $1) }
    }

    /// Sends a code that proves a second factor.
    ///
    /// - Throws: as ``send(to:for:in:)``; 400 `session.identifier_not_found`, `session.mfa.mfa_factor_not_enabled`.
    func sendFactorCode(to type: SignInExperience.Identifier, in uid: String) async throws -> String {
        try await self.send(in: uid) { try $0.sendFactorCode(to: type, uid: uid, in: $1) }
    }

    /// Tries a code.
    ///
    /// - Throws: 404 `session.verification_session_not_found`; 400 `verification_code.…`,
    ///   `session.verification_blocked_too_many_attempts`.
    func verify(
        _ code: String, of address: MessageAddress, verificationID: String, in uid: String
    ) async throws {
        try await self.verify(in: uid) {
            try $0.verifyCode(code, of: address, by: verificationID, uid: uid, in: $1)
        }
    }

    /// Tries a code that proves a second factor.
    func verifyFactorCode(
        _ code: String, of type: SignInExperience.Identifier, verificationID: String, in uid: String
    ) async throws {
        try await self.verify(in: uid) {
            try $0.verifyFactorCode(code, of: type, by: verificationID, uid: uid, in: $1)
        }
    }

    private func send(
        in uid: String,
        _ rule:
            @escaping @Sendable (inout ExperienceInteraction, ExperienceContext) throws
            -> Result<VerificationRecord, LogtoError>
    ) async throws -> String {
        try await self.parts.inSession(uid) { session in
            let result = try session.apply(rule)
            if case .failure(let refusal) = result { AuditTrail.current?.fail(refusal) }
            return result
        }.get().id
    }

    private func verify(
        in uid: String,
        _ rule: @escaping @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> LogtoError?
    ) async throws {
        let refusal = try await self.parts.inSession(uid) { session in
            let refusal = try session.apply(rule)
            if let refusal { AuditTrail.current?.fail(refusal) }
            return refusal
        }
        if let refusal { throw refusal }
    }
}
