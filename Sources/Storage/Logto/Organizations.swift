import Core
import GRDB

extension Transaction {
    package func organization(_ id: ID<Organization>) throws -> Organization? {
        try self.row("select * from organizations where id = \(id)").map(Organization.init(row:))
    }

    /// The organizations that a user is a member of.
    package func organizations(of user: ID<LogtoUser>) throws -> [Organization] {
        try self.rows(
            """
            select organizations.* from organizations
            join organization_user_relations on organization_user_relations.organization_id = organizations.id
            where organization_user_relations.user_id = \(user) order by organizations.created_at, organizations.id
            """
        ).map(Organization.init(row:))
    }

    /// Inserts the organization or, if there is one of its id, brings that up to date.
    package func put(_ organization: Organization, at now: Instant) throws {
        try self.execute(
            """
            insert into organizations (id, name, description, custom_data, is_mfa_required, created_at)
            values
                (\(organization.id), \(organization.name), \(organization.description), \(organization.customData),
                 \(organization.isMfaRequired), \(now))
            on conflict (id) do update set
                name = excluded.name, description = excluded.description, custom_data = excluded.custom_data,
                is_mfa_required = excluded.is_mfa_required
            """)
    }

    package func isMember(_ user: ID<LogtoUser>, of organization: ID<Organization>) throws -> Bool {
        try self.has(organization, user, in: MemberKind.users.relation)
    }

    package func isMember(_ application: ID<LogtoApplication>, of organization: ID<Organization>) throws -> Bool {
        try self.has(organization, application, in: MemberKind.applications.relation)
    }

    /// Makes the user a member, and gives the roles; what the user has already stays.
    package func add(
        _ user: ID<LogtoUser>, to organization: ID<Organization>, roles: [ID<OrganizationRole>] = []
    ) throws {
        try self.add([user], to: organization, in: MemberKind.users.relation)
        try self.give(roles, to: user, in: organization, .users)
    }

    /// Makes the application a member, and gives the roles; what the application has already stays.
    package func add(
        _ application: ID<LogtoApplication>, to organization: ID<Organization>, roles: [ID<OrganizationRole>] = []
    ) throws {
        try self.add([application], to: organization, in: MemberKind.applications.relation)
        try self.give(roles, to: application, in: organization, .applications)
    }
}

extension Organization {
    init(row: Row) {
        self.init(
            id: row["id"], name: row["name"], description: row["description"], customData: row["custom_data"],
            isMfaRequired: row["is_mfa_required"])
    }
}
