import Core
import GRDB

/// Who becomes a member of organizations just in time (JIT): at registration, without anybody's doing.
extension Transaction {
    /// The organizations that take in whoever has an address of the domain.
    package func organizations(takingInDomain domain: String) throws -> [ID<Organization>] {
        try self.rows(
            """
            select organization_id from organization_jit_email_domains where email_domain = \(domain)
            order by organization_id
            """
        ).map { $0["organization_id"] }
    }

    /// Makes the user a member of organizations, with the roles that each has ready for that.
    package func provision(_ user: ID<LogtoUser>, in organizations: [ID<Organization>]) throws {
        for organization in organizations {
            let roles = try self.organizationRoles(of: organization, in: Relation.jitRoles)
            try self.add(user, to: organization, roles: roles.filter { $0.kind == .user }.map(\.id))
        }
    }
}
