import Core
import HTTPTypes
import Logto
import Storage

/// `/organization-roles`: what members of organizations can be (spec `logto-management-api.md` §6.10).
enum OrganizationRolesAPI {
    private static let path = "/organization-roles"
    private static let details: [Schema.Field] = [
        .nullish("description", .text(0...256)), .optional("type", .choice(of: LogtoRole.Kind.self)),
    ]

    static let routes = [
        Route(
            .get, Self.path, "List organization roles", answer: .list(.organizationRole), paging: .always,
            query: [.optional("q", .text)],
            handle: Self.list),
        Route(
            .post, Self.path, "Create an organization role", status: .created, answer: .json(.organizationRole),
            body: .object(
                [.required("name", .text(1...128))] + Self.details + [
                    .optional("organizationScopeIds", .ids), .optional("resourceScopeIds", .ids),
                ]), handle: Self.create),
        Route(
            .get, "\(Self.path)/:id", "Read an organization role", answer: .json(.organizationRole), handle: Self.show),
        Route(
            .patch, "\(Self.path)/:id", "Update an organization role", answer: .json(.organizationRole),
            body: .object([.optional("name", .text(1...128))] + Self.details), handle: Self.update),
        Route(.delete, "\(Self.path)/:id", "Delete an organization role", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let search = call.keyword(in: ["id", "name", "description"])
        return try await call.read { db in
            .list(
                try db.organizationRoles(search, call.window).map { try Self.jsonWithScopes($0, in: db) },
                total: try db.organizationRoleCount(search))
        }
    }

    private static func jsonWithScopes(_ role: OrganizationRole, in db: Transaction) throws -> JSON {
        OrganizationBody.json(role).adding([
            "scopes": .array(
                try db.organizationScopes(of: role.id).map { scope in
                    ["id": .string(scope.id.value), "name": .string(scope.name)]
                }),
            "resourceScopes": .array(
                try db.resourceScopes(of: role.id).map(\.scope).map { scope in
                    let resource = try db.resource(scope.resourceID)
                    return [
                        "id": .string(scope.id.value), "name": .string(scope.name),
                        "resource": [
                            "id": .string(scope.resourceID.value), "name": .nullable(resource?.name),
                        ],
                    ]
                }),
        ])
    }

    /// An unknown scope takes the role with it.
    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let role = OrganizationRole(
            id: ID(call.parts.entropy.longID()), name: body["name"]?.string ?? "",
            description: body.text("description") ?? nil,
            kind: (body["type"]?.string).flatMap(LogtoRole.Kind.init(rawValue:)) ?? .user,
            organizationScopeIDs: call.ids("organizationScopeIds"), resourceScopeIDs: call.ids("resourceScopeIds"))
        return try await call.write { db in
            try db.put(role)
            return .json(OrganizationBody.json(role))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            guard let role = try db.organizationRole(call.id()) else { throw LogtoError.notFound }
            return .json(OrganizationBody.json(role))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let body = call.body
            try body.requireChange()
            guard var role = try db.organizationRole(call.id()) else {
                throw LogtoError.nothingToUpdate("organization_role")
            }
            role.name = body["name"]?.string ?? role.name
            if let description = body.text("description") { role.description = description }
            role.kind = (body["type"]?.string).flatMap(LogtoRole.Kind.init(rawValue:)) ?? role.kind
            try db.put(role)
            return .json(OrganizationBody.json(role))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.delete(call.id() as ID<OrganizationRole>) else { throw LogtoError.notFound }
            return .none
        }
    }
}
