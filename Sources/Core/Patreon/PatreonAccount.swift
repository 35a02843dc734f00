/// A person with a Patreon account: one of the personas that the approval page offers (spec `patreon.md` §8).
package struct PatreonAccount: Equatable, Sendable {
    package var id: ID<PatreonAccount>
    package var fullName: String
    package var email: String?
    package var isEmailVerified: Bool
    package var vanity: String?
    /// A sentence for whoever picks the persona; never sent to a client.
    package var story: String?
    /// What the persona does by itself, so that tests in parallel need no set-up call.
    package var behaviours: Set<PatreonBehaviour>
    package var profile: Profile
    package var createdAt: Instant

    package init(
        id: ID<PatreonAccount>,
        fullName: String,
        email: String? = nil,
        isEmailVerified: Bool = true,
        vanity: String? = nil,
        story: String? = nil,
        behaviours: Set<PatreonBehaviour> = [],
        profile: Profile = Profile(),
        createdAt: Instant
    ) {
        self.id = id
        self.fullName = fullName
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.vanity = vanity
        self.story = story
        self.behaviours = behaviours
        self.profile = profile
        self.createdAt = createdAt
    }

    /// The rest of what the two versions of the API say of an account (§3.4, §3.6).
    package struct Profile: Equatable, Sendable {
        package var about: String?
        package var ageVerificationStatus: String?
        package var canSeeNSFW: Bool?
        package var isEligibleForIDV = false
        /// Accounts made through another service have none.
        package var hasPassword: Bool?
        package var isSuspended = false
        package var isDeleted = false
        package var isNuked = false
        package var hidesPledges = false
        package var likeCount: Int64 = 0
        package var commentCount: Int64 = 0
        package var gender: Int64 = 0
        package var countryCode: String?
        /// In which the account's pledges are counted.
        package var currency: String?
        /// By network, such as `discord`: an object of `user_id`, `url` and `scopes`.
        package var socialConnections: [String: JSON] = [:]

        package init() {}
    }

    /// Nobody gets to read anything of it (§8, persona 8b).
    package var isGone: Bool { self.profile.isDeleted || self.profile.isNuked }
}
