import Core
import Hummingbird
import Storage
import Web

/// What all endpoints of both versions of the API do: know who asks, look into one state of the store, answer with a
/// document (spec `patreon.md` §3).
struct PatreonAPI: Sendable {
    let parts: PatreonParts
    let limits: RateLimits

    /// - Parameters:
    ///   - changing: whether the endpoint writes.
    ///   - endpoint: makes the document.
    func v2(
        _ request: Request, _ context: WebContext, changing: Bool = false,
        _ endpoint: @escaping @Sendable (APICall) throws -> JSON
    ) async throws -> Response {
        let document = try await self.document(request, context, schema: .v2, changing: changing, endpoint)
        return .json(document, style: .spaced, type: self.parts.switches.v2ContentType.rawValue)
    }

    /// Answers 410 where the first version is switched off, which the real one is announced to be some day (§3.6).
    func v1(
        _ request: Request, _ context: WebContext, _ endpoint: @escaping @Sendable (APICall) throws -> JSON
    ) async throws -> Response {
        guard self.parts.switches.v1 else { throw PatreonError.gone }
        let document = try await self.document(request, context, schema: .v1, changing: false, endpoint)
        return .json(document, style: .spaced, type: "application/json")
    }

    private func document(
        _ request: Request, _ context: WebContext, schema: JSONAPISchema, changing: Bool,
        _ endpoint: @escaping @Sendable (APICall) throws -> JSON
    ) async throws -> JSON {
        let now = self.parts.time.now
        let token = request.patreonAccessToken
        let answer: @Sendable (Transaction) throws -> (JSON, PatreonAccount) = { db in
            let bearer = try db.patreonBearer(token, at: now)
            context.decision.note(bearer)
            try self.limits.admit(token: token ?? "", client: bearer.client.id, at: now)
            let call = APICall(
                db: db, bearer: bearer, parameters: request.queryParameters, path: request.uri.path, schema: schema,
                origin: request.patreonOrigin(self.parts.origins.patreon),
                publicOrigin: self.parts.origins.patreon, switches: self.parts.switches)
            return (try endpoint(call), bearer.account)
        }
        let store = self.parts.store
        let (document, account) = changing ? try await store.transaction(answer) : try await store.read(answer)
        if account.behaviours.contains(.slowProfile) {
            try await self.parts.outbound.rest(milliseconds: Int(self.parts.switches.slowProfileSeconds) * 1000)
        }
        return document
    }
}

/// One request to the API, within one state of the store.
struct APICall {
    let db: Transaction
    let bearer: PatreonBearer
    let parameters: FormParameters
    let path: String
    let schema: JSONAPISchema
    /// By which the client knows the server: in links.
    let origin: String
    /// By which browsers know it: in addresses of pages and pictures.
    let publicOrigin: String
    let switches: PatreonSwitches

    /// - Parameter type: of the document's own resources.
    func query(on type: String) throws(PatreonError) -> JSONAPIQuery {
        try JSONAPIQuery(
            self.parameters, including: JSONAPIQuery.list(self.parameters["include"] ?? ""), on: type, in: self.schema)
    }

    func document(_ resource: JSONAPIResource, _ query: JSONAPIQuery) throws -> JSON {
        try JSONAPIDocument.rendered(resource, query: query, schema: self.schema, origin: self.origin)
    }

    func document(
        _ list: [JSONAPIResource], _ query: JSONAPIQuery, frame: JSONAPIDocument.ListFrame
    ) throws -> JSON {
        try JSONAPIDocument.rendered(list, query: query, schema: self.schema, origin: self.origin, frame: frame)
    }
}
