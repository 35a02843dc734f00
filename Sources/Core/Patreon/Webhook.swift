/// What a campaign's webhook may be told of (spec `patreon.md` §5.1).
package enum WebhookTrigger: String, CaseIterable, Sendable {
    case memberCreated = "members:create"
    case memberUpdated = "members:update"
    case memberDeleted = "members:delete"
    case pledgeCreated = "members:pledge:create"
    case pledgeUpdated = "members:pledge:update"
    case pledgeDeleted = "members:pledge:delete"
    case postPublished = "posts:publish"
    case postUpdated = "posts:update"
    case postDeleted = "posts:delete"
    // Of the first version of the API; deprecated, but receivers still know them.
    case v1PledgeCreated = "pledges:create"
    case v1PledgeUpdated = "pledges:update"
    case v1PledgeDeleted = "pledges:delete"

    /// What a webhook hears of unless it is told what: all but the first version's.
    package static let current: [WebhookTrigger] = [
        .memberCreated, .memberUpdated, .memberDeleted, .pledgeCreated, .pledgeUpdated, .pledgeDeleted, .postPublished,
        .postUpdated, .postDeleted,
    ]

    /// What the first version calls the same.
    package var inFirstVersion: WebhookTrigger? {
        switch self {
        case .pledgeCreated: .v1PledgeCreated
        case .pledgeUpdated: .v1PledgeUpdated
        case .pledgeDeleted: .v1PledgeDeleted
        default: nil
        }
    }
}

/// An address that wants to hear what happens in a campaign (§4.8).
package struct Webhook: Equatable, Sendable {
    /// Given by the database.
    package var id: ID<Webhook>
    package var campaignID: ID<Campaign>
    /// `nil` for one that was made in the portal: it belongs to the creator (§6.2).
    package var clientID: ID<PatreonClient>?
    package var uri: String
    package var secret: String
    package var triggers: [WebhookTrigger]
    /// Of whoever made it: they decide what of a member is sent (§5.3).
    package var scopes: [String]
    package var isPaused = false
    package var lastAttemptedAt: Instant?
    package var consecutiveFailures: Int64 = 0
    package var createdAt: Instant

    /// What of its campaign the creator may see, and so a webhook that no client made.
    package static let creatorsScopes = [
        "campaigns", "campaigns.members", "campaigns.members[email]", "campaigns.members.address", "campaigns.posts",
    ]

    package init(
        id: ID<Webhook> = "", campaignID: ID<Campaign>, clientID: ID<PatreonClient>?, uri: String, secret: String,
        triggers: [WebhookTrigger], scopes: [String], createdAt: Instant
    ) {
        self.id = id
        self.campaignID = campaignID
        self.clientID = clientID
        self.uri = uri
        self.secret = secret
        self.triggers = triggers
        self.scopes = scopes
        self.createdAt = createdAt
    }
}

/// Something that happened, on its way to a webhook (§5.4).
package struct WebhookEvent: Equatable, Sendable {
    /// Given by the database.
    package var id: Int64
    package var webhookID: ID<Webhook>
    package var trigger: WebhookTrigger
    /// The very bytes that are sent and signed, as things stood when it happened.
    package var body: String
    package var isTest: Bool
    package var attempts = 0
    package var createdAt: Instant
    /// `nil` for one that was delivered or that waits for a person.
    package var nextAttemptAt: Instant?
    package var deliveredAt: Instant?

    package init(
        id: Int64 = 0, webhookID: ID<Webhook>, trigger: WebhookTrigger, body: String, isTest: Bool = false,
        createdAt: Instant, nextAttemptAt: Instant?
    ) {
        self.id = id
        self.webhookID = webhookID
        self.trigger = trigger
        self.body = body
        self.isTest = isTest
        self.createdAt = createdAt
        self.nextAttemptAt = nextAttemptAt
    }
}

/// One call of a webhook's receiver, for the log.
package struct WebhookAttempt: Equatable, Sendable {
    package var eventID: Int64
    package var attemptedAt: Instant
    package var signature: String
    /// `nil` where no answer came.
    package var status: Int?
    /// The beginning of what the receiver answered, or why there was no answer.
    package var answer: String

    package init(eventID: Int64, attemptedAt: Instant, signature: String, status: Int?, answer: String) {
        self.eventID = eventID
        self.attemptedAt = attemptedAt
        self.signature = signature
        self.status = status
        self.answer = answer
    }

    /// Any 2xx probably (§5.2).
    package var succeeded: Bool { self.status.map { (200..<300).contains($0) } ?? false }
}
