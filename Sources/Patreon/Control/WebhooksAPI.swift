import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `/control/patreon/webhooks` and `/control/patreon/deliveries`: webhooks as the portal makes them, the log of their
/// calls, and `POST /control/patreon/run`, which does at once what the clock has made due.
struct WebhooksAPI: Sendable {
    let parts: PatreonParts
    let queue: WebhookQueue
    let delivery: WebhookDelivery
    let work: PatreonWork

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/patreon/webhooks", use: self.list)
            .post("control/patreon/webhooks", use: self.create)
            .get("control/patreon/webhooks/{id}", use: self.show)
            .patch("control/patreon/webhooks/{id}", use: self.update)
            .delete("control/patreon/webhooks/{id}", use: self.delete)
            .post("control/patreon/webhooks/{id}/test", use: self.test)
            .get("control/patreon/deliveries", use: self.deliveries)
            .get("control/patreon/deliveries/{id}", use: self.showDelivery)
            .post("control/patreon/deliveries/{id}/redeliver", use: self.redeliver)
            .post("control/patreon/run", use: self.run)
    }

    // MARK: webhooks

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        .json(try await self.parts.store.read { db in .array(try db.webhooks().map { try $0.controlJSON(in: db) }) })
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        .json(try await self.parts.store.read { db in try db.controlledWebhook(context).controlJSON(in: db) })
    }

    @Sendable private func create(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        let secret = self.parts.entropy.string(WebhookRules.secretLength, of: .urlSafe)
        let now = self.parts.time.now
        let json = try await self.parts.store.transaction { db in
            var object = object
            let campaign = try db.controlledCampaign(object.string("campaign"))
            var webhook = Webhook(
                campaignID: campaign.id, clientID: nil, uri: "", secret: object.string("secret") ?? secret,
                triggers: WebhookTrigger.current, scopes: Webhook.creatorsScopes, createdAt: now)
            _ = object.required(object.string("uri"), "uri")
            try object.read(&webhook, self.parts.switches)
            return try db.insert(webhook).controlJSON(in: db)
        }
        return .json(json, status: .created)
    }

    /// Un-pausing delivers what has accumulated before it answers, as a PATCH of the API does.
    @Sendable private func update(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        let now = self.parts.time.now
        let (id, isResumed) = try await self.parts.store.transaction { db in
            var object = object
            var webhook = try db.controlledWebhook(context)
            let wasPaused = webhook.isPaused
            try object.read(&webhook, self.parts.switches)
            try db.update(webhook)
            let isResumed = wasPaused && !webhook.isPaused
            if isResumed { try db.requeueEvents(of: webhook.id, at: now) }
            return (webhook.id, isResumed)
        }
        if isResumed { try await self.delivery.deliverDue(of: id, context.logger) }
        return try await self.show(request, context: context)
    }

    @Sendable private func delete(_ request: Request, context: WebContext) async throws -> Response {
        try await self.parts.store.transaction { db in try db.delete(try db.controlledWebhook(context)) }
        return Response(status: .noContent)
    }

    @Sendable private func test(_ request: Request, context: WebContext) async throws -> Response {
        var object = try await ControlObject(request, isOptional: true)
        let trigger = object.choice("event", of: WebhookRules.triggerNames) ?? WebhookTrigger.memberCreated.rawValue
        try object.finish()
        let now = self.parts.time.now
        let event = try await self.parts.store.transaction { db in
            try self.queue.test(
                WebhookTrigger(rawValue: trigger) ?? .memberCreated, for: try db.controlledWebhook(context), in: db,
                at: now)
        }
        return try await self.redelivered(event.id, context)
    }

    // MARK: deliveries

    @Sendable private func deliveries(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        return .json(
            try await self.parts.store.read { db in
                let events = try query["webhook"].map { try db.webhookEvents(of: ID($0), limit: Self.shown) }
                return .array(try (events ?? db.webhookEvents(limit: Self.shown)).map { try $0.controlJSON(in: db) })
            })
    }

    @Sendable private func showDelivery(_ request: Request, context: WebContext) async throws -> Response {
        .json(try await self.parts.store.read { db in try db.controlledEvent(context).controlJSON(in: db) })
    }

    @Sendable private func redeliver(_ request: Request, context: WebContext) async throws -> Response {
        let event = try await self.parts.store.read { db in try db.controlledEvent(context) }
        return try await self.redelivered(event.id, context)
    }

    private func redelivered(_ event: Int64, _ context: WebContext) async throws -> Response {
        _ = try await self.delivery.redeliver(event, context.logger)
        return .json(
            try await self.parts.store.read { db in
                guard let event = try db.webhookEvent(event) else { throw HTTPError.unknown("delivery", "\(event)") }
                return try event.controlJSON(in: db)
            })
    }

    @Sendable private func run(_ request: Request, context: WebContext) async throws -> Response {
        let done = try await self.work.run(context.logger)
        return .json([
            "chargeRuns": .array(
                done.charges.map { run in
                    [
                        "day": .string(run.day.patreonText), "paid": .int(Int64(run.paid)),
                        "declined": .int(Int64(run.declined)),
                    ]
                }),
            "webhookCalls": .int(Int64(done.calls)),
        ])
    }

    private static let shown = 200
}

extension ControlObject {
    fileprivate mutating func read(_ webhook: inout Webhook, _ switches: PatreonSwitches) throws {
        _ = self.has("campaign")
        if let uri = self.string("uri") {
            if let objection = WebhookRules.objection(to: uri, httpsOnly: switches.webhooksOnlyToHTTPS) {
                self.note("uri \"\(uri)\" \(objection)")
            }
            webhook.uri = uri
        }
        if let secret = self.string("secret") {
            if secret.isEmpty { self.note("secret must not be empty") }
            webhook.secret = secret
        }
        if let names = self.strings("triggers") {
            for name in names where WebhookTrigger(rawValue: name) == nil {
                self.note("triggers names \(name); known are \(WebhookRules.triggerNames.joined(separator: ", "))")
            }
            webhook.triggers = names.compactMap(WebhookTrigger.init)
        }
        if let isPaused = self.bool("isPaused") { webhook.isPaused = isPaused }
        try self.finish()
    }
}

extension Webhook {
    fileprivate func controlJSON(in db: Transaction) throws -> JSON {
        [
            "id": .string(self.id.value),
            "campaign": .string(self.campaignID.value),
            "client": .nullable(self.clientID?.value),
            "uri": .string(self.uri),
            "secret": .string(self.secret),
            "triggers": .strings(self.triggers.map(\.rawValue)),
            "isPaused": .bool(self.isPaused),
            "lastAttemptedAt": .nullable(self.lastAttemptedAt?.patreonText),
            "numConsecutiveTimesFailed": .int(self.consecutiveFailures),
            "queued": .int(Int64(try db.queuedEventCount(of: self.id))),
        ]
    }
}

extension WebhookEvent {
    fileprivate func controlJSON(in db: Transaction) throws -> JSON {
        [
            "id": .int(self.id),
            "webhook": .string(self.webhookID.value),
            "event": .string(self.trigger.rawValue),
            "isTest": .bool(self.isTest),
            "createdAt": .string(self.createdAt.patreonText),
            "deliveredAt": .nullable(self.deliveredAt?.patreonText),
            "nextAttemptAt": .nullable(self.nextAttemptAt?.patreonText),
            "body": .string(self.body),
            "attempts": .array(
                try db.webhookAttempts(of: self.id).map { attempt in
                    [
                        "attemptedAt": .string(attempt.attemptedAt.patreonText),
                        "signature": .string(attempt.signature),
                        "status": attempt.status.map { .int(Int64($0)) } ?? .null,
                        "answer": .string(attempt.answer),
                    ]
                }),
        ]
    }
}

extension Transaction {
    fileprivate func controlledWebhook(_ context: WebContext) throws -> Webhook {
        let id = context.parameters.get("id") ?? ""
        guard let webhook = try self.webhook(ID(id)) else { throw HTTPError.unknown("webhook", id) }
        return webhook
    }

    fileprivate func controlledEvent(_ context: WebContext) throws -> WebhookEvent {
        let id = context.parameters.get("id") ?? ""
        guard let event = try Int64(id).flatMap({ try self.webhookEvent($0) }) else {
            throw HTTPError.unknown("delivery", id)
        }
        return event
    }
}
