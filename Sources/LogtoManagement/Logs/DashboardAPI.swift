import Core
import HTTPTypes
import Logto
import Storage

/// `/dashboard/users`: how many users there are, new and active ones, by the days of the world's clock (spec
/// `logto-management-api.md` §4.6).
enum DashboardAPI {
    private static let day: Int64 = 86_400_000

    static let routes = [
        Route(
            .get, "/dashboard/users/total", "Count users", answer: .members(.required("totalUserCount", .count)),
            handle: Self.total),
        Route(
            .get, "/dashboard/users/new", "Count new users",
            answer: .members(.required("today", .countWithDelta), .required("last7Days", .countWithDelta)),
            handle: Self.new),
        Route(
            .get, "/dashboard/users/active", "Count active users",
            answer: .members(
                .required(
                    "dauCurve", .array(.object([.required("date", .text), .required("count", .count)]))),
                .required("dau", .countWithDelta), .required("wau", .countWithDelta),
                .required("mau", .countWithDelta)),
            query: [
                .optional(
                    "date",
                    .string([
                        .pattern(#"^\d{4}-\d{2}-\d{2}$"#) { $0.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil }
                    ]))
            ], handle: Self.active),
    ]

    @Sendable private static func total(_ call: Call) async throws -> Answer {
        try await call.read { db in
            .json(["totalUserCount": .int(Int64(try db.userCount(Transaction.UserFilter())))])
        }
    }

    /// Each with its change against the same span before.
    @Sendable private static func new(_ call: Call) async throws -> Answer {
        let today = Self.midnight(call.now)
        return try await call.read { db in
            func count(from first: Int64, to last: Int64) throws -> Int64 {
                Int64(
                    try db.newUserCount(
                        from: Instant(milliseconds: today + first * Self.day),
                        to: Instant(milliseconds: today + last * Self.day)))
            }
            return .json([
                "today": Self.change(of: try count(from: 0, to: 1), against: try count(from: -1, to: 0)),
                "last7Days": Self.change(of: try count(from: -6, to: 1), against: try count(from: -13, to: -6)),
            ])
        }
    }

    @Sendable private static func active(_ call: Call) async throws -> Answer {
        let date = call.query["date"]?.string.flatMap { Instant(iso8601: "\($0)T00:00:00Z") } ?? call.now
        let end = Self.midnight(date) + Self.day
        return try await call.read { db in
            func count(_ days: Int64, before gap: Int64) throws -> Int64 {
                let last = end - gap * Self.day
                return Int64(
                    try db.activeUserCount(
                        from: Instant(milliseconds: last - days * Self.day), to: Instant(milliseconds: last)))
            }
            let curve = try (Int64(0)..<30).reversed().map { gap -> JSON in
                let day = Instant(milliseconds: end - (gap + 1) * Self.day)
                return ["date": .string(String(day.isoText.prefix(10))), "count": .int(try count(1, before: gap))]
            }
            return .json([
                "dauCurve": .array(curve),
                "dau": Self.change(of: try count(1, before: 0), against: try count(1, before: 1)),
                "wau": Self.change(of: try count(7, before: 0), against: try count(7, before: 7)),
                "mau": Self.change(of: try count(30, before: 0), against: try count(30, before: 30)),
            ])
        }
    }

    private static func change(of count: Int64, against before: Int64) -> JSON {
        ["count": .int(count), "delta": .int(count - before)]
    }

    private static func midnight(_ time: Instant) -> Int64 { time.milliseconds / Self.day * Self.day }
}
