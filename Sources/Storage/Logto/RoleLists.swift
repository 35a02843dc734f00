import Core
import GRDB

/// Roles as they are administered.
extension Transaction {
    package struct RoleFilter: Sendable {
        package var search: Search?
        package var kind: LogtoRole.Kind?
        package var user: ID<LogtoUser>?
        package var application: ID<LogtoApplication>?
        package var excludedUser: ID<LogtoUser>?
        package var excludedApplication: ID<LogtoApplication>?

        package init(search: Search? = nil) {
            self.search = search
        }

        /// Internal roles are in no list.
        fileprivate var condition: SQL {
            var conditions: [SQL] = ["substr(roles.name, 1, 10) <> '#internal:'"]
            if let search { conditions.append(search.condition(on: "roles")) }
            if let kind { conditions.append("roles.type = \(kind.rawValue)") }
            if let user {
                conditions.append("roles.id in (select role_id from users_roles where user_id = \(user))")
            }
            if let application {
                conditions.append(
                    "roles.id in (select role_id from applications_roles where application_id = \(application))")
            }
            if let user = self.excludedUser {
                conditions.append("roles.id not in (select role_id from users_roles where user_id = \(user))")
            }
            if let application = self.excludedApplication {
                conditions.append(
                    "roles.id not in (select role_id from applications_roles where application_id = \(application))")
            }
            return .all(conditions)
        }
    }

    package func role(_ id: ID<LogtoRole>) throws -> LogtoRole? {
        try self.row("select * from roles where id = \(id)").map(self.role(from:))
    }

    package func role(name: String) throws -> LogtoRole? {
        try self.row("select * from roles where name = \(name)").map(self.role(from:))
    }

    /// In the order in which they were made.
    package func roles(_ filter: RoleFilter, _ window: ListWindow? = nil) throws -> [LogtoRole] {
        try self.rows("select * from roles where \(filter.condition) order by roles.rowid \(SQL.window(window))")
            .map(self.role(from:))
    }

    package func roleCount(_ filter: RoleFilter) throws -> Int {
        try self.count("select count(*) as count from roles where \(filter.condition)")
    }

    /// Writes all of a role but its scopes and its type.
    package func update(_ role: LogtoRole) throws {
        try self.execute(
            """
            update roles set name = \(role.name), description = \(role.description), is_default = \(role.isDefault)
            where id = \(role.id)
            """)
    }

    /// - Returns: whether there was one.
    package func delete(_ role: ID<LogtoRole>) throws -> Bool {
        try self.execute("delete from roles where id = \(role)") > 0
    }

    package func add(_ scope: ID<LogtoScope>, to role: ID<LogtoRole>) throws {
        try self.execute("insert into roles_scopes (role_id, scope_id) values (\(role), \(scope))")
    }

    /// - Returns: whether the role had it.
    package func remove(_ scope: ID<LogtoScope>, from role: ID<LogtoRole>) throws -> Bool {
        try self.execute("delete from roles_scopes where role_id = \(role) and scope_id = \(scope)") > 0
    }

    package func has(_ role: ID<LogtoRole>, _ user: ID<LogtoUser>) throws -> Bool {
        try self.row("select 1 from users_roles where role_id = \(role) and user_id = \(user)") != nil
    }

    package func has(_ role: ID<LogtoRole>, _ application: ID<LogtoApplication>) throws -> Bool {
        try self.row(
            "select 1 from applications_roles where role_id = \(role) and application_id = \(application)") != nil
    }

    /// - Returns: whether the user had it.
    package func take(_ role: ID<LogtoRole>, from user: ID<LogtoUser>) throws -> Bool {
        try self.execute("delete from users_roles where role_id = \(role) and user_id = \(user)") > 0
    }

    /// - Returns: whether the application had it.
    package func take(_ role: ID<LogtoRole>, from application: ID<LogtoApplication>) throws -> Bool {
        try self.execute(
            "delete from applications_roles where role_id = \(role) and application_id = \(application)") > 0
    }

    package func applicationRoleIDs(_ application: ID<LogtoApplication>) throws -> [ID<LogtoRole>] {
        try self.rows("select role_id from applications_roles where application_id = \(application)")
            .map { $0["role_id"] }
    }
}
