import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/roles` (spec `logto-management-api.md` §6.2, "Roles of a user").
enum UserRolesAPI {
    private static let path = "/users/:userId/roles"

    static let routes = [
        Route(
            .get, Self.path, "List a user's roles", answer: .list(.role), paging: .always, isSearchable: true,
            handle: Self.list),
        Route(
            .post, Self.path, "Give a user roles", status: .created,
            answer: .members(.required("roleIds", .ids), .required("addedRoleIds", .ids)),
            body: .object([.required("roleIds", .someIDs)]),
            handle: Self.add),
        Route(
            .put, Self.path, "Replace a user's roles", answer: .members(.required("roleIds", .ids)),
            body: .object([.required("roleIds", .ids)]),
            handle: Self.replace),
        Route(.delete, "\(Self.path)/:roleId", "Take a role from a user", status: .noContent, handle: Self.remove),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = Transaction.RoleFilter(search: try call.search.search(in: RolesAPI.searchFields))
        filter.user = call.id("userId")
        filter.kind = .user
        return try await call.read { [filter] db in
            _ = try db.existingUser(call.id("userId"))
            return .list(try db.roles(filter, call.window).map(RoleBody.json), total: try db.roleCount(filter))
        }
    }

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let user = try db.existingUser(call.id("userId"))
            let roles: [ID<LogtoRole>] = call.ids("roleIds")
            let existing = try db.roles(of: user.id).map(\.id)
            let added = roles.filter { !existing.contains($0) }
            for id in added {
                guard try db.existingRole(id).kind == .user else {
                    throw LogtoError("user.invalid_role_type", .unprocessableContent)
                }
            }
            for id in added { try db.give(id, to: user.id) }
            return .json([
                "roleIds": .strings(roles.map(\.value)), "addedRoleIds": .strings(added.map(\.value)),
            ])
        }
    }

    @Sendable private static func replace(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let user = try db.existingUser(call.id("userId"))
            let roles: [ID<LogtoRole>] = call.ids("roleIds")
            for id in roles { _ = try db.existingRole(id) }
            for role in try db.roles(of: user.id) where !roles.contains(role.id) {
                _ = try db.take(role.id, from: user.id)
            }
            for id in roles { try db.give(id, to: user.id) }
            return .json(["roleIds": .strings(roles.map(\.value))])
        }
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let user = try db.existingUser(call.id("userId"))
            guard try db.take(call.id("roleId"), from: user.id) else { throw LogtoError.notFound }
            return .none
        }
    }
}
