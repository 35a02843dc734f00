import Core
import Storage

/// A role on the wire (spec `logto-management-api.md` §6.6).
enum RoleBody {
    static func json(_ role: LogtoRole) -> JSON {
        [
            "tenantId": "default",
            "id": .string(role.id.value),
            "name": .string(role.name),
            "description": .string(role.description),
            "type": .string(role.kind.rawValue),
            "isDefault": .bool(role.isDefault),
        ]
    }

    /// With who has it, as in lists.
    static func json(_ role: LogtoRole, in db: Transaction) throws -> JSON {
        let featured = ListWindow(limit: 3, offset: 0)
        var users = Transaction.UserFilter()
        users.role = role.id
        var applications = Transaction.ApplicationFilter()
        applications.role = role.id
        return Self.json(role).adding([
            "usersCount": .int(Int64(try db.userCount(users))),
            "featuredUsers": .array(
                try db.users(users, featured).map { user in
                    [
                        "id": .string(user.id.value), "avatar": .nullable(user.avatar), "name": .nullable(user.name),
                    ]
                }),
            "applicationsCount": .int(Int64(try db.applicationCount(applications))),
            "featuredApplications": .array(
                try db.applicationRecords(applications, featured).map { application in
                    [
                        "id": .string(application.id.value), "name": .string(application.name),
                        "type": .string(application.kind.rawValue),
                    ]
                }),
        ])
    }
}
