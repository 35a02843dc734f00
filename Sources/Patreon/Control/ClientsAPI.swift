import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `/control/patreon/clients`: the portal's clients for programs, with the keys of the configuration. What is changed
/// here counts for the very next request at Patreon.
struct ClientsAPI: Sendable {
    let parts: PatreonParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/patreon/clients", use: self.list)
            .post("control/patreon/clients", use: self.create)
            .get("control/patreon/clients/{id}", use: self.show)
            .put("control/patreon/clients/{id}", use: self.replace)
            .patch("control/patreon/clients/{id}", use: self.update)
            .delete("control/patreon/clients/{id}", use: self.delete)
            .get("control/patreon/clients/{id}/tokens", use: self.listTokens)
            .delete("control/patreon/clients/{id}/tokens", use: self.revokeTokens)
            .post("control/patreon/clients/{id}/rotate-secret", use: self.rotateSecret)
            .post("control/patreon/clients/{id}/creator-token", use: self.refreshTokens)
    }

    private var tokens: CreatorTokens { CreatorTokens(parts: self.parts) }

    // MARK: looking

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        try await self.answer { db in .array(try db.patreonClients().map { try self.json($0, in: db) }) }
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        try await self.answer { db in try self.json(try db.controlledClient(context), in: db) }
    }

    /// A client with its creator's tokens, which are made when they are first looked at.
    private func json(_ client: PatreonClient, in db: Transaction) throws -> JSON {
        let pair = try self.tokens.current(of: client, in: db, at: self.parts.time.now)
        return [
            "id": .string(client.id.value),
            "secret": .string(client.secret),
            "name": .string(client.name),
            "apiVersion": .int(Int64(client.apiVersion)),
            "isPublic": .bool(client.isPublic),
            "isDisabled": .bool(client.isDisabled),
            "owner": .nullable(client.ownerID?.value),
            "redirectUris": .strings(client.redirectURIs),
            "description": .nullable(client.description),
            "category": .nullable(client.category),
            "authorName": .nullable(client.authorName),
            "domain": .nullable(client.domain),
            "iconUrl": .nullable(client.iconURL),
            "privacyPolicyUrl": .nullable(client.privacyPolicyURL),
            "tosUrl": .nullable(client.termsOfServiceURL),
            "creatorToken": pair.map { pair in
                [
                    "accessToken": .string(pair.accessToken),
                    "refreshToken": .string(pair.refreshToken),
                    "scope": .string(pair.scopes.joined(separator: " ")),
                    "expiresAt": .string(pair.expiresAt.patreonText),
                ]
            } ?? .null,
        ]
    }

    /// Whom the client has tokens of, without the tokens.
    @Sendable private func listTokens(_ request: Request, context: WebContext) async throws -> Response {
        let now = self.parts.time.now
        return try await self.answer { db in
            .array(
                try db.patreonTokens(of: try db.controlledClient(context).id).map { pair in
                    [
                        "account": .string(pair.accountID.value),
                        "scope": .string(pair.scopes.joined(separator: " ")),
                        "createdAt": .string(pair.createdAt.patreonText),
                        "expiresAt": .string(pair.expiresAt.patreonText),
                        "isExpired": .bool(pair.expiresAt <= now),
                        "isCreators": .bool(pair.isCreators),
                    ]
                })
        }
    }

    @Sendable private func revokeTokens(_ request: Request, context: WebContext) async throws -> Response {
        try await self.parts.store.transaction { db in
            try db.deletePatreonTokens(of: try db.controlledClient(context).id)
        }
        return Response(status: .noContent)
    }

    private func answer(
        _ status: HTTPResponse.Status = .ok, _ body: @escaping @Sendable (Transaction) throws -> JSON
    ) async throws -> Response {
        .json(try await self.parts.store.transaction(body), status: status)
    }

    // MARK: changing

    @Sendable private func create(_ request: Request, context: WebContext) async throws -> Response {
        var object = try await ControlObject(request)
        let id = try object.clientID() ?? ID(self.parts.entropy.string(64, of: .urlSafe))
        let client = try object.client(over: self.blank(id))
        return try await self.answer(.created) { db in
            guard try db.patreonClient(client.id) == nil else {
                throw HTTPError(
                    .conflict, message: "There is a client \(client.id) already; PUT or PATCH changes it.")
            }
            return try self.save(client, in: db)
        }
    }

    /// Creates the client of that id, or gives it these members and no others.
    @Sendable private func replace(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        let id = ID<PatreonClient>(context.parameters.get("id") ?? "")
        guard id.isPlain else { throw HTTPError(.badRequest, message: "\(ID<PatreonClient>.rule).") }
        return try await self.answer { db in
            var blank = self.blank(id)
            if let existing = try db.patreonClient(id) { blank.secret = existing.secret }
            var object = object
            return try self.save(try object.client(over: blank), in: db)
        }
    }

    @Sendable private func update(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        return try await self.answer { db in
            var object = object
            return try self.save(try object.client(over: try db.controlledClient(context)), in: db)
        }
    }

    private func save(_ client: PatreonClient, in db: Transaction) throws -> JSON {
        let problems = ClientRules.problems(with: client, accounts: Set(try db.patreonAccounts().map(\.id)))
        guard problems.isEmpty else {
            let words = problems.map { "\($0.field.key): \($0.message)" }.joined(separator: " ")
            throw HTTPError(.badRequest, message: words)
        }
        try db.put(client, at: self.parts.time.now)
        return try self.json(client, in: db)
    }

    @Sendable private func delete(_ request: Request, context: WebContext) async throws -> Response {
        try await self.parts.store.transaction { db in
            _ = try db.deletePatreonClient(try db.controlledClient(context).id)
        }
        return Response(status: .noContent)
    }

    @Sendable private func rotateSecret(_ request: Request, context: WebContext) async throws -> Response {
        try await self.answer { db in
            var client = try db.controlledClient(context)
            client.secret = self.parts.entropy.string(64, of: .urlSafe)
            try db.put(client, at: self.parts.time.now)
            return try self.json(client, in: db)
        }
    }

    @Sendable private func refreshTokens(_ request: Request, context: WebContext) async throws -> Response {
        try await self.answer { db in
            let client = try db.controlledClient(context)
            guard client.ownerID != nil else {
                throw HTTPError(
                    .conflict, message: "The client has no owner whose tokens these could be; PATCH its owner.")
            }
            _ = try self.tokens.replace(of: client, in: db, at: self.parts.time.now)
            return try self.json(client, in: db)
        }
    }

    private func blank(_ id: ID<PatreonClient>) -> PatreonClient {
        PatreonClient(id: id, secret: self.parts.entropy.string(64, of: .urlSafe), name: "", redirectURIs: [])
    }
}

extension ControlObject {
    fileprivate mutating func clientID() throws -> ID<PatreonClient>? {
        guard let id = self.string("id").map({ ID<PatreonClient>($0) }) else { return nil }
        if !id.isPlain { self.note("id: \(ID<PatreonClient>.rule)") }
        return id
    }

    /// The client with the members that are given; `null` empties one.
    fileprivate mutating func client(over existing: PatreonClient) throws -> PatreonClient {
        var client = existing
        if let secret = self.string("secret") {
            if secret.isEmpty { self.note("secret must not be empty") }
            client.secret = secret
        }
        if self.has("name") { client.name = self.string("name") ?? "" }
        if let version = self.int("apiVersion", in: 1...2) { client.apiVersion = Int(version) }
        if let isPublic = self.bool("isPublic") { client.isPublic = isPublic }
        if let isDisabled = self.bool("isDisabled") { client.isDisabled = isDisabled }
        if let uris = self.redirectURIs() { client.redirectURIs = uris }
        if self.has("owner") { client.ownerID = self.string("owner").map { ID($0) } }
        let texts: [(ClientField, WritableKeyPath<PatreonClient, String?>)] = [
            (.description, \.description), (.category, \.category), (.authorName, \.authorName), (.domain, \.domain),
            (.iconURL, \.iconURL), (.privacyPolicyURL, \.privacyPolicyURL),
            (.termsOfServiceURL, \.termsOfServiceURL),
        ]
        for (field, member) in texts where self.has(field.key) {
            client[keyPath: member] = self.string(field.key)
        }
        try self.finish()
        return client
    }

    /// A list, or one string with separators as in the portal.
    private mutating func redirectURIs() -> [String]? {
        guard let value = self.value("redirectUris") else { return nil }
        if let text = value.string { return ClientRules.redirectURIs(in: text) }
        return self.strings("redirectUris").map(ClientRules.unique)
    }
}

extension ID<PatreonClient> {
    fileprivate static let rule = "A client's id may contain only letters, digits, - and _"

    /// It becomes part of addresses.
    fileprivate var isPlain: Bool { self.value.wholeMatch(of: /[A-Za-z0-9_\-]+/) != nil }
}

extension Transaction {
    fileprivate func controlledClient(_ context: WebContext) throws -> PatreonClient {
        let id = context.parameters.get("id") ?? ""
        guard let client = try self.patreonClient(ID(id)) else {
            throw HTTPError(
                .notFound, message: "There is no client \(id); GET /control/patreon/clients lists what there is.")
        }
        return client
    }
}
