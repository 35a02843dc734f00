import Core
import HTTPTypes
import Logto
import Storage

/// `/sign-in-exp/username-policy/case-sensitivity-conflicts`: usernames that would be one if letter case did not count
/// (spec `logto-management-api.md` §4.5, §6.9).
enum UsernameConflictsAPI {
    private static let standardLimit = 10

    static let routes = [
        Route(
            .get, "/sign-in-exp/username-policy/case-sensitivity-conflicts",
            "List usernames that differ in letter case alone",
            answer: .members(.required("totalConflicts", .count), .required("samples", .array(.jsonObject))),
            query: [.optional("limit", .refined(.text) { ($0.string.flatMap(Int.init) ?? 0) > 0 })]
        ) { call in
            let limit = call.query["limit"]?.string.flatMap(Int.init) ?? Self.standardLimit
            return try await call.read { db in .json(Self.json(try db.usernamesDifferingInCase(), limit)) }
        }
    ]

    static func json(
        _ conflicts: [(username: String, users: [ID<LogtoUser>])], _ limit: Int = Self.standardLimit
    ) -> JSON {
        [
            "totalConflicts": .int(Int64(conflicts.count)),
            "samples": .array(
                conflicts.prefix(limit).map { conflict in
                    [
                        "usernameLower": .string(conflict.username), "userIds": .strings(conflict.users.map(\.value)),
                    ]
                }),
        ]
    }
}
