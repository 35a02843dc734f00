import Core
import Hummingbird
import Web

/// The page that asks whether a client may read an account and, in place of Patreon's login, whose account: the model
/// of the template `patreon-approve` (spec `patreon.md` §1.10).
struct ApprovalPage: Encodable, Sendable {
    /// The fields that the page adds to the request.
    static let account = "account"
    static let decision = "decision"

    let client: Client
    let hiddenFields: [HiddenField]
    let accountsTitle = "Sign in as"
    let accounts: [Account]
    let noAccounts = "There are no accounts. Add some to the emulator's configuration, under patreon.accounts."
    let scopesTitle: String
    let scopes: [String]
    let links: [Link]
    let allow = "Allow"
    let deny = "Deny"

    struct Client: Encodable, Sendable {
        let initial: String
        let name: String
    }

    struct HiddenField: Encodable, Sendable {
        let name: String
        let value: String
    }

    struct Account: Encodable, Sendable {
        let id: String
        let initial: String
        let name: String
        let email: String?
        let story: String?
        let isChecked: Bool
    }

    struct Link: Encodable, Sendable {
        let href: String
        let text: String
    }

    /// - Parameters:
    ///   - persona: who is to stand first: an id, an e-mail address or a vanity.
    ///   - parameters: of the request, which the form carries back.
    init(
        _ accepted: AuthorizationChecks.Accepted, accounts: [PatreonPersona], persona: String?,
        parameters: FormParameters
    ) {
        let client = accepted.client
        self.client = Client(initial: client.name.initial, name: client.name)
        self.hiddenFields = parameters.pairs
            .filter { $0.name != Self.account && $0.name != Self.decision }
            .map { HiddenField(name: $0.name, value: $0.value) }
        self.accounts = Self.choices(accounts, first: persona)
        self.scopesTitle = "This will allow \(client.name) to:"
        self.scopes = PatreonScope.words(for: accepted.scopes, of: client)
        self.links = [
            client.privacyPolicyURL.map { Link(href: $0, text: "Privacy policy") },
            client.termsOfServiceURL.map { Link(href: $0, text: "Terms of service") },
        ].compactMap { $0 }.filter { $0.href.hasPrefix("https://") || $0.href.hasPrefix("http://") }
    }

    static func choices(_ accounts: [PatreonPersona], first persona: String?) -> [Account] {
        let hinted = persona.flatMap { name in accounts.first { $0.isMeant(by: name) } }
        let inOrder = hinted.map { first in [first] + accounts.filter { $0.id != first.id } } ?? accounts
        return inOrder.enumerated().map { Account($1, isChecked: $0 == 0) }
    }

    func response(in pages: Pages) -> Response {
        let title = "\(self.client.name) would like to access your Patreon account"
        return pages.response(
            "patreon-approve", self, in: PageFrame(surface: .patreon, title: title),
            headers: [.cacheControl: "no-store"])
    }
}

extension ApprovalPage.Account {
    fileprivate init(_ account: PatreonPersona, isChecked: Bool) {
        let name = [account.fullName, account.vanity ?? ""].first { !$0.isEmpty } ?? account.id.value
        self.init(
            id: account.id.value, initial: name.initial, name: name, email: account.email, story: account.story,
            isChecked: isChecked)
    }
}
