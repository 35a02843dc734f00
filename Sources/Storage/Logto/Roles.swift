import Core
import GRDB

extension Transaction {
    package func roles(of user: ID<LogtoUser>) throws -> [LogtoRole] {
        try self.rows(
            """
            select roles.* from roles join users_roles on users_roles.role_id = roles.id
            where users_roles.user_id = \(user) order by roles.rowid
            """
        ).map(self.role(from:))
    }

    /// Inserts the role or, if there is one of its id, brings that and its scopes up to date.
    package func put(_ role: LogtoRole) throws {
        try self.execute(
            """
            insert into roles (id, name, description, type, is_default)
            values (\(role.id), \(role.name), \(role.description), \(role.kind.rawValue), \(role.isDefault))
            on conflict (id) do update set
                name = excluded.name, description = excluded.description, type = excluded.type,
                is_default = excluded.is_default
            """)
        try self.execute("delete from roles_scopes where role_id = \(role.id)")
        for scope in role.scopeIDs {
            try self.execute("insert into roles_scopes (role_id, scope_id) values (\(role.id), \(scope))")
        }
    }

    /// Does nothing where the user has the role already.
    package func give(_ role: ID<LogtoRole>, to user: ID<LogtoUser>) throws {
        try self.execute("insert into users_roles (user_id, role_id) values (\(user), \(role)) on conflict do nothing")
    }

    /// Does nothing where the application has the role already.
    package func give(_ role: ID<LogtoRole>, to application: ID<LogtoApplication>) throws {
        try self.execute(
            """
            insert into applications_roles (application_id, role_id) values (\(application), \(role))
            on conflict do nothing
            """)
    }

    /// The roles that every new user is given.
    package func defaultRoles() throws -> [LogtoRole] {
        try self.rows("select * from roles where is_default = 1 and type = 'User' order by rowid")
            .map(self.role(from:))
    }

    /// The names of a resource's scopes that a user has through global roles.
    package func scopeNames(of user: ID<LogtoUser>, at resource: ID<LogtoResource>) throws -> [String] {
        try self.names(
            """
            select distinct scopes.name from users_roles
            join roles_scopes on roles_scopes.role_id = users_roles.role_id
            join scopes on scopes.id = roles_scopes.scope_id
            where users_roles.user_id = \(user) and scopes.resource_id = \(resource) order by scopes.rowid
            """)
    }

    /// The names of a resource's scopes that a machine-to-machine application has through its roles.
    package func scopeNames(of application: ID<LogtoApplication>, at resource: ID<LogtoResource>) throws -> [String] {
        try self.names(
            """
            select distinct scopes.name from applications_roles
            join roles_scopes on roles_scopes.role_id = applications_roles.role_id
            join scopes on scopes.id = roles_scopes.scope_id
            where applications_roles.application_id = \(application) and scopes.resource_id = \(resource)
            order by scopes.rowid
            """)
    }

    func role(from row: Row) throws -> LogtoRole {
        let id: ID<LogtoRole> = row["id"]
        let scopes = try self.rows("select scope_id from roles_scopes where role_id = \(id) order by scope_id")
        return LogtoRole(
            id: id, name: row["name"], description: row["description"],
            kind: LogtoRole.Kind(rawValue: row["type"]) ?? .user, isDefault: row["is_default"],
            scopeIDs: scopes.map { $0["scope_id"] })
    }

    /// The column `name` of a query's rows.
    func names(_ sql: SQL) throws -> [String] {
        try self.rows(sql).map { $0["name"] }
    }
}
