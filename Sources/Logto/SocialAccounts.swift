import Core
import HTTPTypes
import Storage

/// Whom an account at a social provider signs in (spec `logto-oidc.md` §9.3 and §9.4).
package struct SocialAccounts: Sendable {
    private let target: String
    private let syncsProfile: Bool
    private let profile: SocialProfile

    package init(target: String, syncsProfile: Bool, profile: SocialProfile) {
        self.target = target
        self.syncsProfile = syncsProfile
        self.profile = profile
    }

    package enum Decision: Equatable, Sendable {
        /// The account belongs to this user.
        case signIn(LogtoUser)
        /// The account's address belongs to this user: it is linked to them.
        case link(LogtoUser)
        /// The same, but the person is to be asked first.
        case askToLink(LogtoUser, mayCreate: Bool)
        case register
    }

    /// - Throws: `user.suspended`; `user.identity_not_exist` where nobody may register.
    package func decide(_ experience: SignInExperience, in transaction: Transaction) throws -> Decision {
        if let user = try transaction.user(identity: self.profile.id, at: self.target) {
            if user.isSuspended { throw LogtoError("user.suspended", .unauthorized) }
            return .signIn(user)
        }
        if let related = try self.relatedUser(in: transaction) {
            if experience.socialSignIn.automaticAccountLinking != true {
                return .askToLink(related, mayCreate: experience.allowsRegistration)
            }
            if related.isSuspended { throw LogtoError("user.suspended", .unauthorized) }
            return .link(related)
        }
        guard experience.allowsRegistration else {
            throw LogtoError("user.identity_not_exist", .notFound, data: [:])
        }
        return .register
    }

    /// By phone first, then by e-mail; whether the provider has verified the address does not matter.
    private func relatedUser(in transaction: Transaction) throws -> LogtoUser? {
        if let phone = self.profile.phone, let user = try transaction.user(primaryPhone: phone) { return user }
        return try self.profile.email.flatMap(transaction.user(primaryEmail:))
    }

    /// Signs in a user whom the account belongs to. The identity stays as it was when it was linked; name and avatar
    /// are copied again where the connector says so.
    package func signIn(_ user: LogtoUser, in transaction: Transaction, at now: Instant) throws -> LogtoUser {
        var user = user
        if self.syncsProfile,
            user.name != self.profile.name ?? user.name || user.avatar != self.profile.avatar ?? user.avatar
        {
            user.name = self.profile.name ?? user.name
            user.avatar = self.profile.avatar ?? user.avatar
            user.updatedAt = now
        }
        user.lastSignInAt = now
        try transaction.update(user)
        return user
    }

    /// Gives the account to a user, and signs them in.
    ///
    /// - Throws: `user.identity_already_in_use` for an account that somebody else got while the person was asked.
    package func link(_ user: LogtoUser, in transaction: Transaction, at now: Instant) throws -> LogtoUser {
        try self.refuseIfOwned(byOtherThan: user.id, in: transaction)
        try transaction.put(self.identity, of: user.id)
        return try self.signIn(user, in: transaction, at: now)
    }

    /// Makes a user of the account. An address that belongs to someone else is left out.
    ///
    /// - Throws: `user.missing_profile` where the tenant asks for more than a social account gives;
    ///   `user.identity_already_in_use` as for linking.
    package func register(
        _ experience: SignInExperience, id: ID<LogtoUser>, application: ID<LogtoApplication>,
        in transaction: Transaction, at now: Instant
    ) throws -> LogtoUser {
        try self.refuseIfOwned(byOtherThan: nil, in: transaction)
        let email = try self.profile.email.flatMap { try transaction.user(primaryEmail: $0) == nil ? $0 : nil }
        let phone = try self.profile.phone.flatMap { try transaction.user(primaryPhone: $0) == nil ? $0 : nil }
        let user = LogtoUser(
            id: id, primaryEmail: email, primaryPhone: phone, name: self.profile.name, avatar: self.profile.avatar,
            identities: [self.identity], applicationID: application, lastSignInAt: now, createdAt: now, updatedAt: now)
        let missing = experience.missingProfile(of: user)
        guard missing.isEmpty else {
            throw LogtoError(
                "user.missing_profile", .unprocessableContent, data: ["missingProfile": .strings(missing)])
        }
        try transaction.insert(user)
        for role in try transaction.defaultRoles() { try transaction.give(role.id, to: user.id) }
        return user
    }

    private func refuseIfOwned(byOtherThan user: ID<LogtoUser>?, in transaction: Transaction) throws {
        if let owner = try transaction.user(identity: self.profile.id, at: self.target), owner.id != user {
            throw LogtoError("user.identity_already_in_use", .unprocessableContent)
        }
    }

    private var identity: LogtoUser.Identity {
        LogtoUser.Identity(target: self.target, userID: self.profile.id, details: self.profile.details)
    }
}

extension SignInExperience {
    /// The sign-up identifiers that a user who comes through a social account has still to give; a password is never
    /// asked of them (spec `logto-oidc.md` §9.3).
    fileprivate func missingProfile(of user: LogtoUser) -> [String] {
        if self.socialSignIn.skipRequiredIdentifiers == true { return [] }
        let isEither = self.signUp.identifiers.contains(.email) && self.signUp.identifiers.contains(.phone)
        if isEither { return user.primaryEmail == nil && user.primaryPhone == nil ? ["emailOrPhone"] : [] }
        return self.signUp.identifiers.filter { identifier in
            switch identifier {
            case .username: user.username == nil
            case .email: user.primaryEmail == nil
            case .phone: user.primaryPhone == nil
            }
        }.map(\.rawValue)
    }
}

/// A social account waits in the interaction while the person is asked.
extension SocialAccounts {
    package var json: JSON {
        ["target": .string(self.target), "syncsProfile": .bool(self.syncsProfile), "profile": self.profile.details]
    }

    package init?(_ json: JSON) {
        guard
            let target = json["target"]?.string, let profile = json["profile"], let id = profile["id"]?.string,
            let rawData = profile["rawData"]
        else { return nil }
        self.init(
            target: target, syncsProfile: json["syncsProfile"]?.bool ?? false,
            profile: SocialProfile(
                id: id, name: profile["name"]?.string, email: profile["email"]?.string,
                phone: profile["phone"]?.string, avatar: profile["avatar"]?.string, rawData: rawData))
    }

    /// The account's address as a stranger may see it (spec `logto-oidc.md` §9.3): `****@domain`, with the first four
    /// letters in front where the local part is longer than four; a phone number's last four digits.
    package var maskedAddress: String {
        guard let email = self.profile.email else { return "****" + (self.profile.phone ?? "").suffix(4) }
        let parts = email.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let visible = parts[0].count > 4 ? parts[0].prefix(4) : ""
        return "\(visible)****@\(parts.count > 1 ? parts[1] : "")"
    }
}
