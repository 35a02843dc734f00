import Core
import Storage

/// A client in the portal's list, with all that its owner may see of it. Its members are variables of the template
/// `patreon-clients`.
struct ClientEntry: Encodable, Sendable {
    let id: String
    let path: String
    let isOpen: Bool
    let initial: String
    let name: String
    let about: String
    let description: String?
    let secret: String
    let redirectURIs: [String]
    let tokens: Tokens?
    /// The configuration of Logto's connector for this client.
    let connector: String
    let isDisabled: Bool
    /// Whom it has tokens of.
    let grants: [Grant]
    /// What would become of a redirect URI that somebody asked about.
    let check: RedirectCheck?

    struct Grant: Encodable, Sendable {
        let account: String
        let scopes: String
        let expiry: String
    }

    struct RedirectCheck: Encodable, Sendable {
        let uri: String
        let isRegistered: Bool
        let help: RedirectHelp
    }

    struct Tokens: Encodable, Sendable {
        let accessToken: String
        let refreshToken: String
        let expiry: String
        let isExpired: Bool
    }

    init(
        _ client: PatreonClient, owner: PatreonAccount?, tokens: PatreonTokenPair?, grants: [PatreonTokenPair],
        accounts: [PatreonAccount], checking uri: String?, at now: Instant, isOpen: Bool
    ) {
        self.id = client.id.value
        self.path = ClientsPage.path(of: client.id)
        self.isOpen = isOpen
        self.initial = String(client.name.prefix(1)).uppercased()
        self.name = client.name
        let parts = ["API version \(client.apiVersion)", client.category, owner?.displayName ?? "No creator"]
        self.about = parts.compactMap { $0 }.joined(separator: " · ")
        self.description = client.description
        self.secret = client.secret
        self.redirectURIs = client.redirectURIs
        self.tokens = tokens.map { pair in
            let isExpired = pair.expiresAt <= now
            return Tokens(
                accessToken: pair.accessToken, refreshToken: pair.refreshToken,
                expiry: isExpired ? "Expired" : "Expires \(pair.expiresAt.httpDate)", isExpired: isExpired)
        }
        let connector: JSON = [
            "clientId": .string(client.id.value), "clientSecret": .string(client.secret),
            "scope": "identity identity[email]",
        ]
        self.connector = connector.text(.spaced)
        self.isDisabled = client.isDisabled
        self.grants = grants.filter { !$0.isCreators }.map { pair in
            Grant(
                account: accounts.first { $0.id == pair.accountID }?.displayName ?? pair.accountID.value,
                scopes: pair.scopes.joined(separator: " "),
                expiry: pair.expiresAt <= now ? "expired" : "until \(pair.expiresAt.httpDate)")
        }
        self.check = uri.map { uri in
            RedirectCheck(
                uri: uri, isRegistered: client.redirectURIs.contains { $0.utf8.elementsEqual(uri.utf8) },
                help: RedirectHelp(requested: uri, client: client))
        }
    }
}
