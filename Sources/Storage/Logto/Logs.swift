import Core
import GRDB

/// Which entries of the log are asked for.
package struct LogFilter: Equatable, Sendable {
    /// What the keys of the audit log begin with; `nil` for the deliveries of webhooks, too.
    package var keyPrefixes: [String]?
    package var key: String?
    package var userID: String?
    package var applicationID: String?
    package var hookID: String?
    /// The first and the last moment, in milliseconds.
    package var startTime: Int64?
    package var endTime: Int64?

    package init() {}

    fileprivate var condition: SQL {
        var conditions: [SQL] = []
        if let prefixes = self.keyPrefixes {
            let any: [SQL] = prefixes.map { "substr(key, 1, \($0.count)) = \($0)" }
            conditions.append("(\(any.joined(separator: " or ")))")
        }
        if let key = self.key { conditions.append("key = \(key)") }
        if let user = self.userID { conditions.append("user_id = \(user)") }
        if let application = self.applicationID { conditions.append("application_id = \(application)") }
        if let hook = self.hookID { conditions.append("hook_id = \(hook)") }
        if let start = self.startTime { conditions.append("created_at >= \(start)") }
        if let end = self.endTime { conditions.append("created_at <= \(end)") }
        return .all(conditions)
    }
}

extension Transaction {
    package func insert(_ entry: LogEntry) throws {
        try self.execute(
            """
            insert into logs (id, key, payload, user_id, application_id, hook_id, created_at)
            values
                (\(entry.id), \(entry.key), \(entry.payload), \(entry.payload["userId"]?.string),
                 \(entry.payload["applicationId"]?.string), \(entry.payload["hookId"]?.string), \(entry.createdAt))
            """)
    }

    /// Writes what became of something that was in the log already.
    package func update(_ entry: LogEntry) throws {
        try self.execute(
            """
            update logs set payload = \(entry.payload), user_id = \(entry.payload["userId"]?.string),
                application_id = \(entry.payload["applicationId"]?.string)
            where id = \(entry.id)
            """)
    }

    package func logEntry(_ id: ID<LogEntry>) throws -> LogEntry? {
        try self.row("select * from logs where id = \(id)").map(LogEntry.init)
    }

    /// The newest first.
    package func logEntries(_ filter: LogFilter, _ window: ListWindow? = nil) throws -> [LogEntry] {
        try self.rows(
            "select * from logs where \(filter.condition) order by created_at desc, number desc \(SQL.window(window))"
        ).map(LogEntry.init)
    }

    /// - Parameter most: where counting ends.
    package func logEntryCount(_ filter: LogFilter, most: Int = Int.max) throws -> Int {
        try self.count(
            "select count(*) as count from (select 1 from logs where \(filter.condition) limit \(most))")
    }

    /// Of a webhook, from a moment on.
    package func executionStats(of hook: ID<Hook>, since beginning: Instant) throws -> Hook.ExecutionStats {
        let row = try self.row(
            """
            select count(*) as requests, coalesce(sum(payload ->> 'result' = 'Success'), 0) as successes from logs
            where hook_id = \(hook) and created_at >= \(beginning)
            """)
        return Hook.ExecutionStats(successCount: row?["successes"] ?? 0, requestCount: row?["requests"] ?? 0)
    }

    /// Keeps what somebody may still look at.
    func trimLogs() throws {
        try self.execute(
            "delete from logs where number <= (select max(number) from logs) - \(LogEntry.largestNumberKept)")
    }
}

extension LogEntry {
    /// More than Logto counts at most.
    fileprivate static let largestNumberKept: Int64 = 20_000

    fileprivate init(_ row: Row) {
        self.init(id: row["id"], key: row["key"], payload: row["payload"], createdAt: row["created_at"])
    }
}

extension Transaction {
    /// From a moment up to, but not at, another.
    package func newUserCount(from beginning: Instant, to end: Instant) throws -> Int {
        try self.count(
            "select count(*) as count from users where created_at >= \(beginning) and created_at < \(end)")
    }

    /// Whoever got tokens in between.
    package func activeUserCount(from beginning: Instant, to end: Instant) throws -> Int {
        try self.count(
            """
            select count(distinct user_id) as count from logs
            where user_id is not null and created_at >= \(beginning) and created_at < \(end)
                and key like 'ExchangeTokenBy%' and payload ->> 'result' = 'Success'
            """)
    }
}
