/// A creator's page at Patreon (spec `patreon.md` §4.4). What can be counted, such as its patrons, is not kept here.
package struct Campaign: Equatable, Sendable {
    package var id: ID<Campaign>
    /// An account has one campaign at the most.
    package var ownerID: ID<PatreonAccount>
    package var name: String
    package var creationName: String?
    package var vanity: String?
    package var summary: String?
    package var oneLiner: String?
    package var currency = "USD"
    package var payPerName: String?
    package var isMonthly = true
    package var isChargedImmediately: Bool?
    package var isNSFW = false
    package var isPlural = false
    package var isEligibleForLive = false
    package var showsEarnings = false
    package var imageURL: String?
    package var imageSmallURL: String?
    package var mainVideoEmbed: String?
    package var mainVideoURL: String?
    package var thanksEmbed: String?
    package var thanksMessage: String?
    package var thanksVideoURL: String?
    package var hasRSS = false
    package var hasSentRSSNotify = false
    package var rssArtworkURL: String?
    package var rssFeedTitle: String?
    package var discordServerID: String?
    package var googleAnalyticsID: String?
    package var createdAt: Instant
    package var publishedAt: Instant?

    package init(id: ID<Campaign>, ownerID: ID<PatreonAccount>, name: String, createdAt: Instant) {
        self.id = id
        self.ownerID = ownerID
        self.name = name
        self.createdAt = createdAt
    }
}

/// What a campaign works towards. Only the first version of the API still shows goals (§4.6).
package struct Goal: Equatable, Sendable {
    package var id: ID<Goal>
    package var campaignID: ID<Campaign>
    package var title: String
    package var amountCents: Int64
    package var completedPercentage: Int64 = 0
    package var description: String?
    package var createdAt: Instant
    package var reachedAt: Instant?

    package init(id: ID<Goal>, campaignID: ID<Campaign>, title: String, amountCents: Int64, createdAt: Instant) {
        self.id = id
        self.campaignID = campaignID
        self.title = title
        self.amountCents = amountCents
        self.createdAt = createdAt
    }
}
