/// A person with a Patreon account: one of the personas that the approval page offers (spec `patreon.md` §8).
package struct PatreonAccount: Equatable, Sendable {
    package var id: ID<PatreonAccount>
    package var fullName: String
    package var email: String?
    package var isEmailVerified: Bool
    package var vanity: String?
    /// A sentence for whoever picks the persona; never sent to a client.
    package var story: String?
    package var createdAt: Instant

    package init(
        id: ID<PatreonAccount>,
        fullName: String,
        email: String? = nil,
        isEmailVerified: Bool = true,
        vanity: String? = nil,
        story: String? = nil,
        createdAt: Instant
    ) {
        self.id = id
        self.fullName = fullName
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.vanity = vanity
        self.story = story
        self.createdAt = createdAt
    }
}
