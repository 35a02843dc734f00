import Core
import HTTPTypes
import Storage

/// What the tenant demands of second factors when an interaction is submitted (spec `logto-oidc.md` §8.5).
extension ExperienceInteraction {
    /// Whoever signs in and has a second factor proves one.
    ///
    /// - Throws: 404 `session.identifier_not_found`; 403 `session.mfa.require_mfa_verification` with the factors to
    ///   choose from.
    package func checkMFAProof(in context: ExperienceContext) throws {
        guard self.event == .signIn else { return }
        let user = try self.identifiedUser(in: context.db)
        let settings = context.settings.mfa
        if settings.policy != .mandatory, try context.db.logtoConfig(of: user.id).skipsMFAOnSignIn { return }
        let factors = try context.storedFactors(of: user) + settings.factors(of: user.contacts)
        guard !factors.isEmpty, !self.records.compactMap(\.provenFactor).contains(where: factors.contains) else {
            return
        }
        throw LogtoError(
            "session.mfa.require_mfa_verification", .forbidden,
            data: [
                "availableFactors": .factors(factors.distinct.withBackupCodesLast),
                "maskedIdentifiers": user.contacts.masked(for: factors),
            ])
    }

    /// Whoever has no second factor sets one up, or says that they do not want one, as the policy has it.
    ///
    /// - Throws: 422 `user.suggest_mfa`, `user.missing_mfa`, `session.mfa.suggest_additional_mfa`,
    ///   `session.mfa.backup_code_required`.
    mutating func checkMFAEnrolment(in context: ExperienceContext) throws {
        let settings = context.settings.mfa
        let user = try self.identifiedUser(in: context.db)
        let factors = try self.userFactors(in: context)
        guard !settings.factors.isEmpty else { return }
        let isDemanded = try context.demandsMFA(of: user)
        let isLeftAlone = self.event == .register && settings.policy.asksOnlyAtSignIn
        let config = try context.db.logtoConfig(of: user.id)
        let isSkipped = self.mfa.isSkipped ?? config.isMFASkipped
        if settings.policy.isSkippable, settings.policy != .noPrompt, !isLeftAlone, !isSkipped, !isDemanded {
            // Users of the time before this was remembered have turned it on if they have a factor.
            let isEnabled = self.mfa.isEnabled ?? config.isMFAEnabled ?? !factors.isEmpty
            guard isEnabled else { throw LogtoError("user.suggest_mfa", .unprocessableContent) }
            if config.isMFAEnabled == nil { self.mfa.isEnabled = true }
        }
        if isLeftAlone || (!isDemanded && (settings.policy == .noPrompt || isSkipped)) { return }

        let offered = settings.factors.filter { $0 != .backupCode }.inOrder
        let linked = factors + self.mfa.factors
        guard offered.contains(where: linked.contains) else {
            throw LogtoError(
                "user.missing_mfa", .unprocessableContent,
                data: ["availableFactors": .factors(offered), "skippable": isDemanded ? nil : true])
        }
        try self.suggestAnotherFactor(than: factors, of: offered, to: user, in: context)
        guard !settings.factors.contains(.backupCode) || linked.contains(.backupCode) else {
            throw LogtoError("session.mfa.backup_code_required", .unprocessableContent)
        }
    }

    /// An address by which one also signs in is little of a second factor.
    private func suggestAnotherFactor(
        than factors: [MFAFactor], of offered: [MFAFactor], to user: LogtoUser, in context: ExperienceContext
    ) throws {
        if self.mfa.isSuggestionSkipped == true || offered.allSatisfy(factors.contains) { return }
        let signUp = context.settings.signUp
        if factors.contains(.emailVerificationCode), !signUp.asks(for: .email) { return }
        if factors.contains(.phoneVerificationCode), !signUp.asks(for: .phone) { return }
        if factors.contains(.totp) || factors.contains(.backupCode) { return }
        throw LogtoError(
            "session.mfa.suggest_additional_mfa", .unprocessableContent,
            data: [
                "availableFactors": .factors(offered), "maskedIdentifiers": user.contacts.masked(for: factors),
                "isWebAuthnUsedAsSignInPasskey": false, "skippable": true, "suggestion": true,
            ])
    }

    /// What of second factors a submission would be refused for now; `nil` where they are not in its way.
    package func missingMFA(in context: ExperienceContext) throws -> LogtoError? {
        guard self.event != .forgotPassword else { return nil }
        do {
            try self.checkMFAProof(in: context)
            var copy = self
            try copy.checkMFAEnrolment(in: context)
            return nil
        } catch let refusal as LogtoError {
            return refusal
        }
    }

    /// The factors that the user has or is about to have, backup codes to be set up not counted.
    func userFactors(in context: ExperienceContext) throws -> [MFAFactor] {
        let user = try self.identifiedUser(in: context.db)
        let settings = context.settings.mfa
        let news = Contacts(email: self.profile.primaryEmail, phone: self.profile.primaryPhone)
        return
            (try context.storedFactors(of: user) + settings.factors(of: user.contacts)
            + (self.mfa.totpSecret == nil ? [] : [.totp]) + settings.factors(of: news)).distinct
    }
}

extension ExperienceContext {
    /// Whether a user cannot go on without a second factor: by the tenant's policy, or by an organization's where the
    /// tenant lets those decide.
    func demandsMFA(of user: LogtoUser) throws -> Bool {
        if !self.settings.mfa.policy.isSkippable { return true }
        return try self.settings.mfa.organizationRequiredMfaPolicy == .mandatory
            && self.db.organizations(of: user.id).contains(where: \.isMfaRequired)
    }

    /// The factors that a user has set up, as far as the tenant offers them and they are of use: the one used last
    /// first, backup codes last.
    fileprivate func storedFactors(of user: LogtoUser) throws -> [MFAFactor] {
        try self.db.mfaVerifications(of: user.id)
            .filter { $0.isUsable && self.settings.mfa.factors.contains($0.factor) }
            .sorted { ($0.lastUsedAt?.milliseconds ?? 0) > ($1.lastUsedAt?.milliseconds ?? 0) }
            .map(\.factor).withBackupCodesLast
    }
}
