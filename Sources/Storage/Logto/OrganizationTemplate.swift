import Core
import GRDB

/// The organization template: the scopes and roles that all organizations share.
extension Transaction {
    /// Inserts the scope or, if there is one of its id, brings that up to date.
    package func put(_ scope: OrganizationScope) throws {
        try self.execute(
            """
            insert into organization_scopes (id, name, description)
            values (\(scope.id), \(scope.name), \(scope.description))
            on conflict (id) do update set name = excluded.name, description = excluded.description
            """)
    }

    /// Inserts the role or, if there is one of its id, brings that and its scopes up to date.
    package func put(_ role: OrganizationRole) throws {
        try self.execute(
            """
            insert into organization_roles (id, name, description, type)
            values (\(role.id), \(role.name), \(role.description), \(role.kind.rawValue))
            on conflict (id) do update set
                name = excluded.name, description = excluded.description, type = excluded.type
            """)
        try self.replace(role.organizationScopeIDs, of: role.id, in: Relation.scopesOfRole)
        try self.replace(role.resourceScopeIDs, of: role.id, in: Relation.resourceScopesOfRole)
    }

    package func organizationScopes() throws -> [OrganizationScope] {
        try self.rows("select * from organization_scopes order by rowid").map(OrganizationScope.init(row:))
    }

    package func organizationRoleKind(_ role: ID<OrganizationRole>) throws -> LogtoRole.Kind? {
        try self.row("select type from organization_roles where id = \(role)").flatMap { row in
            LogtoRole.Kind(rawValue: row["type"])
        }
    }
}

extension Transaction {
    func organizationRole(from row: Row) throws -> OrganizationRole {
        let id: ID<OrganizationRole> = row["id"]
        return OrganizationRole(
            id: id, name: row["name"], description: row["description"],
            kind: LogtoRole.Kind(rawValue: row["type"]) ?? .user,
            organizationScopeIDs: try self.members(of: id, in: Relation.scopesOfRole),
            resourceScopeIDs: try self.members(of: id, in: Relation.resourceScopesOfRole))
    }
}

extension OrganizationScope {
    init(row: Row) {
        self.init(id: row["id"], name: row["name"], description: row["description"])
    }
}
