import Core
import Storage

/// The roles and organizations of a user, as far as claims are about them (spec `logto-oidc.md` §13).
struct Memberships: Sendable {
    var roleNames: [String] = []
    var organizations: [Organization] = []
    /// `organization id:role name`
    var organizationRoles: [String] = []
}

extension Transaction {
    /// What the scopes let a client learn about a user.
    func claims(about user: LogtoUser, scopes: [String], for destination: Claims.Destination) throws -> JSON {
        var memberships = Memberships()
        if scopes.contains("roles") { memberships.roleNames = try self.roles(of: user.id).map(\.name) }
        if scopes.contains("urn:logto:scope:organizations") {
            memberships.organizations = try self.organizations(of: user.id)
        }
        if scopes.contains("urn:logto:scope:organization_roles") {
            memberships.organizationRoles = try self.organizationRoles(of: user.id)
                .map { "\($0.organization):\($0.role)" }
        }
        return Claims(user, memberships: memberships, scopes: scopes, destination: destination).json
    }
}
