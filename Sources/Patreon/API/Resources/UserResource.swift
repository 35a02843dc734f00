import Core
import Storage

extension V2Resources {
    /// §3.4. The e-mail address is shown to nobody but the account itself, and only with its scope.
    func user(_ account: PatreonAccount) -> JSONAPIResource {
        JSONAPIResource(
            type: "user", id: account.id.value, attributes: try self.attributes(of: account),
            related: self.relationships(of: account))
    }

    func user(_ id: ID<PatreonAccount>) throws -> JSONAPIResource? {
        try self.db.patreonAccount(id).map(self.user)
    }

    private func attributes(of account: PatreonAccount) throws -> [String: JSON] {
        let profile = PatreonProfile(account, origin: self.origin)
        var attributes: [String: JSON] = [
            "about": .nullable(account.profile.about),
            "created": .time(account.createdAt),
            "first_name": .string(profile.firstName),
            "full_name": .string(account.fullName),
            "hide_pledges": .bool(account.profile.hidesPledges),
            "image_url": .string(profile.imageURL),
            "is_creator": .bool(try self.db.campaign(of: account.id)?.publishedAt != nil),
            "last_name": .string(profile.lastName),
            "like_count": .int(account.profile.likeCount),
            "social_connections": try self.socialConnections(of: account),
            "thumb_url": .string(profile.thumbURL),
            "url": .string(profile.url),
            "vanity": .nullable(account.vanity),
        ]
        if self.isOwn(account.id) {
            if self.bearer.has("identity[email]") { attributes["email"] = .nullable(account.email) }
            // Not gated: the documentation names the address alone (§3.5).
            attributes["is_email_verified"] = .bool(account.isEmailVerified)
            attributes["can_see_nsfw"] = .nullable(account.profile.canSeeNSFW)
        } else if let member = try self.ownMember(account.id), member.masksIdentity {
            attributes.merge(Self.mask) { $1 }
        }
        return attributes
    }

    private func relationships(of account: PatreonAccount) -> [String: () throws -> JSONAPIResource.Related] {
        var related: [String: () throws -> JSONAPIResource.Related] = [:]
        let hasCampaignScope = self.bearer.has("campaigns")
        if !self.isOwn(account.id) || hasCampaignScope || (self.ownCampaign == nil) {
            related["campaign"] = { .one(try self.db.campaign(of: account.id).map(self.campaign)) }
        }
        if self.isOwn(account.id) {
            related["memberships"] = { .many(try self.memberships().map(self.member)) }
        } else if self.ownCampaign != nil, self.bearer.has("campaigns.members") {
            related["memberships"] = { .many(try self.ownMember(account.id).map { [self.member($0)] } ?? []) }
        }
        return related
    }

    /// The account's membership in the bearer's own campaign.
    private func ownMember(_ account: ID<PatreonAccount>) throws -> Member? {
        try self.ownCampaign.flatMap { try self.db.member(account: account, of: $0.id) }
    }

    /// What is left of a member who hides who they are (§3.5).
    static let maskedName = "Anonymous member"

    private static let mask: [String: JSON] = [
        "about": .null, "first_name": .string(maskedName), "full_name": .string(maskedName), "last_name": "",
        "social_connections": .nulls(socialNetworks), "vanity": .null,
    ]

    /// A creator sees a member's account at Discord, where the campaign and the member's tier go with it, and no other.
    private func socialConnections(of account: PatreonAccount) throws -> JSON {
        let own = account.profile.socialConnections
        let isShown: (String) -> Bool
        if self.isOwn(account.id) {
            isShown = { _ in true }
        } else {
            let showsDiscord = try self.showsDiscord(of: account)
            isShown = { $0 == "discord" && showsDiscord }
        }
        let names = Set(Self.socialNetworks).union(self.isOwn(account.id) ? own.keys.map { $0 } : [])
        return .sorted(
            Dictionary(uniqueKeysWithValues: names.map { ($0, isShown($0) ? own[$0] ?? .null : .null) }))
    }

    private func showsDiscord(of account: PatreonAccount) throws -> Bool {
        guard self.ownCampaign?.discordServerID != nil, let member = try self.ownMember(account.id) else {
            return false
        }
        return try self.db.tiers(of: member).contains { $0.discordRoleIDs?.isEmpty == false }
    }

    /// As recorded at the end of 2023.
    static let socialNetworks = [
        "discord", "facebook", "google", "instagram", "reddit", "spotify", "spotify_open_access", "twitch", "twitter",
        "vimeo", "youtube",
    ]
}
