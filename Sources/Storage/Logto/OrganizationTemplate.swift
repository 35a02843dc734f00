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
        try self.execute("delete from organization_role_scope_relations where organization_role_id = \(role.id)")
        for scope in role.organizationScopeIDs {
            try self.execute(
                """
                insert into organization_role_scope_relations (organization_role_id, organization_scope_id)
                values (\(role.id), \(scope))
                """)
        }
        try self.execute(
            "delete from organization_role_resource_scope_relations where organization_role_id = \(role.id)")
        for scope in role.resourceScopeIDs {
            try self.execute(
                """
                insert into organization_role_resource_scope_relations (organization_role_id, scope_id)
                values (\(role.id), \(scope))
                """)
        }
    }

    package func organizationScopes() throws -> [OrganizationScope] {
        try self.rows("select * from organization_scopes order by rowid").map { row in
            OrganizationScope(id: row["id"], name: row["name"], description: row["description"])
        }
    }
}

extension Transaction {
    package func organizationRoleKind(_ role: ID<OrganizationRole>) throws -> LogtoRole.Kind? {
        try self.row("select type from organization_roles where id = \(role)").flatMap { row in
            LogtoRole.Kind(rawValue: row["type"])
        }
    }
}
