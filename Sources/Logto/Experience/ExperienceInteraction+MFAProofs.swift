import Core
import Storage

/// Second factors, set up and proved (spec `logto-oidc.md` §8.2). Whoever fails too often is locked out of the factor by
/// the user's id: what fails here has to be committed all the same (``Sentinel``).
extension ExperienceInteraction {
    /// Begins to set up an authenticator app.
    ///
    /// - Parameter origin: Logto's.
    /// - Throws: the codes of ``identifiedUser(in:)``.
    package mutating func makeTOTPSecret(
        origin: String, in context: ExperienceContext
    ) throws -> (record: VerificationRecord, secret: TOTPSecret) {
        self.audit("Verification.Totp.Create")
        let user = try self.identifiedUser(in: context.db)
        let secret = TOTPSecret(TOTP.secret(context.entropy), of: user, origin: origin)
        let record = context.record(.totp(user.id, newSecret: secret.secret, isVerified: false))
        self.set(record)
        return (record, secret)
    }

    /// The app that is being set up shows the right code.
    ///
    /// - Throws: the codes of ``identifiedUser(in:)``; 404 `session.verification_session_not_found`; 400
    ///   `session.mfa.invalid_totp_code`.
    package mutating func verifyNewTOTP(
        _ code: String, of verificationID: String, in context: ExperienceContext
    ) throws -> VerificationRecord {
        self.audit(
            "Verification.Totp.Submit", ["verificationId": .string(verificationID), "code": .string(code)])
        let user = try self.identifiedUser(in: context.db)
        let record = try self.record(verificationID, type: "Totp")
        guard case .totp(user.id, let secret, _) = record.content else { throw LogtoError.verificationNotFound }
        guard let secret, TOTP(secret: secret)?.accepts(code, at: context.now) == true else {
            throw LogtoError("session.mfa.invalid_totp_code")
        }
        let verified = VerificationRecord(id: record.id, .totp(user.id, newSecret: secret, isVerified: true))
        self.set(verified)
        return verified
    }

    /// The user's own app shows the right code.
    ///
    /// - Throws: the codes of ``identifiedUser(in:)``; 400 `session.mfa.invalid_totp_code`,
    ///   `session.verification_blocked_too_many_attempts`.
    package mutating func verifyTOTP(_ code: String, in context: ExperienceContext) throws -> VerificationRecord {
        self.audit("Verification.Totp.Submit", ["code": .string(code)])
        let user = try self.identifiedUser(in: context.db)
        try Sentinel(context).watch(.mfaTotp, of: Sentinel.Target(user.id)) {
            var factor = try context.db.mfaVerifications(of: user.id).first(where: \.isTOTP)
            guard case .totp(let secret) = factor?.content, TOTP(secret: secret)?.accepts(code, at: context.now) == true
            else { throw LogtoError("session.mfa.invalid_totp_code") }
            factor?.lastUsedAt = context.now
            if let factor { try context.db.update(factor) }
        }
        let record = context.record(.totp(user.id, newSecret: nil, isVerified: true))
        self.set(record)
        return record
    }

    /// Begins to set up backup codes.
    ///
    /// - Throws: the codes of ``identifiedUser(in:)``.
    package mutating func makeBackupCodes(
        in context: ExperienceContext
    ) throws -> (record: VerificationRecord, codes: [String]) {
        self.audit("Verification.BackupCode.Create")
        let user = try self.identifiedUser(in: context.db)
        let codes = BackupCodes.make(context.entropy)
        let record = context.record(.backupCode(user.id, used: nil, newCodes: codes))
        self.set(record)
        return (record, codes)
    }

    /// Uses up one of the user's backup codes.
    ///
    /// - Throws: the codes of ``identifiedUser(in:)``; 400 `session.mfa.invalid_backup_code`,
    ///   `session.verification_blocked_too_many_attempts`.
    package mutating func useBackupCode(
        _ code: String, in context: ExperienceContext
    ) throws -> VerificationRecord {
        self.audit("Verification.BackupCode.Submit", ["code": .string(code)])
        let user = try self.identifiedUser(in: context.db)
        try Sentinel(context).watch(.mfaBackupCode, of: Sentinel.Target(user.id)) {
            let factor = try context.db.mfaVerifications(of: user.id).first { $0.factor == .backupCode }
            guard var factor, factor.use(code, at: context.now) else {
                throw LogtoError("session.mfa.invalid_backup_code")
            }
            try context.db.update(factor)
        }
        let record = context.record(.backupCode(user.id, used: code, newCodes: nil))
        self.set(record)
        return record
    }
}

extension MFAVerification {
    /// - Returns: whether there was such a code that nobody had used.
    fileprivate mutating func use(_ code: String, at now: Instant) -> Bool {
        guard case .backupCodes(var codes) = self.content,
            let index = codes.firstIndex(where: { $0.code == code && $0.usedAt == nil })
        else { return false }
        codes[index].usedAt = now
        self.content = .backupCodes(codes)
        self.lastUsedAt = now
        return true
    }
}
