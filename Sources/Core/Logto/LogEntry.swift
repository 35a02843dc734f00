/// An entry of the audit log, or of what was delivered to a webhook (spec `logto-management-api.md` §8.5, §9).
package struct LogEntry: Equatable, Sendable {
    package var id: ID<LogEntry>
    /// What happened: `Interaction.SignIn.Submit`.
    package var key: String
    package var payload: JSON
    package var createdAt: Instant

    package init(id: ID<LogEntry>, key: String, payload: JSON, createdAt: Instant) {
        self.id = id
        self.key = key
        self.payload = payload
        self.createdAt = createdAt
    }
}
