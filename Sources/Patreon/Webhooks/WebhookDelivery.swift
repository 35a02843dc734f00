import Core
import HTTPTypes
import Logging
import Storage
import Synchronization
import Web

/// Brings events to the receivers of webhooks, over real HTTP, and tries again by the world's clock (spec `patreon.md`
/// §5.2, §5.4). One for a world: a webhook's events go out one after the other, whoever asks for it.
package final class WebhookDelivery: Sendable {
    private let store: Store
    private let time: TimeSource
    private let outbound: Outbound
    private let delays: [Int64]
    private let underway = Mutex<Set<ID<Webhook>>>([])

    package init(store: Store, time: TimeSource, outbound: Outbound, switches: PatreonSwitches) {
        self.store = store
        self.time = time
        self.outbound = outbound
        self.delays = Self.delays(switches.webhookRetrySchedule)
    }

    /// Seconds after each failure; after the last one only a person tries again.
    private static func delays(_ schedule: PatreonSwitches.WebhookRetrySchedule) -> [Int64] {
        let (hour, day, week): (Int64, Int64, Int64) = (3600, 86_400, 604_800)
        return switch schedule {
        case .y2024: [hour, 3 * hour, day, 3 * day, week, week, week]
        case .y2026: [30, 300, 900, hour, 3 * hour, day, week]
        }
    }

    /// Tries everything whose time has come, for each webhook by itself.
    ///
    /// - Returns: how many calls were made.
    @discardableResult
    package func deliverDue(_ logger: Logger) async throws -> Int {
        let now = self.time.now
        let webhooks = try await self.store.read { try $0.webhooksWithDueEvents(at: now) }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for webhook in webhooks {
                group.addTask { try await self.deliverDue(of: webhook, logger) }
            }
            return try await group.reduce(0, +)
        }
    }

    @discardableResult
    func deliverDue(of webhook: ID<Webhook>, _ logger: Logger) async throws -> Int {
        guard self.underway.withLock({ $0.insert(webhook).inserted }) else { return 0 }
        defer { _ = self.underway.withLock { $0.remove(webhook) } }
        var tried: Set<Int64> = []
        while let event = try await self.next(of: webhook, except: tried) {
            tried.insert(event.id)
            try await self.attempt(event, tried: tried, logger)
        }
        return tried.count
    }

    private func next(of webhook: ID<Webhook>, except tried: Set<Int64>) async throws -> WebhookEvent? {
        let now = self.time.now
        return try await self.store.read { try $0.dueWebhookEvent(of: webhook, at: now, except: tried) }
    }

    /// Tries an event now, be it delivered, given up or a test.
    ///
    /// - Returns: `nil` if it is gone.
    func redeliver(_ id: Int64, _ logger: Logger) async throws -> WebhookAttempt? {
        guard let event = try await self.store.read({ try $0.webhookEvent(id) }) else { return nil }
        return try await self.attempt(event, tried: [id], logger)
    }

    /// - Parameter tried: what a success does not bring up again.
    @discardableResult
    private func attempt(_ event: WebhookEvent, tried: Set<Int64>, _ logger: Logger) async throws -> WebhookAttempt? {
        guard let webhook = try await self.store.read({ try $0.webhook(event.webhookID) }) else { return nil }
        let signature = WebhookSignature.of(event.body, secret: webhook.secret)
        let now = self.time.now
        let (status, answer) = try await self.call(webhook, event, signature: signature)
        let attempt = WebhookAttempt(
            eventID: event.id, attemptedAt: now, signature: signature, status: status, answer: answer)
        logger.log(
            level: attempt.succeeded ? .info : .warning, "webhook called",
            metadata: [
                "webhook_id": .string(webhook.id.value), "event": .string(event.trigger.rawValue),
                "status": .string(status.map(String.init) ?? "none"),
            ])
        try await self.store.transaction { db in try self.record(attempt, tried: tried, in: db) }
        return attempt
    }

    private func call(
        _ webhook: Webhook, _ event: WebhookEvent, signature: String
    ) async throws -> (status: Int?, answer: String) {
        let request = Outbound.Request(
            method: .post, url: webhook.uri,
            headers: [
                .contentType: "application/json", .userAgent: Product.mark, .patreonEvent: event.trigger.rawValue,
                .patreonSignature: signature,
            ],
            body: Array(event.body.utf8), timeout: 10)
        do {
            let response = try await self.outbound.send(request)
            let beginning = String(decoding: response.body.prefix(2000), as: UTF8.self)
            return (response.status.code, beginning.replacing("\0", with: "\u{FFFD}"))
        } catch Outbound.Failure.timedOut {
            return (nil, "The receiver did not answer within 10 seconds.")
        } catch {
            // The emulator ends: nobody knows whether it arrived, so that it is sent again after the next start.
            try Task.checkCancellation()
            return (nil, "The receiver could not be reached.")
        }
    }

    // MARK: what an attempt means

    private func record(_ attempt: WebhookAttempt, tried: Set<Int64>, in db: Transaction) throws {
        // Both may have changed, or gone, while the receiver was thinking.
        guard var event = try db.webhookEvent(attempt.eventID), var webhook = try db.webhook(event.webhookID) else {
            return
        }
        try db.insert(attempt)
        event.attempts += 1
        webhook.lastAttemptedAt = attempt.attemptedAt
        if attempt.succeeded {
            event.deliveredAt = event.deliveredAt ?? attempt.attemptedAt
            event.nextAttemptAt = nil
            webhook.consecutiveFailures = 0
            // The next successful call also delivers everything that accumulated.
            try db.requeueEvents(of: webhook.id, at: attempt.attemptedAt, except: tried)
        } else {
            self.fail(&event, &webhook, at: attempt.attemptedAt)
        }
        try db.update(event)
        try db.update(webhook)
        try db.trimWebhookLog(keeping: Self.logLength, of: webhook.id)
    }

    private func fail(_ event: inout WebhookEvent, _ webhook: inout Webhook, at now: Instant) {
        webhook.consecutiveFailures += 1
        // A test, or one that was delivered before, is nothing to be retried.
        guard !event.isTest, event.deliveredAt == nil else { return }
        if event.attempts <= self.delays.count {
            event.nextAttemptAt = now.advanced(bySeconds: self.delays[event.attempts - 1])
        } else {
            event.nextAttemptAt = nil
            webhook.isPaused = true
        }
    }

    /// As much as a person reads.
    private static let logLength = 200
}

extension HTTPField.Name {
    // In exactly this spelling: some clients look them up case by case (§5.2).
    fileprivate static let patreonEvent = HTTPField.Name.wellFormed("X-Patreon-Event")
    fileprivate static let patreonSignature = HTTPField.Name.wellFormed("X-Patreon-Signature")
}
