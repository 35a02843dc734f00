import Core
import Storage

/// An organization and what it is made of on the wire (spec `logto-management-api.md` §6.10).
enum OrganizationBody {
    static func json(_ record: OrganizationRecord) -> JSON {
        [
            "tenantId": "default",
            "id": .string(record.organization.id.value),
            "name": .string(record.organization.name),
            "description": .nullable(record.organization.description),
            "customData": record.organization.customData,
            "isMfaRequired": .bool(record.organization.isMfaRequired),
            "color": record.color,
            "branding": record.branding,
            "customCss": .nullable(record.customCss),
            "createdAt": .int(record.createdAt.milliseconds),
        ]
    }

    /// With how many users are in it, and the first of them.
    static func jsonWithUsers(_ record: OrganizationRecord, in db: Transaction) throws -> JSON {
        let id = record.organization.id
        let featured = try db.users(in: id, Transaction.MemberFilter(), ListWindow(limit: 3, offset: 0))
        return Self.json(record).adding([
            "usersCount": .int(Int64(try db.userCount(in: id, Transaction.MemberFilter()))),
            "featuredUsers": .array(
                featured.map { user in
                    ["id": .string(user.id.value), "avatar": .nullable(user.avatar), "name": .nullable(user.name)]
                }),
        ])
    }

    static func json(_ role: OrganizationRole) -> JSON {
        [
            "tenantId": "default",
            "id": .string(role.id.value),
            "name": .string(role.name),
            "description": .nullable(role.description),
            "type": .string(role.kind.rawValue),
        ]
    }

    static func json(_ scope: OrganizationScope) -> JSON {
        [
            "tenantId": "default",
            "id": .string(scope.id.value),
            "name": .string(scope.name),
            "description": .nullable(scope.description),
        ]
    }

    /// The member that says which roles somebody has, or an invitation gives.
    static func organizationRoles(_ roles: [OrganizationRole]) -> JSON {
        [
            "organizationRoles": .array(
                roles.map { role in ["id": .string(role.id.value), "name": .string(role.name)] })
        ]
    }
}
