import Core
import Hummingbird
import Storage
import Web

/// `/api/oauth2/v2/webhooks`: what a client is told of the campaign of its token's account. It sees only what it made
/// itself (spec `patreon.md` §4.8).
struct WebhooksEndpoint: Sendable {
    let api: PatreonAPI
    let delivery: WebhookDelivery

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/v2/webhooks", get: self.list, post: self.create)
            .serve("api/oauth2/v2/webhooks/{id}", get: self.show, patch: self.update, delete: self.delete)
    }

    // MARK: looking

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        try await self.api.v2(request, context) { call in
            try call.bearer.require(Self.scope)
            let query = try call.query(on: "webhook")
            let resources = try call.v2Resources()
            let webhooks = try resources.ownCampaign.map {
                try call.db.webhooks(madeBy: call.bearer.client.id, for: $0.id)
            }
            let list = (webhooks ?? []).map(resources.webhook)
            return try call.document(
                list, query,
                frame: JSONAPIDocument.ListFrame(meta: ["pagination": ["total": .int(Int64(list.count))]]))
        }
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        try await self.api.v2(request, context) { call in
            let webhook = try Self.webhook(context, call)
            return try call.document(try call.v2Resources().webhook(webhook), try call.query(on: "webhook"))
        }
    }

    // MARK: changing

    @Sendable private func create(_ request: Request, context: WebContext) async throws -> Response {
        let body = try await WebhookBody.read(request)
        let parts = self.api.parts
        return try await self.api.v2(request, context, changing: true) { call in
            try call.bearer.require(Self.scope)
            let body = try body.get()
            guard let campaign = try call.db.campaign(of: call.bearer.account.id), campaign.id == body.campaignID else {
                throw PatreonError.forbidden("You do not have permission to create a webhook for this campaign.")
            }
            var webhook = Webhook(
                campaignID: campaign.id, clientID: call.bearer.client.id, uri: "",
                secret: parts.entropy.string(WebhookRules.secretLength, of: .urlSafe), triggers: [],
                scopes: PatreonScope.creators.filter(call.bearer.has), createdAt: parts.time.now)
            try body.apply(to: &webhook, isNew: true, parts.switches)
            return try Self.whole(try call.db.insert(webhook), call)
        }
    }

    /// Un-pausing sends what is queued, and the answer shows how the receiver took it (§5.4).
    @Sendable private func update(_ request: Request, context: WebContext) async throws -> Response {
        let body = try await WebhookBody.read(request)
        let isResumed = (try? body.get())?.paused == false
        let parts = self.api.parts
        let response = try await self.api.v2(request, context, changing: true) { call in
            var webhook = try Self.webhook(context, call)
            try body.get().apply(to: &webhook, isNew: false, parts.switches)
            try call.db.update(webhook)
            if isResumed { try call.db.requeueEvents(of: webhook.id, at: parts.time.now) }
            return try Self.whole(webhook, call)
        }
        guard isResumed else { return response }
        try await self.delivery.deliverDue(of: ID(context.parameters.get("id") ?? ""), context.logger)
        return try await self.api.v2(request, context) { call in try Self.whole(try Self.webhook(context, call), call) }
    }

    @Sendable private func delete(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.api.v2(request, context, changing: true) { call in
            try call.db.delete(try Self.webhook(context, call))
            return .null
        }
        return Response(status: .noContent)
    }

    // MARK: what they have in common

    private static let scope = "w:campaigns.webhook"

    /// The webhook that a path names, if this client made it for this account's campaign.
    private static func webhook(_ context: WebContext, _ call: APICall) throws -> Webhook {
        try call.bearer.require(Self.scope)
        let id = ID<Webhook>(context.parameters.get("id") ?? "")
        guard let webhook = try call.db.webhook(id), webhook.clientID == call.bearer.client.id,
            webhook.campaignID == (try call.db.campaign(of: call.bearer.account.id))?.id
        else { throw PatreonError.notFound }
        return webhook
    }

    /// With all attributes, whatever the request asks for: the documentation shows so of what was just written.
    private static func whole(_ webhook: Webhook, _ call: APICall) throws -> JSON {
        let fields = (JSONAPISchema.v2.types["webhook"]?.attributes ?? []).joined(separator: ",")
        let query = try JSONAPIQuery(
            FormParameters([("fields[webhook]", fields)]), including: [], on: "webhook", in: call.schema)
        return try call.document(try call.v2Resources().webhook(webhook), query)
    }
}

/// What a client writes about a webhook: a JSON:API document (§4.8).
private struct WebhookBody: Sendable {
    let campaignID: ID<Campaign>?
    let paused: Bool?
    private let triggers: JSON?
    private let uri: JSON?

    /// What is wrong with a body is told only to who may write.
    static func read(_ request: Request) async throws -> Result<WebhookBody, any Error> {
        let text = try await request.bodyText(upTo: 256 * 1024)
        return Result { try WebhookBody(text) }
    }

    private init(_ text: String) throws {
        guard let data = try? JSON(parsing: text)["data"], data["type"]?.string == "webhook" else {
            throw PatreonError.invalidBody("The body must be a JSON:API document with data of type webhook.")
        }
        let campaign = data["relationships"]?["campaign"]?["data"]
        self.campaignID = campaign?["id"]?.string.map { ID($0) }
        let attributes = data["attributes"]
        self.triggers = attributes?["triggers"]
        self.uri = attributes?["uri"]
        self.paused = try attributes?["paused"].map { json in
            // The documentation's sample has it as a string.
            switch (json.bool, json.string) {
            case (let value?, _): return value
            case (_, "true"?): return true
            case (_, "false"?): return false
            default: throw PatreonError.parameterInvalid("paused", on: "webhook", value: json.text())
            }
        }
    }

    func apply(to webhook: inout Webhook, isNew: Bool, _ switches: PatreonSwitches) throws {
        if isNew || self.triggers != nil {
            let names = self.triggers?.array?.map { $0.string ?? "" } ?? []
            // The first version's are unsupported here since 2026 (§5.1).
            let triggers = names.compactMap { name in WebhookTrigger.current.first { $0.rawValue == name } }
            guard !names.isEmpty, triggers.count == names.count else {
                throw PatreonError.parameterInvalid("triggers", on: "webhook", value: self.triggers?.text() ?? "")
            }
            webhook.triggers = triggers
        }
        if isNew || self.uri != nil {
            let uri = self.uri?.string ?? ""
            guard WebhookRules.objection(to: uri, httpsOnly: switches.webhooksOnlyToHTTPS) == nil else {
                throw PatreonError.parameterInvalid("uri", on: "webhook", value: uri)
            }
            webhook.uri = uri
        }
        if let paused { webhook.isPaused = paused }
    }
}
