import Core

/// What an interaction has collected for its user and not yet written to them (spec `logto-oidc.md` §8.3).
package struct InteractionProfile: Equatable, Sendable {
    package var username: String?
    package var primaryEmail: String?
    package var primaryPhone: String?
    package var name: String?
    package var avatar: String?
    package var passwordHash: String?
    package var socialIdentity: LogtoUser.Identity?
    /// Members to be laid over those that the user has, as is ``customData``.
    package var profile: JSON?
    package var customData: JSON?
    /// To which organizations a new user belongs at once; those that are gone by then are passed over.
    package var jitOrganizationIDs: [String]?

    package init(
        username: String? = nil, primaryEmail: String? = nil, primaryPhone: String? = nil, name: String? = nil,
        avatar: String? = nil, passwordHash: String? = nil, socialIdentity: LogtoUser.Identity? = nil,
        profile: JSON? = nil, customData: JSON? = nil, jitOrganizationIDs: [String]? = nil
    ) {
        self.username = username
        self.primaryEmail = primaryEmail
        self.primaryPhone = primaryPhone
        self.name = name
        self.avatar = avatar
        self.passwordHash = passwordHash
        self.socialIdentity = socialIdentity
        self.profile = profile
        self.customData = customData
        self.jitOrganizationIDs = jitOrganizationIDs
    }

    /// Both, of which the other's values count where both have one.
    func overlaid(with other: InteractionProfile) -> InteractionProfile {
        InteractionProfile(
            username: other.username ?? self.username, primaryEmail: other.primaryEmail ?? self.primaryEmail,
            primaryPhone: other.primaryPhone ?? self.primaryPhone, name: other.name ?? self.name,
            avatar: other.avatar ?? self.avatar, passwordHash: other.passwordHash ?? self.passwordHash,
            socialIdentity: other.socialIdentity ?? self.socialIdentity, profile: other.profile ?? self.profile,
            customData: other.customData ?? self.customData,
            jitOrganizationIDs: other.jitOrganizationIDs ?? self.jitOrganizationIDs)
    }

    /// Writes what was collected into a user; identities are the caller's, who has to store them.
    func write(to user: inout LogtoUser, at now: Instant) {
        user.username = self.username ?? user.username
        user.primaryEmail = self.primaryEmail ?? user.primaryEmail
        user.primaryPhone = self.primaryPhone ?? user.primaryPhone
        // Empty text is stored as none (spec `logto-management-api.md` §2.3).
        if let name = self.name { user.name = name.isEmpty ? nil : name }
        if let avatar = self.avatar { user.avatar = avatar.isEmpty ? nil : avatar }
        if let hash = self.passwordHash { user.setPassword(digest: hash, at: now) }
        user.profile = user.profile.overlaid(with: self.profile)
        user.customData = user.customData.overlaid(with: self.customData)
    }
}

extension InteractionProfile {
    /// As it is kept in the interaction.
    var json: JSON { self.json(withSecrets: true) }

    /// As `GET /api/experience/interaction` shows it (§8.1).
    var publicJSON: JSON { self.json(withSecrets: false) }

    private func json(withSecrets: Bool) -> JSON {
        [
            "avatar": self.avatar.map(JSON.string),
            "name": self.name.map(JSON.string),
            "username": self.username.map(JSON.string),
            "primaryEmail": self.primaryEmail.map(JSON.string),
            "primaryPhone": self.primaryPhone.map(JSON.string),
            "passwordEncrypted": withSecrets ? self.passwordHash.map(JSON.string) : nil,
            "profile": self.profile,
            "customData": self.customData,
            "jitOrganizationIds": self.jitOrganizationIDs.map { .strings($0) },
            "socialIdentity": self.socialIdentity.map { identity in
                ["target": .string(identity.target), "userInfo": identity.details]
            },
        ]
    }

    init(_ json: JSON?) {
        self.init(
            username: json?["username"]?.string, primaryEmail: json?["primaryEmail"]?.string,
            primaryPhone: json?["primaryPhone"]?.string, name: json?["name"]?.string,
            avatar: json?["avatar"]?.string, passwordHash: json?["passwordEncrypted"]?.string,
            profile: json?["profile"], customData: json?["customData"],
            jitOrganizationIDs: json?["jitOrganizationIds"]?.array?.compactMap(\.string))
        if let target = json?["socialIdentity"]?["target"]?.string,
            let details = json?["socialIdentity"]?["userInfo"], let id = details["id"]?.string
        {
            self.socialIdentity = LogtoUser.Identity(target: target, userID: id, details: details)
        }
    }
}

extension JSON {
    /// An object with the members of another in place of its own of the same name, or behind them.
    fileprivate func overlaid(with other: JSON?) -> JSON {
        guard let other else { return self }
        return (other.members ?? []).reduce(self) { $0.setting($1.name, to: $1.value) }
    }
}
