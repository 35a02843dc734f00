extension Config {
    package struct Patreon: Equatable, Sendable {
        /// The public origin, where it is not the address that the program listens on.
        package var origin: String?
        package var clients: [PatreonClient] = []
        package var accounts: [Account] = []
        package var campaigns: [PatreonCampaign] = []
        package var switches = PatreonSwitches()
    }

    /// A Patreon account as one declares it: one without a date of its own came to be with the world.
    package struct Account: Equatable, Sendable {
        package var account: PatreonAccount
        package var createdAt: Instant?

        package var id: ID<PatreonAccount> { self.account.id }
    }

    /// A campaign with all that belongs to it.
    package struct PatreonCampaign: Equatable, Sendable {
        package var campaign: Campaign
        package var tiers: [Tier] = []
        package var benefits: [Benefit] = []
        package var goals: [Goal] = []
        package var members: [PatreonMember] = []
        package var posts: [Post] = []
        package var webhooks: [Webhook] = []
    }

    /// A webhook as one declares it: as the portal makes them, with a secret that the receiver knows beforehand. Its address
    /// tells it from the campaign's others.
    package struct Webhook: Equatable, Sendable {
        package var uri: String
        package var secret: String
        package var triggers: [WebhookTrigger]
        package var isPaused: Bool
    }

    /// A membership as one declares it. What is `nil` follows from the tiers and the status.
    package struct PatreonMember: Equatable, Sendable {
        package var member: Member
        package var currentlyEntitledAmountCents: Int64?
        package var willPayAmountCents: Int64?
        package var lifetimeSupportCents: Int64?
        package var pledgeCadence: Int64?
        package var history: [PledgeEvent] = []
        /// The member's object as text: two that differ declare the member in other words.
        package var declaration: String
    }

    /// When what a configuration declares came to be, where it does not say so.
    package static let foundingDate = Instant(year: 2024, month: 1, day: 1)
}
