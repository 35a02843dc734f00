import Core
import Storage

extension V1Resources {
    func user(_ account: PatreonAccount) -> JSONAPIResource {
        var related: [String: () throws -> JSONAPIResource.Related] = [:]
        if self.isOwn(account.id) {
            related["pledges"] = { .many(try self.pledges().map(self.pledge)) }
            // Whoever has none has no relationship to it either.
            if let campaign = self.ownCampaign, self.mayReadCampaigns {
                related["campaign"] = { .one(self.campaign(campaign)) }
            }
        } else if account.id == self.bearer.client.ownerID {
            related["campaign"] = { .one(try self.db.campaign(of: account.id).map(self.campaign)) }
        }
        return JSONAPIResource(
            type: "user", id: account.id.value, attributes: try self.attributes(of: account), related: related)
    }

    func user(_ id: ID<PatreonAccount>) throws -> JSONAPIResource? {
        try self.db.patreonAccount(id).map(self.user)
    }

    private func attributes(of account: PatreonAccount) throws -> [String: JSON] {
        let profile = account.profile
        let names = PatreonProfile(account, origin: self.origin)
        let connections = profile.socialConnections
        func network(_ name: String) -> JSON { connections[name]?["user_id"] ?? .null }
        func page(_ name: String) -> JSON { connections[name]?["url"] ?? .null }
        var attributes: [String: JSON] = [
            "about": .nullable(profile.about),
            "age_verification_status": .nullable(profile.ageVerificationStatus),
            "apple_id": network("apple"),
            "can_see_nsfw": .nullable(profile.canSeeNSFW),
            "comment_count": .int(profile.commentCount),
            "created": .v1Time(account.createdAt),
            "current_user_block_status": "none",
            "default_country_code": .nullable(profile.countryCode),
            "discord_id": network("discord"),
            "email": .nullable(account.email),
            "facebook": page("facebook"),
            "facebook_id": network("facebook"),
            "first_name": .string(names.firstName),
            "full_name": .string(account.fullName),
            "gender": .int(profile.gender),
            "google_id": network("google"),
            "has_password": .bool(profile.hasPassword ?? (account.email != nil)),
            "image_url": .string(names.imageURL),
            "is_deleted": .bool(profile.isDeleted),
            "is_eligible_for_idv": .bool(profile.isEligibleForIDV),
            // Never `null`, which Logto would refuse (§7.1).
            "is_email_verified": .bool(account.isEmailVerified),
            "is_nuked": .bool(profile.isNuked),
            "is_suspended": .bool(profile.isSuspended),
            "last_name": .string(names.lastName),
            "like_count": .int(profile.likeCount),
            "patron_currency": .nullable(profile.currency),
            "social_connections": .object(
                Self.socialNetworks.map { JSON.Member($0, connections[$0] ?? .null) }),
            "thumb_url": .string(names.thumbURL),
            "twitch": page("twitch"),
            "twitter": page("twitter"),
            "url": .string(names.url),
            "vanity": .nullable(account.vanity),
            "youtube": page("youtube"),
        ]
        if !self.isOwn(account.id) { try self.restrict(&attributes, of: account) }
        return attributes
    }

    /// Takes away what is nobody's business: but the creator gets the addresses of who pledges, unless they hide them.
    private func restrict(_ attributes: inout [String: JSON], of account: PatreonAccount) throws {
        let member = try self.ownCampaign.flatMap { try self.db.member(account: account.id, of: $0.id) }
        let showsEmail =
            self.mayReadPledges && member.map { !$0.hidesEmail && !$0.masksIdentity } ?? false
        for name in Self.personal where !(showsEmail && (name == "email" || name == "is_email_verified")) {
            attributes[name] = nil
        }
        guard member?.masksIdentity == true else { return }
        attributes["full_name"] = .string(V2Resources.maskedName)
        attributes["first_name"] = .string(V2Resources.maskedName)
        attributes["last_name"] = ""
        attributes["vanity"] = .null
        attributes["social_connections"] = .nulls(Self.socialNetworks)
        for name in ["discord_id", "facebook", "twitch", "twitter", "youtube"] { attributes[name] = .null }
    }

    private static let personal = [
        "age_verification_status", "apple_id", "can_see_nsfw", "current_user_block_status", "default_country_code",
        "email", "facebook_id", "google_id", "has_password", "is_eligible_for_idv", "is_email_verified",
        "patron_currency",
    ]

    private static let socialNetworks = [
        "deviantart", "discord", "facebook", "reddit", "spotify", "twitch", "twitter", "youtube",
    ]
}
