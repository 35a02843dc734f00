import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/identities`: a user's accounts at social providers (spec `logto-management-api.md` §6.2,
/// "Identities").
enum UserIdentitiesAPI {
    private static let path = "/users/:userId/identities"

    static let routes = [
        Route(
            .get, "\(Self.path)/:target", "Read a user's identity", answer: .members(.required("identity", .identity)),
            query: [.optional("includeTokenSecret", .text)], handle: Self.show),
        Route(
            .put, "\(Self.path)/:target", "Set a user's identity", answer: .json(.identities),
            body: .object([.required("userId", .text), .optional("details", .jsonObject)]), handle: Self.put
        ).or(.created, .json(.identities)),
        Route(
            .post, Self.path, "Link an identity with a connector's answer", answer: .json(.identities),
            body: .object([.required("connectorId", .text), .required("connectorData", .jsonObject)]),
            handle: Self.link
        ).failing(.notImplemented),
        Route(.delete, "\(Self.path)/:target", "Delete a user's identity", answer: .json(.user), handle: Self.remove),
        Route(
            .get, "/users/:userId/all-identities", "List a user's identities",
            answer: .members(
                .required("socialIdentities", .array(.jsonObject)), .required("ssoIdentities", .array(.jsonObject))),
            query: [.optional("includeTokenSecret", .text)], handle: Self.all),
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let user = try db.existingUser(call.id("userId"))
            let target = call.parameters["target"]
            guard let identity = user.identities.first(where: { $0.target == target }) else { throw Self.none }
            return .json(["identity": UserBody.json(identity)])
        }
    }

    @Sendable private static func put(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let identity = LogtoUser.Identity(
                target: call.parameters["target"] ?? "", userID: call.body["userId"]?.string ?? "",
                details: call.body["details"] ?? .null)
            let (isNew, all) = try Self.put(identity, call, in: db)
            return .json(all, status: isNew ? .created : .ok)
        }
    }

    /// - Returns: all that the user has then.
    /// - Throws: 422 `user.identity_already_in_use` where another one has it.
    private static func put(
        _ identity: LogtoUser.Identity, _ call: Call, in db: Transaction
    ) throws -> (isNew: Bool, all: JSON) {
        var user = try db.existingUser(call.id("userId"))
        if let owner = try db.user(identity: identity.userID, at: identity.target), owner.id != user.id {
            throw LogtoError("user.identity_already_in_use", .unprocessableContent)
        }
        let isNew = !user.identities.contains { $0.target == identity.target }
        user.updatedAt = call.now
        try db.update(user)
        try db.put(identity, of: user.id)
        return (isNew, UserBody.identities(try db.existingUser(user.id)))
    }

    /// What needs the session of a sign-in, which there is none of here, cannot be linked so.
    @Sendable private static func link(_ call: Call) async throws -> Answer {
        let id: ID<LogtoConnector> = ID(call.body["connectorId"]?.string ?? "")
        let data = call.body["connectorData"] ?? [:]
        let stored = try await call.read { db in
            _ = try db.existingUser(call.id("userId"))
            guard let connector = try db.connector(id) else { throw LogtoError.notFound }
            guard connector.kind == .social else {
                throw LogtoError(
                    "session.invalid_connector_id", .unprocessableContent, values: ["connectorId": id.value])
            }
            return connector
        }
        let connector = try call.socialConnector(stored)
        if connector.needsSession { throw LogtoError.connectorNeedsSession }
        try connector.check(data)
        let profile = try await connector.profile(data, redirectURI: "")
        return try await call.write { db in
            .json(
                try Self.put(
                    LogtoUser.Identity(target: stored.target, userID: profile.id, details: profile.details), call,
                    in: db
                ).all)
        }
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            guard try db.deleteIdentity(at: call.parameters["target"] ?? "", of: user.id) else { throw Self.none }
            user.updatedAt = call.now
            try db.update(user)
            return .json(UserBody.plain(try db.existingUser(user.id)))
        }
    }

    @Sendable private static func all(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let user = try db.existingUser(call.id("userId"))
            return .json([
                "socialIdentities": .array(
                    user.identities.map { ["target": .string($0.target), "identity": UserBody.json($0)] }),
                "ssoIdentities": [],
            ])
        }
    }

    private static let none = LogtoError("user.identity_not_exist", .notFound)
}
