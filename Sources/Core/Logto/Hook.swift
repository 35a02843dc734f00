/// A webhook of Logto's: whom to call when something happens (spec `logto-management-api.md` §8.1).
package struct Hook: Equatable, Sendable {
    package var id: ID<Hook>
    package var name: String
    /// The one event of hooks that were made the old way; counts only without `events`.
    package var event: String?
    package var events: [String]
    /// `url`, and perhaps `headers`.
    package var config: JSON
    package var signingKey: String
    package var isEnabled: Bool
    package var createdAt: Instant

    package init(
        id: ID<Hook>, name: String = "", event: String? = nil, events: [String] = [], config: JSON, signingKey: String,
        isEnabled: Bool = true, createdAt: Instant
    ) {
        self.id = id
        self.name = name
        self.event = event
        self.events = events
        self.config = config
        self.signingKey = signingKey
        self.isEnabled = isEnabled
        self.createdAt = createdAt
    }

    /// Whether it is to be called for an event.
    package func wants(_ event: String) -> Bool {
        self.isEnabled && (self.events.isEmpty ? self.event == event : self.events.contains(event))
    }

    /// How many deliveries were tried, and how many of them went well.
    package struct ExecutionStats: Equatable, Sendable {
        package let successCount: Int
        package let requestCount: Int

        package init(successCount: Int, requestCount: Int) {
            self.successCount = successCount
            self.requestCount = requestCount
        }
    }
}
