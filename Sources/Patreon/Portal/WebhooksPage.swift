import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `/portal/registration/register-webhooks`: a creator's webhooks, what they are told of, and how that went
/// (spec `patreon.md` §6.2). Those made here belong to the creator, so that no client sees them in its API.
struct WebhooksPage: Sendable {
    static let path = "/portal/registration/register-webhooks"

    static func path(of webhook: ID<Webhook>) -> String { "\(Self.path)/\(PercentEncoding.component(webhook.value))" }

    let parts: PatreonParts
    let queue: WebhookQueue
    let delivery: WebhookDelivery

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("portal/registration/register-webhooks", get: self.list, post: self.create)
            .serve("portal/registration/register-webhooks/{id}", post: self.change)
            .serve("portal/registration/register-webhooks/{id}/events/{event}", post: self.redeliver)
    }

    private var token: PortalToken { PortalToken(store: self.parts.store, entropy: self.parts.entropy) }

    // MARK: looking

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        return try await self.page(
            creator: query["creator"], open: query["webhook"], notice: Done(rawValue: query["done"] ?? "")?.notice)
    }

    /// The model of the template `patreon-webhooks`.
    private struct Model: Encodable, Sendable {
        let csrf: String
        let notice: String?
        let creator: String
        let creators: [PortalOption]
        let campaign: String?
        let uri: String
        let problem: String?
        let webhooks: [WebhookEntry]
    }

    private func page(
        creator: String?, open: String? = nil, notice: String? = nil, uri: String = "", problem: String? = nil
    ) async throws -> Response {
        let csrf = try await self.token.value()
        let model = try await self.parts.store.read { db in
            let creators = try db.campaigns().compactMap { try db.patreonAccount($0.ownerID) }
            let selected = creators.first { $0.id.value == creator } ?? creators.first
            let campaign = try selected.flatMap { try db.campaign(of: $0.id) }
            let webhooks = try campaign.map { try db.webhooks(of: $0.id) } ?? []
            return Model(
                csrf: csrf, notice: notice, creator: selected?.id.value ?? "",
                creators: PortalOption.all(creators, selected: selected?.id.value), campaign: campaign?.name, uri: uri,
                problem: problem,
                webhooks: try webhooks.map { webhook in
                    try WebhookEntry(
                        webhook, client: try webhook.clientID.flatMap { try db.patreonClient($0) },
                        isOpen: webhooks.count == 1 || webhook.id.value == open, in: db)
                })
        }
        return self.parts.pages.response(
            "patreon-webhooks", model, in: PageFrame(surface: .patreon, title: "Webhooks"),
            status: problem == nil ? .ok : .badRequest, headers: [.cacheControl: "no-store"])
    }

    // MARK: changing

    @Sendable private func create(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await self.token.form(request)
        let creator = form["creator"] ?? ""
        let uri = (form["uri"] ?? "").trimmed
        if let objection = WebhookRules.objection(to: uri, httpsOnly: self.parts.switches.webhooksOnlyToHTTPS) {
            return try await self.page(creator: creator, uri: uri, problem: "\"\(uri)\" \(objection).")
        }
        let now = self.parts.time.now
        let secret = self.parts.entropy.string(WebhookRules.secretLength, of: .urlSafe)
        let webhook = try await self.parts.store.transaction { db in
            guard let campaign = try db.campaign(of: ID<PatreonAccount>(creator)) else { throw PatreonError.notFound }
            return try db.insert(
                Webhook(
                    campaignID: campaign.id, clientID: nil, uri: uri, secret: secret,
                    triggers: WebhookTrigger.current, scopes: Webhook.creatorsScopes, createdAt: now))
        }
        return try await self.done(.created, webhook)
    }

    /// What the buttons of a webhook do, and what the page says of it then.
    private enum Done: String {
        case created, save, test, deliver, pause, delete, redelivered

        var notice: String {
            switch self {
            case .created: "The webhook was created: it hears of everything that happens from now on."
            case .save: "The webhook was saved."
            case .test: "The test was sent; the log says how the receiver answered."
            case .deliver: "The queued messages were sent; the log says how the receiver answered."
            case .pause: "The webhook is paused: messages are kept until they are sent."
            case .delete: "The webhook was deleted."
            case .redelivered: "The message was sent again; the log says how the receiver answered."
            }
        }
    }

    @Sendable private func change(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await self.token.form(request)
        let webhook = try await self.parts.store.read { try $0.namedWebhook(context) }
        guard let action = Done(rawValue: form["action"] ?? "") else { throw HTTPError(.badRequest) }
        switch action {
        case .save:
            try await self.update(webhook) { $0.triggers = form.values("trigger").compactMap(WebhookTrigger.init) }
        case .pause: try await self.update(webhook) { $0.isPaused = true }
        case .delete: try await self.parts.store.transaction { try $0.delete(webhook) }
        case .deliver: try await self.deliver(webhook, context)
        case .test: try await self.test(webhook, form["event"], context)
        case .created, .redelivered: throw HTTPError(.badRequest)
        }
        return try await self.done(action, webhook)
    }

    private func update(_ webhook: Webhook, _ edit: @escaping @Sendable (inout Webhook) -> Void) async throws {
        try await self.parts.store.transaction { db in
            guard var webhook = try db.webhook(webhook.id) else { throw PatreonError.notFound }
            edit(&webhook)
            try db.update(webhook)
        }
    }

    private func deliver(_ webhook: Webhook, _ context: WebContext) async throws {
        let now = self.parts.time.now
        try await self.update(webhook) { $0.isPaused = false }
        try await self.parts.store.transaction { try $0.requeueEvents(of: webhook.id, at: now) }
        try await self.delivery.deliverDue(of: webhook.id, context.logger)
    }

    private func test(_ webhook: Webhook, _ name: String?, _ context: WebContext) async throws {
        guard let trigger = WebhookTrigger(rawValue: name ?? "") else { throw HTTPError(.badRequest) }
        let now = self.parts.time.now
        let event = try await self.parts.store.transaction { db in
            try self.queue.test(trigger, for: webhook, in: db, at: now)
        }
        _ = try await self.delivery.redeliver(event.id, context.logger)
    }

    @Sendable private func redeliver(_ request: Request, context: WebContext) async throws -> Response {
        _ = try await self.token.form(request)
        let (webhook, event) = try await self.parts.store.read { db in
            let webhook = try db.namedWebhook(context)
            let id = context.parameters.get("event").flatMap { Int64($0) }
            guard let event = try id.flatMap({ try db.webhookEvent($0) }), event.webhookID == webhook.id else {
                throw PatreonError.notFound
            }
            return (webhook, event)
        }
        _ = try await self.delivery.redeliver(event.id, context.logger)
        return try await self.done(.redelivered, webhook)
    }

    private func done(_ done: Done, _ webhook: Webhook) async throws -> Response {
        let owner = try await self.parts.store.read { try $0.campaign(webhook.campaignID)?.ownerID.value ?? "" }
        let id = webhook.id.value
        return .redirect(
            to:
                "\(Self.path)?creator=\(PercentEncoding.component(owner))&done=\(done.rawValue)&webhook=\(id)#webhook-\(id)"
        )
    }
}

extension Transaction {
    /// The webhook that a path names.
    fileprivate func namedWebhook(_ context: WebContext) throws -> Webhook {
        guard let id = context.parameters.get("id"), let webhook = try self.webhook(ID(id)) else {
            throw PatreonError.notFound
        }
        return webhook
    }
}
