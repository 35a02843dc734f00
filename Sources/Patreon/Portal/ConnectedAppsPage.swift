import Core
import Hummingbird
import OAuth
import Storage
import Web

/// `/settings/apps`, "Connected Apps" in a person's settings: Disconnect ends an app's tokens, Revoke permissions makes
/// Patreon forget what was ever approved for it, which nothing else does (spec `patreon.md` §6.3, §2.6).
struct ConnectedAppsPage: Sendable {
    static let path = "/settings/apps"

    let parts: PatreonParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).serve("settings/apps", get: self.show, post: self.change)
    }

    private var token: PortalToken { PortalToken(store: self.parts.store, entropy: self.parts.entropy) }

    /// The model of the template `patreon-connected-apps`.
    private struct Model: Encodable, Sendable {
        let csrf: String
        let notice: String?
        let account: String
        let accounts: [PortalOption]
        let apps: [App]
    }

    private struct App: Encodable, Sendable {
        let client: String
        let initial: String
        let name: String
        let isConnected: Bool
        let state: String
        let scopes: [String]
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        let csrf = try await self.token.value()
        let model = try await self.parts.store.read { db in
            let accounts = try db.patreonAccounts()
            let account = accounts.first { $0.id.value == query["account"] } ?? accounts.first
            return Model(
                csrf: csrf, notice: Action(rawValue: query["done"] ?? "")?.notice, account: account?.id.value ?? "",
                accounts: PortalOption.all(accounts, selected: account?.id.value),
                apps: try account.map { try Self.apps(of: $0, in: db) } ?? [])
        }
        return self.parts.pages.response(
            "patreon-connected-apps", model, in: PageFrame(surface: .patreon, title: "Connected Apps"),
            headers: [.cacheControl: "no-store"])
    }

    private static func apps(of account: PatreonAccount, in db: Transaction) throws -> [App] {
        try db.patreonConsents(of: account.id).compactMap { consent in
            guard let client = try db.patreonClient(consent.clientID) else { return nil }
            let tokens = try db.patreonTokenCount(of: account.id, for: client.id)
            return App(
                client: client.id.value, initial: String(client.name.prefix(1)).uppercased(), name: client.name,
                isConnected: tokens > 0,
                state: tokens == 0 ? "Disconnected" : tokens == 1 ? "Connected" : "Connected, \(tokens) sign-ins",
                scopes: PatreonScope.words(for: consent.scopes, of: client))
        }
    }

    private enum Action: String {
        case disconnect, revoke

        var notice: String {
            switch self {
            case .disconnect: "The app was disconnected. Patreon still remembers what you allowed it."
            case .revoke: "The permissions were revoked. The app has to ask for everything again."
            }
        }
    }

    @Sendable private func change(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await self.token.form(request)
        let account = ID<PatreonAccount>(form["account"] ?? "")
        let client = ID<PatreonClient>(form["client"] ?? "")
        guard let action = Action(rawValue: form["action"] ?? "") else { throw HTTPError(.badRequest) }
        try await self.parts.store.transaction { db in
            guard try db.patreonAccount(account) != nil, try db.patreonClient(client) != nil else {
                throw PatreonError.notFound
            }
            try db.disconnectPatreonAccount(account, from: client)
            if action == .revoke { try db.deletePatreonConsent(of: account, to: client) }
        }
        return .redirect(to: "\(Self.path)?account=\(account)&done=\(action.rawValue)")
    }
}
