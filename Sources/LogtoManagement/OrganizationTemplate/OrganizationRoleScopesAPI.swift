import Core
import Logto
import Storage

/// `/organization-roles/:id/scopes` and `/resource-scopes`: what a role allows in organizations, and at APIs in their
/// name (spec `logto-management-api.md` §6.10).
enum OrganizationRoleScopesAPI {
    private static let scopes = RelationRoutes(
        path: "/organization-roles/:id/scopes", noun: "an organization role's permissions",
        list: "organizationScopeIds", parameter: "organizationScopeId", relation: Relation.scopesOfRole)
    private static let resourceScopes = RelationRoutes(
        path: "/organization-roles/:id/resource-scopes", noun: "an organization role's permissions at APIs",
        list: "scopeIds", parameter: "scopeId", relation: Relation.resourceScopesOfRole)

    static let routes = [
        Self.scopes.listing(.organizationScope) { db, role, window in
            try db.organizationScopes(of: role, window).map(OrganizationBody.json)
        },
        Self.scopes.adding, Self.scopes.replacing, Self.scopes.removing,
        Self.resourceScopes.listing(.scope) { db, role, window in
            try db.resourceScopes(of: role, window).map(ResourceBody.json)
        },
        Self.resourceScopes.adding, Self.resourceScopes.replacing, Self.resourceScopes.removing,
    ]
}
