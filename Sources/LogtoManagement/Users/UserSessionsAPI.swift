import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/sessions` (spec `logto-management-api.md` §6.4).
enum UserSessionsAPI {
    private static let path = "/users/:userId/sessions"

    static let routes = [
        Route(
            .get, Self.path, "List a user's sessions", answer: .members(.required("sessions", .array(.session))),
            handle: Self.list),
        Route(.get, "\(Self.path)/:sessionId", "Read a user's session", answer: .json(.session), handle: Self.show),
        Route(
            .delete, "\(Self.path)/:sessionId", "End a user's session", status: .noContent,
            query: [GrantTarget.parameter], handle: Self.end),
    ]

    /// An unknown user has none.
    @Sendable private static func list(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let sessions = try db.sessions(of: call.id("userId"), at: call.now)
            return .json(["sessions": .array(try sessions.map { try SessionBody($0, in: db).json })])
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let uid = call.parameters["sessionId"] ?? ""
            guard let session = try db.session(uid, of: call.id("userId"), at: call.now) else {
                throw LogtoError("oidc.session_not_found", .notFound)
            }
            return .json(try SessionBody(session, in: db).json)
        }
    }

    @Sendable private static func end(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard let session = try db.session(uid: call.parameters["sessionId"] ?? "", at: call.now) else {
                throw LogtoError("oidc.session_not_found", .notFound)
            }
            guard session.userID == call.id("userId") else {
                throw LogtoError("oidc.invalid_session_account_id", .notFound)
            }
            try db.end(session, revoking: GrantTarget(call.query))
            return .none
        }
    }
}
