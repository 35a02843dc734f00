import Core
import HTTPTypes
import Storage

/// An API, and its permissions, on the wire (spec `logto-management-api.md` §6.7).
enum ResourceBody {
    static func json(_ resource: LogtoResource) -> JSON {
        [
            "tenantId": "default",
            "id": .string(resource.id.value),
            "name": .string(resource.name),
            "indicator": .string(resource.indicator),
            "isDefault": .bool(resource.isDefault),
            "accessTokenTtl": .int(resource.accessTokenTtl),
        ]
    }

    static func json(_ record: Transaction.ScopeRecord) -> JSON {
        let scope = record.scope
        return [
            "tenantId": "default",
            "id": .string(scope.id.value),
            "resourceId": .string(scope.resourceID.value),
            "name": .string(scope.name),
            "description": .nullable(scope.description),
            "createdAt": .int(record.createdAt.milliseconds),
        ]
    }
}

extension LogtoResource {
    /// Whether it is a tenant's Management API, which cannot be changed (§6.7).
    var isManagementAPI: Bool { self.indicator.wholeMatch(of: /https:\/\/[^.]+\.logto\.app\/api/) != nil }
}
