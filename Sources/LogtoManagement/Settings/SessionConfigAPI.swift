import Core
import HTTPTypes
import Logto
import Storage

/// `/configs/oidc/session` (spec `logto-management-api.md` §6.12): how long sessions live without being used.
enum SessionConfigAPI {
    private static let path = "/configs/oidc/session"

    static let routes = [
        Route(
            .get, Self.path, "Read how long sessions live", answer: .members(.required("ttl", .time)), handle: Self.show
        ),
        Route(
            .patch, Self.path, "Set how long sessions live", answer: .members(.required("ttl", .time)),
            body: .object([
                .optional("ttl", .number([.whole, .least(1), .most(Double(OIDCSession.longestLifetime))]))
            ]), handle: Self.update),
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(["ttl": .int(try db.sessionLifetime())]) }
    }

    /// From then on sessions get the new time when they are used.
    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            if let ttl = call.body["ttl"]?.wholeNumber { try db.put(sessionLifetime: ttl) }
            return .json(["ttl": .int(try db.sessionLifetime())])
        }
    }
}
