import Core
import HTTPTypes
import Logto
import Storage

/// What the lists of the log have in common: a key, a span of time, and totals that end somewhere (spec
/// `logto-management-api.md` §9).
enum LogWindow {
    private static let cap = 10_000

    static let query: [Schema.Field] = [
        .optional("logKey", .text), .optional("start_time", .text), .optional("end_time", .text),
        .optional("enableCap", .text),
    ]

    /// - Throws: 400 `guard.invalid_input` for what is no time, `log.invalid_time_window`.
    static func filter(of call: Call) throws(LogtoError) -> LogFilter {
        var filter = LogFilter()
        filter.key = call.text("logKey")
        filter.startTime = try Self.time("start_time", of: call)
        filter.endTime = try Self.time("end_time", of: call)
        if let start = filter.startTime, let end = filter.endTime, start > end {
            throw LogtoError("log.invalid_time_window")
        }
        return filter
    }

    private static func time(_ name: String, of call: Call) throws(LogtoError) -> Int64? {
        guard let text = call.text(name) else { return nil }
        guard let number = Double(text), let time = Int64(exactly: number.rounded(.down)) else {
            throw LogtoError("guard.invalid_input", values: ["type": name])
        }
        return time
    }

    /// With `enableCap`, a total beyond the cap is one more than it.
    static func answer(
        _ filter: LogFilter, to call: Call, _ body: @escaping @Sendable (LogEntry) -> JSON
    ) async throws -> Answer {
        let cap = call.isYes("enableCap") ? Self.cap : nil
        return try await call.read { db in
            let total = try db.logEntryCount(filter, most: cap.map { $0 + 1 } ?? Int.max)
            let entries = try db.logEntries(filter, call.window).map(body)
            return .list(entries, total: total, isCapped: cap.map { total > $0 } ?? false)
        }
    }
}

extension Call {
    /// A parameter of the query; an empty one is none.
    func text(_ name: String) -> String? { self.query[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
}
