import Core
import HTTPTypes
import Logto
import Storage

/// `/applications/:applicationId/roles`: roles of machine-to-machine applications (spec `logto-management-api.md` §6.1).
enum ApplicationRolesAPI {
    private static let path = "/applications/:applicationId/roles"

    static let routes = [
        Route(
            .get, Self.path, "List an application's roles", answer: .list(.role), paging: .always, isSearchable: true,
            handle: Self.list
        ).failing(.unprocessableContent),
        Route(
            .post, Self.path, "Give an application roles", status: .created,
            answer: .members(.required("roleIds", .ids), .required("addedRoleIds", .ids)),
            body: .object([.required("roleIds", .someIDs)]), handle: Self.add),
        Route(
            .put, Self.path, "Replace an application's roles", answer: .reasonPhrase,
            body: .object([.required("roleIds", .ids)]),
            handle: Self.replace),
        Route(
            .delete, "\(Self.path)/:roleId", "Take a role from an application", status: .noContent,
            handle: Self.remove),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = Transaction.RoleFilter(search: try call.search.search(in: RolesAPI.searchFields))
        filter.application = call.id("applicationId")
        filter.kind = .machineToMachine
        return try await call.read { [filter] db in
            _ = try Self.machine(call, in: db)
            return .list(
                try db.roles(filter, call.window).map(RoleBody.json), total: try db.roleCount(filter))
        }
    }

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try Self.machine(call, in: db)
            let roles: [ID<LogtoRole>] = call.ids("roleIds")
            let existing = try db.applicationRoleIDs(application)
            let added = roles.filter { !existing.contains($0) }
            for id in added {
                guard try db.existingRole(id).kind == .machineToMachine else {
                    throw LogtoError("application.invalid_role_type", .unprocessableContent)
                }
                try db.give(id, to: application)
            }
            return .json([
                "roleIds": .strings(roles.map(\.value)), "addedRoleIds": .strings(added.map(\.value)),
            ])
        }
    }

    @Sendable private static func replace(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try Self.machine(call, in: db)
            let roles: [ID<LogtoRole>] = call.ids("roleIds")
            for id in roles { _ = try db.existingRole(id) }
            for id in try db.applicationRoleIDs(application) where !roles.contains(id) {
                _ = try db.take(id, from: application)
            }
            for id in roles { try db.give(id, to: application) }
            return .reasonPhrase
        }
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try Self.machine(call, in: db)
            guard try db.take(call.id("roleId"), from: application) else { throw LogtoError.notFound }
            return .none
        }
    }

    private static func machine(_ call: Call, in db: Transaction) throws -> ID<LogtoApplication> {
        let application = try db.existingApplication(call.id("applicationId"))
        guard application.kind == .machineToMachine else {
            throw LogtoError("application.invalid_type", .unprocessableContent)
        }
        return application.id
    }
}
