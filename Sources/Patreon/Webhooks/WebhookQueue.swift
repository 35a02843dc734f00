import Core
import Storage

/// Puts what happens in a campaign into the queue of every webhook that wants to hear of it, as things stand at that
/// moment (spec `patreon.md` §5.1). ``WebhookDelivery`` takes it from there.
struct WebhookQueue: Sendable {
    /// Of the emulated Patreon, for the addresses in the payloads.
    let origin: String

    func tell(_ trigger: WebhookTrigger, _ subject: WebhookPayload.Subject, in db: Transaction, at now: Instant) throws
    {
        for webhook in try db.webhooks(of: subject.campaignID) where webhook.triggers.contains(trigger) {
            let body = try WebhookPayload(webhook, origin: self.origin).body(of: subject, in: db)
            try db.insert(
                WebhookEvent(
                    webhookID: webhook.id, trigger: trigger, body: body, createdAt: now, nextAttemptAt: now))
        }
    }

    /// An event that did not happen, for the portal's "Send Test".
    func test(
        _ trigger: WebhookTrigger, for webhook: Webhook, in db: Transaction, at now: Instant
    ) throws -> WebhookEvent {
        let body = try WebhookPayload(webhook, origin: self.origin).sample(of: trigger, in: db)
        return try db.insert(
            WebhookEvent(
                webhookID: webhook.id, trigger: trigger, body: body, isTest: true, createdAt: now, nextAttemptAt: nil))
    }
}
