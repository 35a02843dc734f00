import Core
import OAuth

/// What a token may reach (spec `patreon.md` §1.2).
struct PatreonScope: Sendable {
    let name: String
    /// What the approval page calls it. Only the beginning of the first one is recorded (§1.10).
    let words: String

    private static let secondGeneration = [
        PatreonScope(
            name: "identity",
            words: "View Patreon identity info, including full name, account status, and connected social accounts"),
        PatreonScope(name: "identity[email]", words: "View your email address"),
        PatreonScope(name: "identity.memberships", words: "View your memberships in all campaigns"),
        PatreonScope(name: "campaigns", words: "View your campaign, its tiers and its benefits"),
        PatreonScope(name: "w:campaigns.webhook", words: "View, create, change and delete webhooks for your campaign"),
        PatreonScope(name: "campaigns.members", words: "View the members of your campaign"),
        PatreonScope(name: "campaigns.members[email]", words: "View the email addresses of your members"),
        PatreonScope(name: "campaigns.members.address", words: "View the shipping addresses of your members"),
        PatreonScope(name: "campaigns.posts", words: "View the posts of your campaign"),
        PatreonScope(name: "campaigns.lives", words: "View your lives"),
        PatreonScope(name: "w:campaigns.lives", words: "Create and change your lives"),
        PatreonScope(name: "w:identity.clients", words: "Create and delete API clients on your behalf"),
    ]

    private static let firstGeneration = [
        PatreonScope(name: "users", words: "View your profile, including your email address"),
        PatreonScope(name: "pledges-to-me", words: "View your pledge to the creator of this app"),
        PatreonScope(name: "my-campaign", words: "View your campaign"),
        PatreonScope(name: "pledges", words: "View the pledges to your campaign"),
    ]

    private static func known(to client: PatreonClient) -> [PatreonScope] {
        client.apiVersion == 1 ? Self.firstGeneration + Self.secondGeneration : Self.secondGeneration
    }

    /// Every scope that the client may ask for.
    static func all(for client: PatreonClient) -> [String] {
        Self.known(to: client).map(\.name)
    }

    /// What a creator may reach of the own campaign, for what no client stands between: the portal's webhooks.
    static let creators = Self.secondGeneration.map(\.name)

    /// What the client gets when it asks for none: documented for the first version, observed for the second.
    static func defaults(
        for client: PatreonClient, _ choice: PatreonSwitches.DefaultScope = .byClientVersion
    ) -> [String] {
        let isDocumented = choice == .byClientVersion ? client.apiVersion == 1 : choice == .documented
        return isDocumented ? ["users", "pledges-to-me", "my-campaign"] : ["identity"]
    }

    static func words(for scopes: [String], of client: PatreonClient) -> [String] {
        let words = Dictionary(uniqueKeysWithValues: Self.known(to: client).map { ($0.name, $0.words) })
        return scopes.compactMap { words[$0] }
    }

    /// What a token of the account carries: all it ever approved for the client, and everything for the client's owner,
    /// whatever was asked for.
    ///
    /// - Parameter approved: before this request.
    static func granted(
        _ requested: [String], approved: [String], to client: PatreonClient, by account: PatreonAccount
    ) -> [String] {
        account.id == client.ownerID ? Self.all(for: client) : Scope(requested + approved).names
    }
}
