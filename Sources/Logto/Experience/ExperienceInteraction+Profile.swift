import Core
import HTTPTypes
import Storage

/// What a person adds to their account on the way (spec `logto-oidc.md` §8.3).
extension ExperienceInteraction {
    /// - Throws: 422 `user.*_exists_in_profile`, `user.*_already_in_use`.
    package mutating func add(_ news: InteractionProfile, in context: ExperienceContext) throws {
        if let user = try self.presentUser(in: context.db) { try news.checkNovelty(for: user) }
        try news.checkAvailability(in: context.db)
        self.profile = self.profile.overlaid(with: news)
    }

    /// Adds a username.
    ///
    /// - Throws: 422 `user.username_…` of the tenant's policy; as ``add(_:in:)``.
    package mutating func addUsername(_ username: String, in context: ExperienceContext) throws {
        try context.settings.usernamePolicy.check(username)
        try self.add(InteractionProfile(username: username), in: context)
    }

    /// Adds an address or a phone number that a code has proved.
    ///
    /// - Throws: 404 `session.verification_session_not_found`; `session.email_blocklist.…`; 400
    ///   `session.verification_failed`; as ``add(_:in:)``.
    package mutating func addVerified(
        _ type: SignInExperience.Identifier, _ verificationID: String, in context: ExperienceContext
    ) throws {
        let record = try self.record(verificationID)
        guard case .code(let address, let purpose, _) = record.content, purpose != .mfaVerification,
            UserIdentifier(address).type == type
        else { throw LogtoError.verificationNotFound }
        try context.settings.emailBlocklistPolicy.check(record)
        AuditTrail.current?.add(["verification": record.logJSON])
        try self.add(try record.newUser(in: context), in: context)
    }

    /// Adds the account at a provider that a record proves.
    ///
    /// - Throws: 404 `session.verification_session_not_found`; 400 `session.verification_failed`; as ``add(_:in:)``.
    package mutating func addSocial(_ verificationID: String, in context: ExperienceContext) throws {
        let record = try self.record(verificationID)
        guard case .social(let connectorID, let profile) = record.content else { throw LogtoError.verificationNotFound }
        try context.settings.emailBlocklistPolicy.check(record)
        AuditTrail.current?.add(["verification": record.logJSON])
        guard let profile else { throw LogtoError.verificationFailed }
        let connector = try context.db.socialConnector(connectorID)
        try self.add(profile.identity(at: connector), in: context)
        let synced =
            try self.presentUser(in: context.db) == nil
            ? profile.newUser(in: context.db) : connector.syncProfile ? profile.appearance : InteractionProfile()
        // What was given by hand counts for more.
        self.profile = synced.overlaid(with: self.profile)
    }

    /// Adds a password to an account that has none.
    package mutating func addPassword(hash: String, in context: ExperienceContext) throws {
        let news = InteractionProfile(passwordHash: hash)
        if let user = try self.presentUser(in: context.db) { try news.checkNovelty(for: user) }
        self.profile = self.profile.overlaid(with: news)
    }

    /// Whether a forgotten password may be replaced now.
    ///
    /// - Throws: 400 `session.invalid_interaction_type`; the codes of ``identifiedUser(in:)``.
    package func checkPasswordMayBeReset(in context: ExperienceContext) throws {
        guard self.event == .forgotPassword else { throw LogtoError("session.invalid_interaction_type") }
        _ = try self.identifiedUser(in: context.db)
    }

    package mutating func resetPassword(hash: String, in context: ExperienceContext) throws {
        try self.checkPasswordMayBeReset(in: context)
        self.profile.passwordHash = hash
    }

    /// Whether the profile may be added to at all. A social account may be before there is a second factor: nothing is
    /// written without one.
    ///
    /// - Throws: 400 `session.not_supported_for_forgot_password`; in SignIn the codes of ``identifiedUser(in:)`` and
    ///   ``checkMFAProof(in:)``.
    package func checkProfileIsOpen(to update: ProfileUpdate, in context: ExperienceContext) throws {
        if self.event == .forgotPassword { throw LogtoError("session.not_supported_for_forgot_password") }
        if self.event == .signIn { _ = try self.identifiedUser(in: context.db) }
        if case .social = update { return }
        try self.checkMFAProof(in: context)
    }

    /// The user, of whom there need not be one yet while they register.
    package func presentUser(in db: Transaction) throws -> LogtoUser? {
        if self.event == .register { return try self.userID.flatMap { try db.user($0) } }
        return try self.identifiedUser(in: db)
    }
}
