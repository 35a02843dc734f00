import Core
import HTTPTypes
import Logto
import Storage

/// `/resources/:resourceId/scopes` (spec `logto-management-api.md` §6.7).
enum ResourceScopesAPI {
    private static let path = "/resources/:resourceId/scopes"

    static let routes = [
        Route(
            .get, Self.path, "List an API resource's permissions", answer: .list(.scope), paging: .always,
            isSearchable: true,
            handle: Self.list),
        Route(
            .post, Self.path, "Create a permission", status: .created, answer: .json(.scope),
            body: .object([.required("name", .text(1...256)), .nullish("description", .text)]),
            handle: Self.create),
        Route(
            .patch, "\(Self.path)/:scopeId", "Update a permission", answer: .json(.scope),
            body: .object([.optional("name", .text(1...256)), .nullish("description", .text)]),
            handle: Self.update),
        Route(.delete, "\(Self.path)/:scopeId", "Delete a permission", status: .noContent, handle: Self.delete),
    ]

    /// Of a resource that does not exist the list is empty.
    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let search = try call.search.search(in: RolesAPI.searchFields)
        return try await call.read { db in
            let resource: ID<LogtoResource> = call.id("resourceId")
            return .list(
                try db.scopes(of: resource, search, call.window).map(ResourceBody.json),
                total: try db.scopeCount(of: resource, search))
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let name = try Self.name(in: call) ?? ""
        let scope = LogtoScope(
            id: ID(call.parts.entropy.longID()), resourceID: call.id("resourceId"), name: name,
            description: call.body.text("description") ?? nil)
        return try await call.write { db in
            try db.existingResource(scope.resourceID).refuseIfManagementAPI("modify")
            try Self.refuseName(scope, in: db)
            try db.put(scope, at: call.now)
            return .json(ResourceBody.json(Transaction.ScopeRecord(scope: scope, createdAt: call.now)))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        let name = try Self.name(in: call)
        return try await call.write { db in
            let resource = try db.existingResource(call.id("resourceId"))
            try resource.refuseIfManagementAPI("modify")
            guard var record = try db.scope(call.id("scopeId")), record.scope.resourceID == resource.id else {
                throw LogtoError.nothingToUpdate("scope")
            }
            try call.body.requireChange()
            record.scope.name = name ?? record.scope.name
            if let description = call.body.text("description") { record.scope.description = description }
            try Self.refuseName(record.scope, in: db)
            try db.put(record.scope, at: record.createdAt)
            return .json(ResourceBody.json(record))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let resource = try db.existingResource(call.id("resourceId"))
            try resource.refuseIfManagementAPI("modify")
            guard try db.delete(call.id("scopeId"), of: resource.id) else { throw LogtoError.notFound }
            return .none
        }
    }

    /// Looked at before the resource is.
    private static func name(in call: Call) throws(LogtoError) -> String? {
        let name = call.body["name"]?.string
        if name?.contains(where: \.isWhitespace) ?? false { throw LogtoError("scope.name_with_space") }
        return name
    }

    private static func refuseName(_ scope: LogtoScope, in db: Transaction) throws {
        guard let other = try db.scope(scope.name, of: scope.resourceID), other.scope.id != scope.id else { return }
        throw LogtoError("scope.name_exists", .unprocessableContent, values: ["name": scope.name])
    }
}
