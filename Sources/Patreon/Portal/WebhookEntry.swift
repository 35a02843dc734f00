import Core
import Storage

/// A webhook in the portal's list, with the log of its calls. Its members are variables of the template
/// `patreon-webhooks`.
struct WebhookEntry: Encodable, Sendable {
    let id: String
    let path: String
    let isOpen: Bool
    let uri: String
    let about: String
    let secret: String
    let state: String
    /// `ok` or `warning`.
    let tone: String
    let isPaused: Bool
    let queued: String
    let triggers: [Trigger]
    let events: [Event]

    struct Trigger: Encodable, Sendable {
        let name: String
        let isOn: Bool
    }

    struct Event: Encodable, Sendable {
        let path: String
        let name: String
        let time: String
        let state: String
        let tone: String
        let attempts: [String]
        let body: String
    }

    init(_ webhook: Webhook, client: PatreonClient?, isOpen: Bool, in db: Transaction) throws {
        let path = WebhooksPage.path(of: webhook.id)
        self.id = webhook.id.value
        self.path = path
        self.isOpen = isOpen
        self.uri = webhook.uri
        self.about = client.map { "Made by the client \($0.name)" } ?? "Made here"
        self.secret = webhook.secret
        self.isPaused = webhook.isPaused
        let failures = webhook.consecutiveFailures
        self.state =
            webhook.isPaused
            ? "Paused" : failures == 0 ? "Active" : failures == 1 ? "1 failure" : "\(failures) failures"
        self.tone = webhook.isPaused || failures > 0 ? "warning" : "ok"
        let queued = try db.queuedEventCount(of: webhook.id)
        self.queued = queued == 1 ? "1 message is queued." : "\(queued) messages are queued."
        self.triggers = WebhookTrigger.allCases.map {
            Trigger(name: $0.rawValue, isOn: webhook.triggers.contains($0))
        }
        self.events = try db.webhookEvents(of: webhook.id, limit: Self.shownEvents).map { event in
            try Event(event, path: "\(path)/events/\(event.id)", in: db)
        }
    }

    private static let shownEvents = 20
}

extension WebhookEntry.Event {
    fileprivate init(_ event: WebhookEvent, path: String, in db: Transaction) throws {
        self.path = path
        self.name = event.isTest ? "\(event.trigger.rawValue) (test)" : event.trigger.rawValue
        self.time = event.createdAt.httpDate
        if event.deliveredAt != nil {
            self.state = "Delivered"
            self.tone = "ok"
        } else {
            self.state = event.nextAttemptAt.map { "Next attempt \($0.httpDate)" } ?? "Not delivered"
            self.tone = "warning"
        }
        self.attempts = try db.webhookAttempts(of: event.id).map { attempt in
            let status = attempt.status.map { "HTTP \($0)" } ?? "No answer"
            return "\(attempt.attemptedAt.httpDate): \(status). \(attempt.answer)"
        }
        self.body = event.body
    }
}
