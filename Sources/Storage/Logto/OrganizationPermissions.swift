import Core
import GRDB

/// What users and applications may do in organizations, by their roles there.
extension Transaction {
    /// A user's organization roles, as `organization id:role name` (spec `logto-oidc.md` §13).
    package func organizationRoles(of user: ID<LogtoUser>) throws -> [(organization: ID<Organization>, role: String)] {
        try self.rows(
            """
            select relations.organization_id, organization_roles.name from organization_role_user_relations as relations
            join organization_roles on organization_roles.id = relations.organization_role_id
            where relations.user_id = \(user) order by relations.organization_id, organization_roles.rowid
            """
        ).map { (organization: $0["organization_id"], role: $0["name"]) }
    }

    /// The names of the organization scopes that a user has in an organization; in any, for `nil`.
    package func organizationScopeNames(
        of user: ID<LogtoUser>, in organization: ID<Organization>?
    ) throws -> [String] {
        try self.names(
            """
            select distinct organization_scopes.name from organization_role_user_relations as members
            join organization_role_scope_relations as granted
                on granted.organization_role_id = members.organization_role_id
            join organization_scopes on organization_scopes.id = granted.organization_scope_id
            where members.user_id = \(user)
                and (\(organization) is null or members.organization_id = \(organization))
            order by organization_scopes.rowid
            """)
    }

    /// The names of a resource's scopes that a user has through roles in an organization; in any, for `nil`.
    package func resourceScopeNames(
        of user: ID<LogtoUser>, in organization: ID<Organization>?, at resource: ID<LogtoResource>
    ) throws -> [String] {
        try self.names(
            """
            select distinct scopes.name from organization_role_user_relations as members
            join organization_role_resource_scope_relations as granted
                on granted.organization_role_id = members.organization_role_id
            join scopes on scopes.id = granted.scope_id
            where members.user_id = \(user) and scopes.resource_id = \(resource)
                and (\(organization) is null or members.organization_id = \(organization))
            order by scopes.rowid
            """)
    }

    /// The names of the organization scopes that an application has in an organization.
    package func organizationScopeNames(
        of application: ID<LogtoApplication>, in organization: ID<Organization>
    ) throws -> [String] {
        try self.names(
            """
            select distinct organization_scopes.name from organization_role_application_relations as members
            join organization_role_scope_relations as granted
                on granted.organization_role_id = members.organization_role_id
            join organization_scopes on organization_scopes.id = granted.organization_scope_id
            where members.application_id = \(application) and members.organization_id = \(organization)
            order by organization_scopes.rowid
            """)
    }

    /// The names of a resource's scopes that an application has through roles in an organization.
    package func resourceScopeNames(
        of application: ID<LogtoApplication>, in organization: ID<Organization>, at resource: ID<LogtoResource>
    ) throws -> [String] {
        try self.names(
            """
            select distinct scopes.name from organization_role_application_relations as members
            join organization_role_resource_scope_relations as granted
                on granted.organization_role_id = members.organization_role_id
            join scopes on scopes.id = granted.scope_id
            where members.application_id = \(application) and members.organization_id = \(organization)
                and scopes.resource_id = \(resource)
            order by scopes.rowid
            """)
    }
}
