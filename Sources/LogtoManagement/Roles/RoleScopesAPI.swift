import Core
import HTTPTypes
import Logto
import Storage

/// `/roles/:id/scopes` (spec `logto-management-api.md` §6.6).
enum RoleScopesAPI {
    static let routes = [
        Route(
            .get, "/roles/:id/scopes", "List a role's permissions", answer: .list(.scope), paging: .optional,
            isSearchable: true,
            handle: Self.list),
        Route(
            .post, "/roles/:id/scopes", "Give a role permissions", status: .created, answer: .list(.scope),
            body: .object([.required("scopeIds", .someIDs)]), handle: Self.add),
        Route(
            .delete, "/roles/:id/scopes/:scopeId", "Take a permission from a role", status: .noContent,
            handle: Self.remove),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let search = try call.search.search(in: RolesAPI.searchFields)
        return try await call.read { db in
            let role = try db.existingRole(call.id())
            let scopes = try db.scopes(of: role.id, search, call.window).map { scope -> JSON in
                let resource = try db.resource(scope.scope.resourceID)
                return ResourceBody.json(scope).adding(["resource": resource.map(ResourceBody.json) ?? .null])
            }
            return .list(scopes, total: try db.scopeCount(of: role.id, search))
        }
    }

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let role = try db.existingRole(call.id())
            let scopes: [ID<LogtoScope>] = call.ids("scopeIds")
            for id in scopes where role.scopeIDs.contains(id) {
                throw LogtoError("role.scope_exists", .unprocessableContent, values: ["scopeId": id.value])
            }
            try db.add(scopes, to: role)
            return .list(try db.scopes(of: role.id, nil).map(ResourceBody.json))
        }
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.remove(call.id("scopeId"), from: call.id()) else { throw LogtoError.notFound }
            return .none
        }
    }
}
