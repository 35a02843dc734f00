import Core
import HTTPTypes
import Logto
import Storage

/// `/organization-scopes`: what can be allowed in organizations (spec `logto-management-api.md` §6.10).
enum OrganizationScopesAPI {
    private static let path = "/organization-scopes"

    static let routes = [
        Route(
            .get, Self.path, "List organization permissions", answer: .list(.organizationScope), paging: .optional,
            query: [.optional("q", .text)],
            handle: Self.list),
        Route(
            .post, Self.path, "Create an organization permission", status: .created, answer: .json(.organizationScope),
            body: .object([.required("name", .text(1...128)), .nullish("description", .text(0...256))]),
            handle: Self.create),
        Route(
            .get, "\(Self.path)/:id", "Read an organization permission", answer: .json(.organizationScope),
            handle: Self.show),
        Route(
            .patch, "\(Self.path)/:id", "Update an organization permission", answer: .json(.organizationScope),
            body: .object([.optional("name", .text(1...128)), .nullish("description", .text(0...256))]),
            handle: Self.update),
        Route(
            .delete, "\(Self.path)/:id", "Delete an organization permission", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let search = call.keyword(in: ["name"])
        return try await call.read { db in
            .list(
                try db.organizationScopes(search, call.window).map(OrganizationBody.json),
                total: try db.organizationScopeCount(search))
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let scope = OrganizationScope(
            id: ID(call.parts.entropy.longID()), name: call.body["name"]?.string ?? "",
            description: call.body.text("description") ?? nil)
        return try await call.write { db in
            try db.put(scope)
            return .json(OrganizationBody.json(scope))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let id: ID<OrganizationScope> = call.id()
            guard let scope = try db.organizationScope(id) else { throw LogtoError.noSuch("organization_scopes", id) }
            return .json(OrganizationBody.json(scope))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            try call.body.requireChange()
            guard var scope = try db.organizationScope(call.id()) else {
                throw LogtoError.nothingToUpdate("organization_scope")
            }
            scope.name = call.body["name"]?.string ?? scope.name
            if let description = call.body.text("description") { scope.description = description }
            try db.put(scope)
            return .json(OrganizationBody.json(scope))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.delete(call.id() as ID<OrganizationScope>) else { throw LogtoError.notFound }
            return .none
        }
    }
}
