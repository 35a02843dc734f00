/// What a creator publishes (spec `patreon.md` §4.7).
package struct Post: Equatable, Sendable {
    package var id: ID<Post>
    package var campaignID: ID<Campaign>
    package var title: String?
    /// May contain HTML.
    package var content: String?
    package var isPaid: Bool?
    package var isPublic: Bool?
    package var embedData: JSON?
    package var embedURL: String?
    package var appID: Int64?
    package var appStatus: String?
    /// Who may read it; none where everybody or every patron may.
    package var tierIDs: [ID<Tier>] = []
    package var createdAt: Instant
    /// `nil` for a draft.
    package var publishedAt: Instant?

    package init(id: ID<Post>, campaignID: ID<Campaign>, title: String?, createdAt: Instant) {
        self.id = id
        self.campaignID = campaignID
        self.title = title
        self.createdAt = createdAt
    }
}
