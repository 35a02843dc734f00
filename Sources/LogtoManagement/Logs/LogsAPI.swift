import Core
import HTTPTypes
import Logto
import Storage

/// `/logs` (spec `logto-management-api.md` §9).
enum LogsAPI {
    /// What the keys of the audit log begin with; deliveries of webhooks are not in it.
    private static let prefixes = [
        "ExchangeTokenBy", "RevokeToken", "RevokeGrants", "Interaction", "JwtCustomizer", "SamlApplication", "Action",
        "Unknown",
    ]

    static let routes = [
        Route(
            .get, "/logs", "List the audit log", answer: .list(.log), paging: .always,
            query: [.optional("userId", .text), .optional("applicationId", .text)] + LogWindow.query,
            handle: Self.list),
        Route(.get, "/logs/:id", "Read an entry of the audit log", answer: .json(.log), handle: Self.show),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = try LogWindow.filter(of: call)
        filter.keyPrefixes = Self.prefixes
        filter.userID = call.text("userId")
        filter.applicationID = call.text("applicationId")
        return try await LogWindow.answer(filter, to: call) { LogBody.json($0) }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let id: ID<LogEntry> = call.id()
            guard let entry = try db.logEntry(id) else { throw LogtoError.noSuch("logs", id) }
            return .json(LogBody.json(entry))
        }
    }
}

/// An entry of the log on the wire.
enum LogBody {
    static func json(_ entry: LogEntry) -> JSON {
        let tenant: JSON = ["tenantId": "default"]
        return tenant.adding(Self.withoutTenant(entry))
    }

    static func withoutTenant(_ entry: LogEntry) -> JSON {
        [
            "id": .string(entry.id.value), "key": .string(entry.key), "payload": entry.payload,
            "createdAt": .int(entry.createdAt.milliseconds),
        ]
    }
}
