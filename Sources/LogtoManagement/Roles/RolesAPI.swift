import Core
import HTTPTypes
import Logto
import Storage

/// `/roles` (spec `logto-management-api.md` §4.3, §6.6).
enum RolesAPI {
    static let searchFields = ["id", "name", "description"]

    static let routes = [
        Route(
            .get, "/roles", "List roles", answer: .list(.role), paging: .always, isSearchable: true,
            query: [
                .optional("excludeUserId", .text), .optional("excludeApplicationId", .text),
                .optional("type", .choice(of: LogtoRole.Kind.self)),
            ], handle: Self.list),
        Route(.get, "/roles/:id", "Read a role", answer: .json(.role), handle: Self.show),
        Route(
            .post, "/roles", "Create a role", answer: .json(.role),
            body: .object([
                .required("name", .text(1...128)), .required("description", .text(1...128)),
                .optional("type", .choice(of: LogtoRole.Kind.self)), .optional("isDefault", .boolean),
                .optional("scopeIds", .ids),
            ]), handle: Self.create),
        Route(
            .patch, "/roles/:id", "Update a role", answer: .json(.role),
            body: .object([
                .optional("name", .text(1...128)), .optional("description", .text(1...128)),
                .optional("isDefault", .boolean),
            ]), handle: Self.update),
        Route(.delete, "/roles/:id", "Delete a role", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = Transaction.RoleFilter(search: try call.search.search(in: Self.searchFields))
        filter.kind = (call.query["type"]?.string).flatMap(LogtoRole.Kind.init(rawValue:))
        filter.excludedUser = call.query["excludeUserId"]?.string.map { ID($0) }
        filter.excludedApplication = call.query["excludeApplicationId"]?.string.map { ID($0) }
        return try await call.read { [filter] db in
            .list(
                try db.roles(filter, call.window).map { try RoleBody.json($0, in: db) },
                total: try db.roleCount(filter))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(RoleBody.json(try db.existingRole(call.id()))) }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let role = LogtoRole(
            id: ID(call.parts.entropy.longID()), name: body["name"]?.string ?? "",
            description: body["description"]?.string ?? "",
            kind: (body["type"]?.string).flatMap(LogtoRole.Kind.init(rawValue:)) ?? .user,
            isDefault: body["isDefault"]?.bool ?? false)
        // The role is there even where one of its scopes is not: Logto inserts it before it looks.
        try await call.write { db in
            try db.refuseName(role.name, of: nil)
            try db.put(role)
        }
        return try await call.write { db in
            try db.add(call.ids("scopeIds"), to: role)
            return .json(RoleBody.json(role))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var role = try db.existingRole(call.id())
            let body = call.body
            if let name = body["name"]?.string { try db.refuseName(name, of: role.id) }
            try body.requireChange()
            role.name = body["name"]?.string ?? role.name
            role.description = body["description"]?.string ?? role.description
            role.isDefault = body["isDefault"]?.bool ?? role.isDefault
            try db.update(role)
            return .json(RoleBody.json(role))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.delete(call.id() as ID<LogtoRole>) else { throw LogtoError.notFound }
            return .none
        }
    }
}

extension Transaction {
    func existingRole(_ id: ID<LogtoRole>) throws -> LogtoRole {
        guard let role = try self.role(id) else { throw LogtoError.noSuch("roles", id) }
        return role
    }

    fileprivate func refuseName(_ name: String, of role: ID<LogtoRole>?) throws {
        guard let other = try self.role(name: name), other.id != role else { return }
        throw LogtoError("role.name_in_use", .unprocessableContent, values: ["name": name])
    }

    /// Adds permissions that the role does not have, after the checks that Logto makes for each.
    func add(_ scopes: [ID<LogtoScope>], to role: LogtoRole) throws {
        for id in scopes {
            guard let scope = try self.scope(id) else { throw LogtoError.noSuch("scopes", id) }
            let resource = try self.resource(scope.scope.resourceID)
            if role.kind == .user, resource?.isManagementAPI ?? false {
                throw LogtoError("role.management_api_scopes_not_assignable_to_user_role")
            }
        }
        for id in scopes { try self.add(id, to: role.id) }
    }
}
