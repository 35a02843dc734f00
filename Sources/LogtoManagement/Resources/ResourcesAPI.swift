import Core
import HTTPTypes
import Logto
import Storage

/// `/resources` (spec `logto-management-api.md` §4.3, §6.7).
enum ResourcesAPI {
    static let routes = [
        Route(
            .get, "/resources", "List API resources", answer: .list(.resource), paging: .optional,
            query: [.optional("includeScopes", .text)],
            handle: Self.list),
        Route(
            .post, "/resources", "Create an API resource", status: .created, answer: .json(.resource),
            body: .object([
                .required("name", .string([.least(1)])), .required("indicator", .string([.least(1)])),
                .optional("isDefault", .boolean), .optional("accessTokenTtl", .number([])),
            ]), handle: Self.create),
        Route(.get, "/resources/:id", "Read an API resource", answer: .json(.resource), handle: Self.show),
        Route(
            .patch, "/resources/:id", "Update an API resource", answer: .json(.resource),
            body: .object([.optional("name", .string([.least(1)])), .optional("accessTokenTtl", .number([]))]),
            handle: Self.update),
        Route(
            .patch, "/resources/:id/is-default", "Make an API resource the default, or no longer",
            answer: .json(.resource),
            body: .object([.required("isDefault", .boolean)]), handle: Self.setDefault),
        Route(.delete, "/resources/:id", "Delete an API resource", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let includesScopes = call.isYes("includeScopes")
        return try await call.read { db in
            let resources = try db.resources(call.window).map { resource -> JSON in
                guard includesScopes else { return ResourceBody.json(resource) }
                let scopes = try db.scopes(of: resource.id, nil).map(ResourceBody.json)
                return ResourceBody.json(resource).adding(["scopes": .array(scopes)])
            }
            return .list(resources, total: try db.resourceCount())
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let resource = LogtoResource(
            id: ID(call.parts.entropy.longID()), name: body["name"]?.string ?? "",
            indicator: body["indicator"]?.string ?? "", isDefault: body["isDefault"]?.bool ?? false,
            accessTokenTtl: body["accessTokenTtl"]?.wholeNumber ?? 3600)
        return try await call.write { db in
            if try db.resource(indicator: resource.indicator) != nil {
                throw LogtoError(
                    "resource.resource_identifier_in_use", .unprocessableContent,
                    values: ["indicator": resource.indicator])
            }
            try db.put(resource)
            return .json(ResourceBody.json(resource).adding(["scopes": []]))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(ResourceBody.json(try db.existingResource(call.id()))) }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var resource = try db.existingResource(call.id())
            try resource.refuseIfManagementAPI("modify")
            try call.body.requireChange()
            resource.name = call.body["name"]?.string ?? resource.name
            resource.accessTokenTtl = call.body["accessTokenTtl"]?.wholeNumber ?? resource.accessTokenTtl
            try db.put(resource)
            return .json(ResourceBody.json(resource))
        }
    }

    @Sendable private static func setDefault(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var resource = try db.existingResource(call.id())
            resource.isDefault = call.body["isDefault"]?.bool ?? false
            try db.put(resource)
            return .json(ResourceBody.json(resource))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let resource = try db.existingResource(call.id())
            try resource.refuseIfManagementAPI("delete")
            _ = try db.delete(resource.id)
            return .none
        }
    }
}

extension LogtoResource {
    /// - Parameter action: `modify` or `delete`.
    func refuseIfManagementAPI(_ action: String) throws(LogtoError) {
        if self.isManagementAPI { throw LogtoError("resource.cannot_\(action)_management_api") }
    }
}

extension Transaction {
    func existingResource(_ id: ID<LogtoResource>) throws -> LogtoResource {
        guard let resource = try self.resource(id) else { throw LogtoError.noSuch("resources", id) }
        return resource
    }
}
