import Core
import HTTPTypes
import Storage

/// What of second factors is to be written to the user, and what they do not want (spec `logto-oidc.md` §8.3).
extension ExperienceInteraction {
    /// Whether second factors may be set up and skipped now.
    ///
    /// - Throws: 400 `session.not_supported_for_forgot_password`; in SignIn the codes of ``checkMFAProof(in:)``.
    package func checkMFAIsOpen(in context: ExperienceContext) throws {
        if self.event == .forgotPassword { throw LogtoError("session.not_supported_for_forgot_password") }
        try self.checkMFAProof(in: context)
    }

    /// Takes a factor that a record has prepared.
    ///
    /// - Throws: 404 `session.verification_session_not_found`; 400 `session.verification_failed`,
    ///   `session.mfa.pending_info_not_found`, `session.mfa.mfa_factor_not_enabled`; 422 `user.totp_already_in_use`,
    ///   `session.mfa.backup_code_can_not_be_alone`.
    package mutating func bind(
        _ factor: MFAFactor, by verificationID: String, in context: ExperienceContext
    ) throws {
        self.audit("BindMfa.\(factor.rawValue).Submit")
        AuditTrail.current?.add(["verificationId": .string(verificationID)])
        switch factor {
        case .totp: try self.bindTOTP(verificationID, in: context)
        case .backupCode: try self.bindBackupCodes(verificationID, in: context)
        // No record can be of a passkey.
        case .webAuthn: throw LogtoError.verificationNotFound
        case .emailVerificationCode: try self.bindContact(.email, verificationID, in: context)
        case .phoneVerificationCode: try self.bindContact(.phone, verificationID, in: context)
        }
        self.mfa.isEnabled = true
    }

    private mutating func bindTOTP(_ verificationID: String, in context: ExperienceContext) throws {
        let record = try self.record(verificationID, type: "Totp")
        guard case .totp(_, let secret, true) = record.content else { throw LogtoError.verificationFailed }
        guard let secret else { throw LogtoError("session.mfa.pending_info_not_found") }
        try context.settings.mfa.check([.totp])
        let user = try self.identifiedUser(in: context.db)
        if try context.db.mfaVerifications(of: user.id).contains(where: \.isTOTP) {
            throw LogtoError("user.totp_already_in_use", .unprocessableContent)
        }
        self.mfa.totpSecret = secret
    }

    private mutating func bindBackupCodes(_ verificationID: String, in context: ExperienceContext) throws {
        let record = try self.record(verificationID, type: "BackupCode")
        try context.settings.mfa.check([.backupCode])
        guard try self.userFactors(in: context).contains(where: { $0 != .backupCode }) else {
            throw LogtoError("session.mfa.backup_code_can_not_be_alone", .unprocessableContent)
        }
        guard case .backupCode(_, _, .some(let codes)) = record.content else {
            throw LogtoError("session.mfa.pending_info_not_found")
        }
        self.mfa.backupCodes = codes
    }

    /// Takes an address, which is a factor of whoever has one. The code that has proved it counts for the sign-in as well.
    private mutating func bindContact(
        _ type: SignInExperience.Identifier, _ verificationID: String, in context: ExperienceContext
    ) throws {
        try self.addVerified(type, verificationID, in: context)
        guard case .code(let address, _, _) = try self.record(verificationID).content else { return }
        self.set(context.record(.code(address, .mfaVerification, isVerified: true)))
    }

    /// The user turns second factors on.
    package mutating func enableMFA() { self.mfa.isEnabled = true }

    /// The user does not want a second factor, now and later.
    ///
    /// - Throws: the codes of ``identifiedUser(in:)``; 422 `session.mfa.mfa_policy_not_user_controlled`.
    package mutating func skipMFA(in context: ExperienceContext) throws {
        let user = try self.identifiedUser(in: context.db)
        guard try !context.demandsMFA(of: user) else {
            throw LogtoError("session.mfa.mfa_policy_not_user_controlled", .unprocessableContent)
        }
        self.mfa.isSkipped = true
    }

    /// The user does not want another factor, this time.
    package mutating func skipMFASuggestion() { self.mfa.isSuggestionSkipped = true }

    /// The user does not want a passkey, now and later.
    package mutating func skipPasskey() { self.mfa.isPasskeySkipped = true }

    /// Writes what was collected to the user; new backup codes take the place of old ones.
    func writeMFA(to user: LogtoUser, in context: ExperienceContext) throws {
        func add(_ content: MFAVerification.Content) throws {
            try context.db.insert(
                MFAVerification(id: ID(context.entropy.longID()), content, createdAt: context.now), of: user.id)
        }
        if let codes = self.mfa.backupCodes {
            for old in try context.db.mfaVerifications(of: user.id) where old.factor == .backupCode {
                _ = try context.db.deleteMFAVerification(old.id, of: user.id)
            }
            if let secret = self.mfa.totpSecret { try add(.totp(secret: secret)) }
            try add(.backupCodes(codes.map { MFAVerification.BackupCode($0) }))
        } else if let secret = self.mfa.totpSecret {
            try add(.totp(secret: secret))
        }
        let old = try context.db.logtoConfig(of: user.id)
        var config = old
        config.isMFAEnabled = self.mfa.isEnabled ?? config.isMFAEnabled
        config.isMFASkipped = self.mfa.isSkipped ?? config.isMFASkipped
        config.isPasskeySkipped = self.mfa.isPasskeySkipped ?? config.isPasskeySkipped
        if config != old { try context.db.put(config, of: user.id) }
    }
}

extension SignInExperience.MFA {
    /// - Throws: 400 `session.mfa.mfa_factor_not_enabled` for what the tenant does not offer.
    func check(_ factors: [MFAFactor]) throws(LogtoError) {
        guard factors.allSatisfy(self.factors.contains) else { throw LogtoError("session.mfa.mfa_factor_not_enabled") }
    }
}
