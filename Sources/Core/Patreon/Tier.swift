/// A level of a campaign that one can join (spec `patreon.md` §4.6); the first version of the API calls it a reward.
package struct Tier: Equatable, Sendable {
    package var id: ID<Tier>
    package var campaignID: ID<Campaign>
    package var title: String
    package var amountCents: Int64
    package var description = ""
    package var discordRoleIDs: [String]?
    package var imageURL: String?
    package var isPublished = true
    package var requiresShipping = false
    /// How many may be in it at once.
    package var userLimit: Int64?
    package var createdAt: Instant
    package var editedAt: Instant
    package var publishedAt: Instant?
    package var unpublishedAt: Instant?

    package init(id: ID<Tier>, campaignID: ID<Campaign>, title: String, amountCents: Int64, createdAt: Instant) {
        self.id = id
        self.campaignID = campaignID
        self.title = title
        self.amountCents = amountCents
        self.createdAt = createdAt
        self.editedAt = createdAt
    }

    /// The tier that every campaign has by itself.
    package static func free(of campaign: Campaign) -> Tier {
        var tier = Tier(
            id: ID("\(campaign.id)00"), campaignID: campaign.id, title: "Free", amountCents: 0,
            createdAt: campaign.createdAt)
        tier.publishedAt = campaign.publishedAt
        return tier
    }
}

/// What the members of some tiers get (§4.6).
package struct Benefit: Equatable, Sendable {
    package var id: ID<Benefit>
    package var campaignID: ID<Campaign>
    package var title: String
    package var description: String?
    package var benefitType: String?
    package var ruleType: String?
    package var isDeleted = false
    package var isEnded = false
    package var isPublished = true
    package var appExternalID: String?
    package var appMeta: JSON?
    package var nextDeliverableDueDate: Instant?
    package var tierIDs: [ID<Tier>] = []
    package var createdAt: Instant

    package init(id: ID<Benefit>, campaignID: ID<Campaign>, title: String, createdAt: Instant) {
        self.id = id
        self.campaignID = campaignID
        self.title = title
        self.createdAt = createdAt
    }
}
