import Core
import Hummingbird
import Storage
import Web

/// `/portal/registration/register-clients`, "Clients & API Keys": a creator's clients, their secrets and tokens
/// (spec `patreon.md` §6.1). Whoever opens it acts for any creator: a client's owner is a field of its form.
struct ClientsPage: Sendable {
    static let path = "/portal/registration/register-clients"

    static func path(of client: ID<PatreonClient>) -> String {
        "\(Self.path)/\(PercentEncoding.component(client.value))"
    }

    let parts: PatreonParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("portal/registration/register-clients", get: self.list, post: self.create)
            .serve("portal/registration/register-clients/new", get: self.new)
            .serve("portal/registration/register-clients/{id}", get: self.edit, post: self.update)
            .serve("portal/registration/register-clients/{id}/secret", post: self.rotateSecret)
            .serve("portal/registration/register-clients/{id}/creator-token", post: self.refreshTokens)
            .serve("portal/registration/register-clients/{id}/delete", post: self.delete)
            .serve("portal/registration/register-clients/{id}/disable", post: self.disable)
            .serve("portal/registration/register-clients/{id}/revoke", post: self.revoke)
            // Where the documentation had it before.
            .serve("platform/documentation/clients") { _, _ in .redirect(to: Self.path, status: .found) }
    }

    private var token: PortalToken { PortalToken(store: self.parts.store, entropy: self.parts.entropy) }
    private var tokens: CreatorTokens { CreatorTokens(parts: self.parts) }

    // MARK: looking

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        let csrf = try await self.token.value()
        let now = self.parts.time.now
        let model = try await self.parts.store.transaction { db in
            let accounts = try db.patreonAccounts()
            let owner = accounts.first { $0.id.value == query["creator"] }
            let clients = try owner.map { try db.patreonClients(ownedBy: $0.id) } ?? db.patreonClients()
            let entries = try clients.map { client in
                ClientEntry(
                    client, owner: accounts.first { $0.id == client.ownerID },
                    tokens: try self.tokens.current(of: client, in: db, at: now),
                    grants: try db.patreonTokens(of: client.id), accounts: accounts,
                    checking: client.id.value == query["client"] ? query["redirect_uri"] : nil, at: now,
                    isOpen: clients.count == 1 || client.id.value == query["client"])
            }
            return Model(
                csrf: csrf, notice: Done(rawValue: query["done"] ?? "")?.notice,
                creators: PortalOption.all(accounts, selected: owner?.id.value),
                new: Self.path + "/new" + (owner.map { "?creator=\($0.id)" } ?? ""), clients: entries)
        }
        return self.parts.pages.response(
            "patreon-clients", model, in: PageFrame(surface: .patreon, title: "Clients & API Keys"),
            headers: [.cacheControl: "no-store"])
    }

    /// The model of the template `patreon-clients`.
    private struct Model: Encodable, Sendable {
        let csrf: String
        let notice: String?
        let creators: [PortalOption]
        let new: String
        let clients: [ClientEntry]
    }

    @Sendable private func new(_ request: Request, context: WebContext) async throws -> Response {
        let creator = request.queryParameters["creator"]
        return try await self.form(Self.blank(ownerID: creator.map { ID($0) }), existing: nil)
    }

    @Sendable private func edit(_ request: Request, context: WebContext) async throws -> Response {
        let client = try await self.parts.store.read { try $0.namedClient(in: context) }
        return try await self.form(client, existing: client)
    }

    private func form(
        _ client: PatreonClient, existing: PatreonClient?, problems: [ClientProblem] = []
    ) async throws -> Response {
        let accounts = try await self.parts.store.read { try $0.patreonAccounts() }
        let form = ClientForm(
            client, existing: existing, accounts: accounts, problems: problems, csrf: try await self.token.value())
        let title = existing.map { "Edit \($0.name)" } ?? "Create Client"
        return self.parts.pages.response(
            "patreon-client-form", form, in: PageFrame(surface: .patreon, title: title),
            status: problems.isEmpty ? .ok : .badRequest, headers: [.cacheControl: "no-store"])
    }

    // MARK: changing

    @Sendable private func create(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await self.token.form(request)
        var client = ClientForm.client(form, over: Self.blank(ownerID: nil))
        client.id = ID(self.parts.entropy.string(64, of: .urlSafe))
        client.secret = self.parts.entropy.string(64, of: .urlSafe)
        return try await self.save(client, existing: nil)
    }

    @Sendable private func update(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await self.token.form(request)
        let existing = try await self.parts.store.read { try $0.namedClient(in: context) }
        return try await self.save(ClientForm.client(form, over: existing), existing: existing)
    }

    private func save(_ client: PatreonClient, existing: PatreonClient?) async throws -> Response {
        let now = self.parts.time.now
        let problems = try await self.parts.store.transaction { db in
            let problems =
                ClientRules.problems(with: client, accounts: Set(try db.patreonAccounts().map(\.id)))
                + ClientRules.portalProblems(with: client, isNew: existing == nil)
            if problems.isEmpty {
                try db.put(client, at: now)
                _ = try self.tokens.current(of: client, in: db, at: now)
            }
            return problems
        }
        guard problems.isEmpty else { return try await self.form(client, existing: existing, problems: problems) }
        return self.done(existing == nil ? .created : .updated, client.id)
    }

    @Sendable private func rotateSecret(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.token.form(request)
        let now = self.parts.time.now
        let id = try await self.parts.store.transaction { db in
            var client = try db.namedClient(in: context)
            client.secret = self.parts.entropy.string(64, of: .urlSafe)
            try db.put(client, at: now)
            return client.id
        }
        return self.done(.secretRotated, id)
    }

    @Sendable private func refreshTokens(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.token.form(request)
        let now = self.parts.time.now
        let id = try await self.parts.store.transaction { db in
            let client = try db.namedClient(in: context)
            _ = try self.tokens.replace(of: client, in: db, at: now)
            return client.id
        }
        return self.done(.tokensRefreshed, id)
    }

    @Sendable private func delete(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.token.form(request)
        try await self.parts.store.transaction { db in
            _ = try db.deletePatreonClient(try db.namedClient(in: context).id)
        }
        return self.done(.deleted, nil)
    }

    /// Switches it off, or on again where it is off.
    @Sendable private func disable(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.token.form(request)
        let now = self.parts.time.now
        let client = try await self.parts.store.transaction { db in
            var client = try db.namedClient(in: context)
            client.isDisabled.toggle()
            try db.put(client, at: now)
            return client
        }
        return self.done(client.isDisabled ? .disabled : .enabled, client.id)
    }

    @Sendable private func revoke(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.token.form(request)
        let id = try await self.parts.store.transaction { db in
            let client = try db.namedClient(in: context)
            try db.deletePatreonTokens(of: client.id)
            return client.id
        }
        return self.done(.tokensRevoked, id)
    }

    /// What was done, for the page that comes next.
    private enum Done: String {
        case created, updated, deleted, disabled, enabled
        case tokensRevoked = "tokens-revoked"
        case secretRotated = "secret-rotated"
        case tokensRefreshed = "tokens-refreshed"

        var notice: String {
            switch self {
            case .created: "The client was created."
            case .updated: "The client was updated. The change counts from now on."
            case .disabled: "The client is disabled: nobody can sign in with it, and its tokens rest."
            case .enabled: "The client is enabled again."
            case .tokensRevoked: "All tokens of the client are revoked; its creator has new ones."
            case .deleted: "The client was deleted, and its tokens work no more."
            case .secretRotated: "The client has a new secret; the old one works no more."
            case .tokensRefreshed: "The creator has new tokens; the old ones work no more."
            }
        }
    }

    private func done(_ done: Done, _ client: ID<PatreonClient>?) -> Response {
        var query = "?done=\(done.rawValue)"
        if let client {
            let id = PercentEncoding.component(client.value)
            query += "&client=\(id)#client-\(id)"
        }
        return .redirect(to: Self.path + query)
    }

    private static func blank(ownerID: ID<PatreonAccount>?) -> PatreonClient {
        PatreonClient(id: "", secret: "", name: "", redirectURIs: [], ownerID: ownerID)
    }
}

extension Transaction {
    /// The client that a path names.
    fileprivate func namedClient(in context: WebContext) throws -> PatreonClient {
        guard let id = context.parameters.get("id"), let client = try self.patreonClient(ID(id)) else {
            throw PatreonError.notFound
        }
        return client
    }
}
