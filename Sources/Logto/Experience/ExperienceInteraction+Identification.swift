import Core
import HTTPTypes
import Storage

/// Who is it? (spec `logto-oidc.md` §8.4)
extension ExperienceInteraction {
    /// Finds the user whom a record proves.
    ///
    /// - Parameter linksSocialIdentity: takes the user who has a social account's address, and gives them the account.
    /// - Throws: the codes of §8.4, in their order.
    package mutating func identify(
        by verificationID: String, linksSocialIdentity: Bool = false, in context: ExperienceContext
    ) throws {
        self.audit(
            "Identifier.Submit",
            [
                "verificationId": .string(verificationID),
                "linkSocialIdentity": linksSocialIdentity ? true : nil,
            ])
        guard self.event != .register else { throw LogtoError("session.invalid_interaction_type") }
        let record = try self.record(verificationID)
        AuditTrail.current?.add(["verification": record.logJSON])
        try context.settings.check(record, for: self.event)
        let (user, news) = try record.identify(linksSocialIdentity: linksSocialIdentity, in: context)
        if user.isSuspended { throw LogtoError("user.suspended", .unauthorized) }
        if let known = self.userID {
            guard known == user.id else { throw LogtoError("session.identity_conflict", .conflict) }
            return
        }
        self.userID = user.id
        AuditTrail.current?.add(["userId": .string(user.id.value)], staying: true)
        if news != InteractionProfile() {
            self.audit("Profile.Update")
            AuditTrail.current?.add(["syncedProfile": news.logJSON])
        }
        self.profile = self.profile.overlaid(with: news)
    }

    /// Takes what a record proves for the user who is to be made. It stays, whatever becomes of the registration.
    ///
    /// - Throws: the codes of §8.4 as far as "identifier free".
    package mutating func collect(_ verificationID: String, in context: ExperienceContext) throws {
        self.audit("Identifier.Submit", ["verificationId": .string(verificationID)])
        guard self.event == .register else { throw LogtoError("session.invalid_interaction_type") }
        let record = try self.record(verificationID)
        AuditTrail.current?.add(["verification": record.logJSON])
        try context.settings.emailBlocklistPolicy.check(record)
        try self.add(try record.newUser(in: context), in: context)
    }

    /// Makes a user of what was collected.
    ///
    /// - Throws: the codes of §8.4 from "mode" on.
    package mutating func createUser(in context: ExperienceContext) throws {
        self.audit("Identifier.Submit", [:])
        guard self.event == .register else { throw LogtoError("session.invalid_interaction_type") }
        try context.settings.check(.register, hasOneTimeToken: self.hasOneTimeToken)
        try self.checkMandatoryProfile(in: context)
        // Somebody else may have been faster since it was collected.
        try self.profile.checkAvailability(in: context.db)
        var user = LogtoUser(
            id: ID(context.entropy.shortID()), applicationID: context.applicationID, createdAt: context.now,
            updatedAt: context.now)
        self.profile.write(to: &user, at: context.now)
        user.identities = self.profile.socialIdentity.map { [$0] } ?? []
        try context.db.insert(user)
        for role in try context.db.defaultRoles() { try context.db.give(role.id, to: user.id) }
        let joined = try self.organizations(takingIn: user, context)
        try context.db.provision(user.id, in: joined)
        self.userID = user.id
        AuditTrail.current?.add(["userId": .string(user.id.value)], staying: true)
        AuditTrail.current?.add(["user": user.logJSON])
        try context.triggerDataHooks("User.Created", self.event, about: user)
        for organization in joined {
            try context.triggerDataHooks(
                "Organization.Membership.Updated", self.event,
                ["organizationId": .string(organization.value), "addedUserIds": [.string(user.id.value)]])
        }
        self.profile = InteractionProfile()
    }

    /// Those that a one-time token has named, and those that have the address's domain; each once.
    private func organizations(takingIn user: LogtoUser, _ context: ExperienceContext) throws -> [ID<Organization>] {
        let named: [ID<Organization>] = (self.profile.jitOrganizationIDs ?? []).map { ID($0) }
        let domain = user.primaryEmail?.split(separator: "@").dropFirst().first.map(String.init)
        let byDomain = try domain.map { try context.db.organizations(takingInDomain: $0) } ?? []
        var seen: Set<ID<Organization>> = []
        return try (named.filter { try context.db.organization($0) != nil } + byDomain)
            .filter { seen.insert($0).inserted }
    }

    /// - Throws: 422 `user.missing_profile`.
    func checkMandatoryProfile(in context: ExperienceContext) throws {
        let isSocial =
            self.profile.socialIdentity != nil
            || self.records.contains { if case .social = $0.content { $0.isVerified } else { false } }
        if isSocial, context.settings.socialSignIn.skipRequiredIdentifiers == true { return }
        let user = try self.userID.flatMap { try context.db.user($0) }
        let missing = self.profile.missing(of: context.settings.mandatoryProfile, for: user)
        guard missing.isEmpty else {
            throw LogtoError(
                "user.missing_profile", .unprocessableContent,
                data: ["missingProfile": .strings(missing.map(\.rawValue))])
        }
    }
}

extension VerificationRecord {
    /// The user whom the record proves, and what they get by it.
    fileprivate func identify(
        linksSocialIdentity: Bool, in context: ExperienceContext
    ) throws -> (LogtoUser, InteractionProfile) {
        switch self.content {
        case .password(let identifier):
            return (try context.db.existingUser(identifier), InteractionProfile())
        case .code(let address, let purpose, let isVerified):
            guard isVerified, purpose != .mfaVerification else { throw LogtoError.verificationFailed }
            return (try context.db.existingUser(UserIdentifier(address)), InteractionProfile())
        case .oneTimeToken(let email, _):
            // Of all that are not found, only this one's message says who.
            let user = try context.db.existingUser(UserIdentifier(.email, email), naming: ["identifier": email])
            return (user, InteractionProfile())
        case .social(let connectorID, let profile):
            guard let profile else { throw LogtoError.verificationFailed }
            let connector = try context.db.socialConnector(connectorID)
            let synced = connector.syncProfile ? profile.appearance : InteractionProfile()
            if linksSocialIdentity {
                guard let related = try profile.relatedUser(in: context.db) else {
                    throw LogtoError("user.identity_not_exist", .notFound)
                }
                return (related.user, synced.overlaid(with: profile.identity(at: connector)))
            }
            guard let user = try context.db.user(identity: profile.id, at: connector.target) else {
                let related = try profile.relatedUser(in: context.db)
                throw LogtoError(
                    "user.identity_not_exist", .notFound, data: ["relatedUser": related?.identifier.json])
            }
            return (user, synced)
        case .newPasswordIdentity, .totp, .backupCode:
            throw LogtoError.verificationFailed
        }
    }

    /// What a new user would have by it.
    func newUser(in context: ExperienceContext) throws -> InteractionProfile {
        switch self.content {
        case .newPasswordIdentity(let identifier, let hash):
            return identifier.profile.overlaid(with: InteractionProfile(passwordHash: hash))
        case .social(let connectorID, let profile):
            guard let profile else { throw LogtoError.verificationFailed }
            let connector = try context.db.socialConnector(connectorID)
            return profile.identity(at: connector).overlaid(with: try profile.newUser(in: context.db))
        case .code(let address, let purpose, let isVerified):
            guard isVerified, purpose != .mfaVerification else { throw LogtoError.verificationFailed }
            return UserIdentifier(address).profile
        case .oneTimeToken(let email, let tokenContext):
            return InteractionProfile(
                primaryEmail: email,
                jitOrganizationIDs: tokenContext["jitOrganizationIds"]?.array?.compactMap(\.string))
        case .password, .totp, .backupCode:
            throw LogtoError.verificationFailed
        }
    }
}

extension Transaction {
    /// - Throws: 404 `user.user_not_exist`.
    fileprivate func existingUser(
        _ identifier: UserIdentifier, naming values: [String: String] = [:]
    ) throws -> LogtoUser {
        guard let user = try self.user(identifier) else {
            throw LogtoError(
                "user.user_not_exist", .notFound, data: ["identifier": .string(identifier.value)], values: values)
        }
        return user
    }

    /// - Throws: 422 `session.invalid_connector_id`.
    package func socialConnector(_ id: ID<LogtoConnector>) throws -> LogtoConnector {
        guard let connector = try self.connector(id) else {
            throw LogtoError(
                "session.invalid_connector_id", .unprocessableContent, values: ["connectorId": id.value])
        }
        return connector
    }
}
