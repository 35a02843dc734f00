import Core
import Hummingbird
import Web

/// The page that asks which tier to join, and as whom: the model of the template `patreon-join` (spec `patreon.md` §1.8).
struct JoinPage: Encodable, Sendable {
    /// The fields that the page adds to the request.
    static let account = "account"
    static let tier = "tier"

    private let heading: String
    let hiddenFields: [ApprovalPage.HiddenField]
    let tiersTitle = "Choose a membership"
    let tiers: [Tier]
    let noTiers = "There is no tier that one could join for this amount."
    let accountsTitle = "Sign in as"
    let accounts: [ApprovalPage.Account]
    let join = "Join"

    struct Tier: Encodable, Sendable {
        let id: String
        let title: String
        let price: String
        let description: String?
        let isChecked: Bool
    }

    init(
        _ campaign: Campaign, tiers: [Core.Tier], accounts: [PatreonPersona], persona: String?,
        parameters: FormParameters
    ) {
        self.heading = "Become a patron of \(campaign.name)"
        self.hiddenFields = parameters.pairs
            .filter { $0.name != Self.account && $0.name != Self.tier }
            .map { ApprovalPage.HiddenField(name: $0.name, value: $0.value) }
        self.tiers = tiers.enumerated().map { index, tier in
            Tier(
                id: tier.id.value, title: tier.title,
                price: Self.price(tier.amountCents, campaign.currency),
                description: tier.description.isEmpty ? nil : tier.description, isChecked: index == 0)
        }
        self.accounts = ApprovalPage.choices(accounts, first: persona)
    }

    private static func price(_ cents: Int64, _ currency: String) -> String {
        guard cents > 0 else { return "Free" }
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest) \(currency) a month"
    }

    func response(in pages: Pages) -> Response {
        pages.response(
            "patreon-join", self, in: PageFrame(surface: .patreon, title: self.heading),
            headers: [.cacheControl: "no-store"])
    }
}
