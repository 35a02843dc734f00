import Core
import GRDB

extension Transaction {
    package func webhook(_ id: ID<Webhook>) throws -> Webhook? {
        guard let number = id.number else { return nil }
        return try self.row("select * from patreon_webhooks where id = \(number)").map(Webhook.init(row:))
    }

    package func webhooks() throws -> [Webhook] {
        try self.rows("select * from patreon_webhooks order by id").map(Webhook.init(row:))
    }

    package func webhooks(of campaign: ID<Campaign>) throws -> [Webhook] {
        try self.rows("select * from patreon_webhooks where campaign_id = \(campaign) order by id")
            .map(Webhook.init(row:))
    }

    package func webhooks(madeBy client: ID<PatreonClient>, for campaign: ID<Campaign>) throws -> [Webhook] {
        try self.rows(
            """
            select * from patreon_webhooks where client_id = \(client) and campaign_id = \(campaign) order by id
            """
        ).map(Webhook.init(row:))
    }

    /// - Returns: the webhook with the id that it was given.
    package func insert(_ webhook: Webhook) throws -> Webhook {
        let row = try self.row(
            """
            insert into patreon_webhooks
                (campaign_id, client_id, uri, secret, triggers, scopes, is_paused, last_attempted_at,
                 consecutive_failures, created_at)
            values
                (\(webhook.campaignID), \(webhook.clientID), \(webhook.uri), \(webhook.secret),
                 \(Words(webhook.triggers.map(\.rawValue))), \(Words(webhook.scopes)), \(webhook.isPaused),
                 \(webhook.lastAttemptedAt), \(webhook.consecutiveFailures), \(webhook.createdAt))
            returning id
            """)
        var webhook = webhook
        if let id: Int64 = row?["id"] { webhook.id = ID(String(id)) }
        return webhook
    }

    /// Writes what can change of it.
    package func update(_ webhook: Webhook) throws {
        guard let number = webhook.id.number else { return }
        try self.execute(
            """
            update patreon_webhooks set
                uri = \(webhook.uri), secret = \(webhook.secret), triggers = \(Words(webhook.triggers.map(\.rawValue))),
                is_paused = \(webhook.isPaused), last_attempted_at = \(webhook.lastAttemptedAt),
                consecutive_failures = \(webhook.consecutiveFailures)
            where id = \(number)
            """)
    }

    package func delete(_ webhook: Webhook) throws {
        guard let number = webhook.id.number else { return }
        try self.execute("delete from patreon_webhooks where id = \(number)")
    }
}

extension ID<Webhook> {
    /// `nil` for what the database never gave to a webhook.
    var number: Int64? { Int64(self.value).flatMap { String($0) == self.value ? $0 : nil } }
}

extension Webhook {
    fileprivate init(row: Row) {
        let id: Int64 = row["id"]
        let triggers: Words = row["triggers"]
        let scopes: Words = row["scopes"]
        self.init(
            id: ID(String(id)), campaignID: row["campaign_id"], clientID: row["client_id"], uri: row["uri"],
            secret: row["secret"], triggers: triggers.list.compactMap(WebhookTrigger.init), scopes: scopes.list,
            createdAt: row["created_at"])
        self.isPaused = row["is_paused"]
        self.lastAttemptedAt = row["last_attempted_at"]
        self.consecutiveFailures = row["consecutive_failures"]
    }
}
