import Core
import HTTPTypes
import Logto
import Storage

/// `/roles/:id/applications` (spec `logto-management-api.md` §6.6).
enum RoleApplicationsAPI {
    static let routes = [
        Route(
            .get, "/roles/:id/applications", "List a role's applications", answer: .list(.application), paging: .always,
            isSearchable: true,
            handle: Self.list),
        Route(
            .post, "/roles/:id/applications", "Give applications a role", status: .created, answer: .reasonPhrase,
            body: .object([.required("applicationIds", .someIDs)]), handle: Self.add),
        Route(
            .delete, "/roles/:id/applications/:applicationId", "Take a role from an application", status: .noContent,
            handle: Self.remove),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        var filter = Transaction.ApplicationFilter(
            search: try call.search.search(in: ApplicationsAPI.searchFields))
        filter.role = call.id()
        filter.kinds = [.machineToMachine]
        return try await call.read { [filter] db in
            _ = try db.existingRole(call.id())
            return .list(
                try db.applicationRecords(filter, call.window).map(ApplicationBody.json),
                total: try db.applicationCount(filter))
        }
    }

    /// The placeholder of `role.application_exists` stays literal in Logto.
    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let role = try db.existingRole(call.id())
            let applications: [ID<LogtoApplication>] = call.ids("applicationIds")
            for application in applications where try db.has(role.id, application) {
                throw LogtoError("role.application_exists", .unprocessableContent)
            }
            for application in applications { _ = try db.existingApplication(application) }
            for application in applications { try db.give(role.id, to: application) }
            return .reasonPhrase
        }
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.take(call.id(), from: call.id("applicationId") as ID<LogtoApplication>) else {
                throw LogtoError.notFound
            }
            return .none
        }
    }
}
