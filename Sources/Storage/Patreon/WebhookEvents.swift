import Core
import GRDB

extension Transaction {
    package func webhookEvent(_ id: Int64) throws -> WebhookEvent? {
        try self.row("select * from patreon_webhook_events where id = \(id)").map(WebhookEvent.init(row:))
    }

    /// The newest first.
    package func webhookEvents(of webhook: ID<Webhook>, limit: Int) throws -> [WebhookEvent] {
        try self.rows(
            "select * from patreon_webhook_events where webhook_id = \(webhook.number) order by id desc limit \(limit)"
        ).map(WebhookEvent.init(row:))
    }

    /// The newest first, of all webhooks.
    package func webhookEvents(limit: Int) throws -> [WebhookEvent] {
        try self.rows("select * from patreon_webhook_events order by id desc limit \(limit)")
            .map(WebhookEvent.init(row:))
    }

    /// How many wait to be delivered.
    package func queuedEventCount(of webhook: ID<Webhook>) throws -> Int {
        let row = try self.row(
            """
            select count(*) as number from patreon_webhook_events
            where webhook_id = \(webhook.number) and delivered_at is null and not is_test
            """)
        return row?["number"] ?? 0
    }

    /// The webhooks for which something is to be tried now.
    package func webhooksWithDueEvents(at now: Instant) throws -> [ID<Webhook>] {
        try self.rows(
            """
            select distinct webhook_id from patreon_webhook_events
            join patreon_webhooks on patreon_webhooks.id = webhook_id
            where next_attempt_at <= \(now) and not is_paused order by webhook_id
            """
        ).map { row in
            let number: Int64 = row["webhook_id"]
            return ID(String(number))
        }
    }

    /// What is to be tried now, the oldest first, but for those in `ids`.
    package func dueWebhookEvent(
        of webhook: ID<Webhook>, at now: Instant, except ids: Set<Int64>
    ) throws -> WebhookEvent? {
        let row = try self.row(
            """
            select patreon_webhook_events.* from patreon_webhook_events
            join patreon_webhooks on patreon_webhooks.id = webhook_id
            where webhook_id = \(webhook.number) and next_attempt_at <= \(now) and not is_paused
                and patreon_webhook_events.id not in (\(Self.values(of: ids)))
            order by patreon_webhook_events.id limit 1
            """)
        return row.map(WebhookEvent.init(row:))
    }

    private static func values(of ids: Set<Int64>) -> SQL {
        "select value from json_each(\(JSON.array(ids.map(JSON.int))))"
    }

    /// - Returns: the event with the id that it was given.
    @discardableResult
    package func insert(_ event: WebhookEvent) throws -> WebhookEvent {
        let row = try self.row(
            """
            insert into patreon_webhook_events
                (webhook_id, event, body, is_test, attempts, created_at, next_attempt_at, delivered_at)
            values
                (\(event.webhookID.number), \(event.trigger.rawValue), \(event.body), \(event.isTest),
                 \(event.attempts), \(event.createdAt), \(event.nextAttemptAt), \(event.deliveredAt))
            returning id
            """)
        var event = event
        event.id = row?["id"] ?? 0
        return event
    }

    /// Writes how far its delivery has come.
    package func update(_ event: WebhookEvent) throws {
        try self.execute(
            """
            update patreon_webhook_events set
                attempts = \(event.attempts), next_attempt_at = \(event.nextAttemptAt),
                delivered_at = \(event.deliveredAt)
            where id = \(event.id)
            """)
    }

    /// Has everything that waits for the webhook tried again, but for what is in `ids` and for tests.
    package func requeueEvents(of webhook: ID<Webhook>, at now: Instant, except ids: Set<Int64> = []) throws {
        try self.execute(
            """
            update patreon_webhook_events set next_attempt_at = \(now)
            where webhook_id = \(webhook.number) and delivered_at is null and not is_test
                and id not in (\(Self.values(of: ids)))
            """)
    }

    /// Throws away what was delivered, but for the newest of each webhook.
    package func trimWebhookLog(keeping count: Int, of webhook: ID<Webhook>) throws {
        try self.execute(
            """
            delete from patreon_webhook_events
            where webhook_id = \(webhook.number) and delivered_at is not null and id <= (
                select id from patreon_webhook_events where webhook_id = \(webhook.number)
                order by id desc limit 1 offset \(count))
            """)
    }

    package func insert(_ attempt: WebhookAttempt) throws {
        try self.execute(
            """
            insert into patreon_webhook_attempts (event_id, attempted_at, signature, status, answer)
            values
                (\(attempt.eventID), \(attempt.attemptedAt), \(attempt.signature), \(attempt.status),
                 \(attempt.answer))
            """)
    }

    /// The oldest first.
    package func webhookAttempts(of event: Int64) throws -> [WebhookAttempt] {
        try self.rows("select * from patreon_webhook_attempts where event_id = \(event) order by id").map { row in
            WebhookAttempt(
                eventID: row["event_id"], attemptedAt: row["attempted_at"], signature: row["signature"],
                status: row["status"], answer: row["answer"])
        }
    }
}

extension WebhookEvent {
    fileprivate init(row: Row) {
        let id: Int64 = row["webhook_id"]
        self.init(
            id: row["id"], webhookID: ID(String(id)),
            trigger: WebhookTrigger(rawValue: row["event"]) ?? .memberUpdated, body: row["body"],
            isTest: row["is_test"], createdAt: row["created_at"], nextAttemptAt: row["next_attempt_at"])
        self.attempts = row["attempts"]
        self.deliveredAt = row["delivered_at"]
    }
}
