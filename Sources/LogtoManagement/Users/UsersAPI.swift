import Core
import HTTPTypes
import Logto
import Storage

/// `/users` (spec `logto-management-api.md` §4.2, §6.2).
enum UsersAPI {
    static let searchFields = ["id", "primaryEmail", "primaryPhone", "username", "name"]

    static let routes = [
        Route(
            .get, "/users", "List users", answer: .list(.user), paging: .always, isSearchable: true,
            query: [
                .optional("excludeRoleId", .text), .optional("excludeOrganizationId", .text),
                .optional("includePasswordHash", .text),
            ], handle: Self.list),
        Route(
            .get, "/users/:userId", "Read a user", answer: .json(.user),
            query: [.optional("includeSsoIdentities", .text), .optional("includePasswordHash", .text)],
            handle: Self.show),
        Route(.post, "/users", "Create a user", answer: .json(.user), body: UserSchemas.creation, handle: Self.create),
        Route(
            .patch, "/users/:userId", "Update a user", answer: .json(.user), body: UserSchemas.change,
            handle: Self.update),
        Route(
            .patch, "/users/:userId/is-suspended", "Suspend a user, or no longer", answer: .json(.user),
            body: .object([.required("isSuspended", .boolean)]), handle: Self.suspend),
        Route(.delete, "/users/:userId", "Delete a user", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = Transaction.UserFilter(search: try call.search.search(in: Self.searchFields))
        filter.excludedRole = call.query["excludeRoleId"]?.string.map { ID($0) }
        filter.excludedOrganization = call.query["excludeOrganizationId"]?.string.map { ID($0) }
        let includesPasswordHash = call.isYes("includePasswordHash")
        return try await call.read { [filter] db in
            .list(
                try db.users(filter, call.window).map {
                    UserBody.json($0, includesPasswordHash: includesPasswordHash)
                },
                total: try db.userCount(filter))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let user = try db.existingUser(call.id("userId"))
            let body = UserBody.json(user, includesPasswordHash: call.isYes("includePasswordHash"))
            return .json(call.isYes("includeSsoIdentities") ? body.adding(["ssoIdentities": []]) : body)
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let imported = try Self.importedPassword(in: body)
        var user = LogtoUser(
            id: ID(call.parts.entropy.shortID()), username: body["username"]?.string,
            primaryEmail: body["primaryEmail"]?.string, name: body.text("name") ?? nil,
            avatar: body.text("avatar") ?? nil, profile: body["profile"] ?? [:],
            customData: body["customData"] ?? [:], createdAt: call.now, updatedAt: call.now)
        if let imported { user.setPassword(digest: imported.digest, imported.algorithm, at: call.now) }
        if let password = body["password"]?.string {
            user.setPassword(digest: try call.digest(of: password), at: call.now)
        }
        return try await call.write { [user] db in
            var user = user
            let phone = body["primaryPhone"]?.string
            try UserRules.refuseTaken(
                [.username, .email, .phone], username: user.username, email: user.primaryEmail, phone: phone,
                besides: nil, in: db)
            if let imported { try imported.algorithm.check(imported.digest) }
            user.primaryPhone = try UserRules.normalized(phone: phone)
            try UserRules.checkLengths(user)
            try db.insert(user)
            for role in try db.defaultRoles() { try db.give(role.id, to: user.id) }
            return .json(UserBody.json(user))
        }
    }

    /// A digest that another system made (§6.3).
    private static func importedPassword(
        in body: JSON
    ) throws(LogtoError) -> (digest: String, algorithm: PasswordAlgorithm)? {
        guard let digest = body["passwordDigest"]?.string else { return nil }
        if body["password"] != nil { throw LogtoError("user.password_and_digest") }
        guard let algorithm = body["passwordAlgorithm"]?.string.flatMap(PasswordAlgorithm.init(rawValue:)) else {
            throw LogtoError("user.password_algorithm_required")
        }
        return (digest, algorithm)
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        let body = call.body
        guard body.members?.isEmpty == false else {
            return try await call.read { db in
                _ = try db.existingUser(call.id("userId"))
                throw LogtoError.emptyUpdate
            }
        }
        return try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            let phone = body.text("primaryPhone")
            if let username = body.text("username") { user.username = username }
            if let email = body.text("primaryEmail") { user.primaryEmail = email }
            try UserRules.refuseTaken(
                [.email, .phone, .username], username: user.username, email: user.primaryEmail,
                phone: phone ?? user.primaryPhone, besides: user.id, in: db)
            if let phone { user.primaryPhone = try UserRules.normalized(phone: phone) }
            if let name = body.text("name") { user.name = name }
            if let avatar = body.text("avatar") { user.avatar = avatar }
            user.customData = body["customData"] ?? user.customData
            user.profile = body["profile"] ?? user.profile
            try UserRules.checkLengths(user)
            user.updatedAt = call.now
            try db.update(user)
            return .json(UserBody.json(user))
        }
    }

    /// Suspending ends all that the user has open.
    @Sendable private static func suspend(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            user.isSuspended = call.body["isSuspended"]?.bool ?? false
            user.updatedAt = call.now
            try db.update(user)
            if user.isSuspended { try db.revokeEverything(of: user.id) }
            return .json(UserBody.json(user))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        let id: ID<LogtoUser> = call.id("userId")
        if call.caller == .user(id.value) { throw LogtoError("user.cannot_delete_self") }
        return try await call.write { db in
            guard try db.delete(id) else { throw LogtoError.notFound }
            return .none
        }
    }
}
