import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account/sessions` and `/my-account/grants` (spec `logto-management-api.md` §6.4, §6.13).
enum AccountSessionsAPI {
    private static let sessions = "/my-account/sessions"
    private static let grants = "/my-account/grants"

    static let routes = [
        Route.account(
            .get, Self.sessions, "List one's sessions", answer: .members(.required("sessions", .array(.session))),
            handle: Self.list),
        Route.account(
            .delete, "\(Self.sessions)/:sessionId", "End one of one's sessions", status: .noContent,
            query: [GrantTarget.parameter], handle: Self.end),
        Route.account(
            .get, Self.grants, "List what one allows applications",
            answer: .members(.required("grants", .array(.grant))), query: [UserGrantsAPI.applicationType],
            handle: Self.listGrants),
        Route.account(
            .delete, "\(Self.grants)/:grantId", "Revoke a grant", status: .noContent, handle: Self.revoke),
    ]

    private static func checkReading(_ caller: AccountCaller) throws(LogtoError) {
        try caller.requireVerification()
        try caller.requireReading(.session)
        try caller.require(.sessions, otherwise: .unauthorized)
    }

    private static func checkEditing(_ caller: AccountCaller) throws(LogtoError) {
        try caller.requireVerification()
        try caller.requireEditing(.session)
        try caller.require(.sessions, otherwise: .unauthorized)
        try caller.requireFirstParty()
    }

    @Sendable private static func list(_ account: AccountCall) async throws -> Answer {
        try Self.checkReading(account.caller)
        return try await account.call.read { db in
            let sessions = try db.sessions(of: account.caller.userID, at: account.call.now).map { session in
                try SessionBody(session, in: db).json
                    .adding(["isCurrent": .bool(session.uid == account.caller.sessionUID)])
            }
            return .json(["sessions": .array(sessions)])
        }
    }

    /// What is not there is told with 400, and the 404 that was meant as data: a quirk of Logto's.
    @Sendable private static func end(_ account: AccountCall) async throws -> Answer {
        try Self.checkEditing(account.caller)
        return try await account.call.write { db in
            let uid = account.call.parameters["sessionId"] ?? ""
            guard let session = try db.session(uid: uid, at: account.call.now) else {
                throw LogtoError("oidc.session_not_found", data: ["status": 404])
            }
            guard session.userID == account.caller.userID else {
                throw LogtoError("oidc.invalid_session_account_id", data: ["status": 404])
            }
            try db.end(session, revoking: GrantTarget(account.call.query))
            return .none
        }
    }

    @Sendable private static func listGrants(_ account: AccountCall) async throws -> Answer {
        try Self.checkReading(account.caller)
        return try await account.call.read { db in
            try UserGrantsAPI.list(of: account.caller.userID, account.call, in: db)
        }
    }

    @Sendable private static func revoke(_ account: AccountCall) async throws -> Answer {
        try Self.checkEditing(account.caller)
        return try await account.call.write { db in
            try UserGrantsAPI.revoke(of: account.caller.userID, account.call, in: db)
            return .none
        }
    }
}
