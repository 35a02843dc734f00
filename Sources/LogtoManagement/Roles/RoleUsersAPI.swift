import Core
import HTTPTypes
import Logto
import Storage

/// `/roles/:id/users` (spec `logto-management-api.md` §6.6).
enum RoleUsersAPI {
    static let routes = [
        Route(
            .get, "/roles/:id/users", "List a role's users", answer: .list(.user), paging: .always, isSearchable: true,
            handle: Self.list),
        Route(
            .post, "/roles/:id/users", "Give users a role", status: .created, answer: .reasonPhrase,
            body: .object([.required("userIds", .someIDs)]), handle: Self.add),
        Route(
            .delete, "/roles/:id/users/:userId", "Take a role from a user", status: .noContent,
            handle: Self.remove),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = Transaction.UserFilter(search: try call.search.search(in: UsersAPI.searchFields))
        filter.role = call.id()
        return try await call.read { [filter] db in
            _ = try db.existingRole(call.id())
            return .list(
                try db.users(filter, call.window).map { UserBody.plain($0) }, total: try db.userCount(filter))
        }
    }

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let role = try db.existingRole(call.id())
            let users: [ID<LogtoUser>] = call.ids("userIds")
            for user in users where try db.has(role.id, user) {
                throw LogtoError("role.user_exists", .unprocessableContent, values: ["userId": user.value])
            }
            for user in users { _ = try db.existingUser(user) }
            for user in users { try db.give(role.id, to: user) }
            return .reasonPhrase
        }
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.take(call.id(), from: call.id("userId") as ID<LogtoUser>) else { throw LogtoError.notFound }
            return .none
        }
    }
}
