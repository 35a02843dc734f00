import Core
import GRDB

/// Who can be a member of organizations, users or machines, and in which tables they stand.
package struct MemberKind<Member>: Sendable {
    package let relation: Relation<Organization, Member>
    /// Of the roles that members have.
    let roles: String
}

extension MemberKind where Member == LogtoUser {
    package static var users: Self {
        Self(
            relation: Relation(table: "organization_user_relations", owner: "organization_id", member: "user_id"),
            roles: "organization_role_user_relations")
    }
}

extension MemberKind where Member == LogtoApplication {
    package static var applications: Self {
        Self(
            relation: Relation(
                table: "organization_application_relations", owner: "organization_id", member: "application_id"),
            roles: "organization_role_application_relations")
    }
}

extension Transaction {
    /// By name.
    package func organizationRoles<Member>(
        of member: ID<Member>, in organization: ID<Organization>, _ kind: MemberKind<Member>,
        _ window: ListWindow? = nil
    ) throws -> [OrganizationRole] {
        try self.rows(
            """
            select organization_roles.* from \(sql: kind.roles) as given
            join organization_roles on organization_roles.id = given.organization_role_id
            where given.organization_id = \(organization) and given.\(sql: kind.relation.member) = \(member)
            order by organization_roles.name \(SQL.window(window))
            """
        ).map(self.organizationRole(from:))
    }

    package func organizationRoleCount<Member>(
        of member: ID<Member>, in organization: ID<Organization>, _ kind: MemberKind<Member>
    ) throws -> Int {
        try self.count(
            """
            select count(*) as count from \(sql: kind.roles)
            where organization_id = \(organization) and \(sql: kind.relation.member) = \(member)
            """)
    }

    /// Roles that the member has already stay.
    ///
    /// - Throws: the database's error for somebody who is no member, a role that there is not, and one of another type.
    package func give<Member>(
        _ roles: [ID<OrganizationRole>], to member: ID<Member>, in organization: ID<Organization>,
        _ kind: MemberKind<Member>
    ) throws {
        for role in roles {
            try self.execute(
                """
                insert into \(sql: kind.roles) (organization_id, organization_role_id, \(sql: kind.relation.member))
                values (\(organization), \(role), \(member)) on conflict do nothing
                """)
        }
    }

    /// - Returns: whether the member had it.
    package func take<Member>(
        _ role: ID<OrganizationRole>, from member: ID<Member>, in organization: ID<Organization>,
        _ kind: MemberKind<Member>
    ) throws -> Bool {
        try self.execute(
            """
            delete from \(sql: kind.roles)
            where organization_id = \(organization) and organization_role_id = \(role)
                and \(sql: kind.relation.member) = \(member)
            """) > 0
    }
}

/// Members as they are listed, in the order of their ids.
extension Transaction {
    package struct MemberFilter: Sendable {
        package var search: Search?
        package var role: ID<OrganizationRole>?

        package init(search: Search? = nil, role: ID<OrganizationRole>? = nil) {
            self.search = search
            self.role = role
        }

        /// - Parameter table: of those who are members, joined to `members`.
        fileprivate func condition<Member>(
            in organization: ID<Organization>, _ kind: MemberKind<Member>, _ table: String
        ) -> SQL {
            var conditions: [SQL] = ["members.organization_id = \(organization)"]
            if let search { conditions.append(search.condition(on: table)) }
            if let role {
                let member = kind.relation.member
                conditions.append(
                    """
                    exists (select 1 from \(sql: kind.roles) as given where given.organization_role_id = \(role)
                            and given.organization_id = members.organization_id
                            and given.\(sql: member) = members.\(sql: member))
                    """)
            }
            return .all(conditions)
        }
    }

    package func users(
        in organization: ID<Organization>, _ filter: MemberFilter, _ window: ListWindow? = nil
    ) throws -> [LogtoUser] {
        try self.rows(
            """
            select users.* from organization_user_relations as members join users on users.id = members.user_id
            where \(filter.condition(in: organization, .users, "users"))
            order by members.user_id \(SQL.window(window))
            """
        ).map(self.user(from:))
    }

    package func userCount(in organization: ID<Organization>, _ filter: MemberFilter) throws -> Int {
        try self.count(
            """
            select count(*) as count from organization_user_relations as members
            join users on users.id = members.user_id where \(filter.condition(in: organization, .users, "users"))
            """)
    }

    package func applicationRecords(
        in organization: ID<Organization>, _ filter: MemberFilter, _ window: ListWindow? = nil
    ) throws -> [ApplicationRecord] {
        try self.rows(
            """
            select applications.* from organization_application_relations as members
            join applications on applications.id = members.application_id
            where \(filter.condition(in: organization, .applications, "applications"))
            order by members.application_id \(SQL.window(window))
            """
        ).map(ApplicationRecord.init(row:))
    }

    package func applicationCount(in organization: ID<Organization>, _ filter: MemberFilter) throws -> Int {
        try self.count(
            """
            select count(*) as count from organization_application_relations as members
            join applications on applications.id = members.application_id
            where \(filter.condition(in: organization, .applications, "applications"))
            """)
    }
}
