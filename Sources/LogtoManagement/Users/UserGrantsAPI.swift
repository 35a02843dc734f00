import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/grants` (spec `logto-management-api.md` §6.4): what a user allows which applications.
enum UserGrantsAPI {
    private static let path = "/users/:userId/grants"

    static let applicationType = Schema.Field.optional("appType", .choice(["firstParty", "thirdParty"]))

    static let routes = [
        Route(
            .get, Self.path, "List a user's grants", answer: .members(.required("grants", .array(.grant))),
            query: [Self.applicationType]
        ) { call in
            try await call.read { db in try Self.list(of: call.id("userId"), call, in: db) }
        },
        Route(.delete, "\(Self.path)/:grantId", "Revoke a user's grant", status: .noContent) { call in
            try await call.write { db in
                try Self.revoke(of: call.id("userId"), call, in: db)
                return .none
            }
        },
    ]

    static func list(of user: ID<LogtoUser>, _ call: Call, in db: Transaction) throws -> Answer {
        let isThirdParty = call.query["appType"]?.string.map { $0 == "thirdParty" }
        let grants = try db.grants(of: user, isThirdParty: isThirdParty, at: call.now)
        return .json(["grants": .array(grants.map { Self.json($0.grant, applicationName: $0.applicationName) })])
    }

    /// The application is forgotten in the session as well, whose cookie is good no longer.
    ///
    /// - Throws: 404 `oidc.invalid_grant`.
    static func revoke(of user: ID<LogtoUser>, _ call: Call, in db: Transaction) throws {
        guard let grant = try db.grant(call.id("grantId")), grant.userID == user else {
            throw LogtoError("oidc.invalid_grant", .notFound)
        }
        if var session = try db.session(holding: grant.id, at: call.now), session.userID == user {
            try db.deleteAuthorization(of: grant.applicationID, inSession: session.uid)
            session.authorizations[grant.applicationID] = nil
            session.cookie = call.parts.entropy.token()
            try db.put(session)
        }
        if grant.expiresAt > call.now { try db.revoke(grant.id) }
    }

    private static func json(_ grant: Grant, applicationName: String) -> JSON {
        [
            "id": .string(grant.id.value),
            "payload": [
                "exp": .int(grant.expiresAt.seconds), "iat": .int(grant.createdAt.seconds),
                "jti": .string(grant.id.value), "kind": "Grant", "clientId": .string(grant.applicationID.value),
                "accountId": .string(grant.userID.value),
                "openid": grant.scopes.isEmpty ? nil : ["scope": .string(grant.scopes.joined(separator: " "))],
                "resources": Self.json(grant.resources),
                "rejected": Self.json(grant.rejectedResources).map { ["resources": $0] },
            ],
            "expiresAt": .int(grant.expiresAt.milliseconds),
            "application": ["id": .string(grant.applicationID.value), "name": .string(applicationName)],
        ]
    }

    /// Scopes by resource indicator; `nil` where there are none.
    private static func json(_ scopes: [String: [String]]) -> JSON? {
        guard !scopes.isEmpty else { return nil }
        return .object(
            scopes.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value.joined(separator: " "))) })
    }
}
