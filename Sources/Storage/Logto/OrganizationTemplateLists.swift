import Core
import GRDB

/// The organization template as it is administered; all by name.
extension Transaction {
    package func organizationScope(_ id: ID<OrganizationScope>) throws -> OrganizationScope? {
        try self.row("select * from organization_scopes where id = \(id)").map(OrganizationScope.init(row:))
    }

    package func organizationScopes(_ search: Search?, _ window: ListWindow?) throws -> [OrganizationScope] {
        try self.rows(of: "organization_scopes", search, by: "name", window).map(OrganizationScope.init(row:))
    }

    package func organizationScopeCount(_ search: Search?) throws -> Int {
        try self.count(of: "organization_scopes", search)
    }

    /// - Returns: whether there was one.
    package func delete(_ scope: ID<OrganizationScope>) throws -> Bool {
        try self.execute("delete from organization_scopes where id = \(scope)") > 0
    }

    package func organizationRole(_ id: ID<OrganizationRole>) throws -> OrganizationRole? {
        try self.row("select * from organization_roles where id = \(id)").map(self.organizationRole(from:))
    }

    package func organizationRole(name: String) throws -> OrganizationRole? {
        try self.row("select * from organization_roles where name = \(name)").map(self.organizationRole(from:))
    }

    package func organizationRoles(_ search: Search?, _ window: ListWindow?) throws -> [OrganizationRole] {
        try self.rows(of: "organization_roles", search, by: "name", window).map(self.organizationRole(from:))
    }

    package func organizationRoleCount(_ search: Search?) throws -> Int {
        try self.count(of: "organization_roles", search)
    }

    /// The roles that a relation gives to an owner.
    package func organizationRoles<Owner>(
        of owner: ID<Owner>, in relation: Relation<Owner, OrganizationRole>, _ window: ListWindow? = nil
    ) throws -> [OrganizationRole] {
        try self.rows(
            """
            select organization_roles.* from \(sql: relation.table) as given
            join organization_roles on organization_roles.id = given.\(sql: relation.member)
            where given.\(sql: relation.owner) = \(owner) order by organization_roles.name \(SQL.window(window))
            """
        ).map(self.organizationRole(from:))
    }

    /// - Returns: whether there was one.
    package func delete(_ role: ID<OrganizationRole>) throws -> Bool {
        try self.execute("delete from organization_roles where id = \(role)") > 0
    }

    package func organizationScopes(
        of role: ID<OrganizationRole>, _ window: ListWindow? = nil
    ) throws -> [OrganizationScope] {
        try self.rows(
            """
            select organization_scopes.* from organization_role_scope_relations as granted
            join organization_scopes on organization_scopes.id = granted.organization_scope_id
            where granted.organization_role_id = \(role) order by organization_scopes.name \(SQL.window(window))
            """
        ).map(OrganizationScope.init(row:))
    }

    package func resourceScopes(
        of role: ID<OrganizationRole>, _ window: ListWindow? = nil
    ) throws -> [ScopeRecord] {
        try self.rows(
            """
            select scopes.* from organization_role_resource_scope_relations as granted
            join scopes on scopes.id = granted.scope_id
            where granted.organization_role_id = \(role) order by scopes.name, scopes.id \(SQL.window(window))
            """
        ).map(ScopeRecord.init(row:))
    }

    /// What a member may do by their roles.
    package func organizationScopes(
        of user: ID<LogtoUser>, in organization: ID<Organization>
    ) throws -> [OrganizationScope] {
        try self.rows(
            """
            select distinct organization_scopes.* from organization_role_user_relations as members
            join organization_role_scope_relations as granted
                on granted.organization_role_id = members.organization_role_id
            join organization_scopes on organization_scopes.id = granted.organization_scope_id
            where members.user_id = \(user) and members.organization_id = \(organization)
            order by organization_scopes.name
            """
        ).map(OrganizationScope.init(row:))
    }
}
