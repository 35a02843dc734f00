import Core
import GRDB

/// A table of pairs: what belongs to an owner.
package struct Relation<Owner, Member>: Sendable {
    let table: String
    /// The names of its columns.
    let owner: String
    let member: String
}

/// A domain of e-mail addresses, which is its own id.
package enum EmailDomain {}

extension Relation where Owner == OrganizationRole, Member == OrganizationScope {
    package static var scopesOfRole: Self {
        Self(
            table: "organization_role_scope_relations", owner: "organization_role_id", member: "organization_scope_id")
    }
}

extension Relation where Owner == OrganizationRole, Member == LogtoScope {
    package static var resourceScopesOfRole: Self {
        Self(table: "organization_role_resource_scope_relations", owner: "organization_role_id", member: "scope_id")
    }
}

extension Relation where Owner == Organization, Member == OrganizationRole {
    /// The roles of whoever becomes a member just in time.
    package static var jitRoles: Self {
        Self(table: "organization_jit_roles", owner: "organization_id", member: "organization_role_id")
    }
}

extension Relation where Owner == Organization, Member == EmailDomain {
    package static var jitEmailDomains: Self {
        Self(table: "organization_jit_email_domains", owner: "organization_id", member: "email_domain")
    }
}

extension Relation where Owner == OrganizationInvitation, Member == OrganizationRole {
    package static var rolesOfInvitation: Self {
        Self(
            table: "organization_invitation_role_relations", owner: "organization_invitation_id",
            member: "organization_role_id")
    }
}

extension Transaction {
    /// In the order of their ids.
    package func members<Owner, Member>(
        of owner: ID<Owner>, in relation: Relation<Owner, Member>, _ window: ListWindow? = nil
    ) throws -> [ID<Member>] {
        try self.rows(
            """
            select \(sql: relation.member) as member from \(sql: relation.table)
            where \(sql: relation.owner) = \(owner) order by \(sql: relation.member) \(SQL.window(window))
            """
        ).map { $0["member"] }
    }

    package func count<Owner, Member>(of owner: ID<Owner>, in relation: Relation<Owner, Member>) throws -> Int {
        try self.count(
            "select count(*) as count from \(sql: relation.table) where \(sql: relation.owner) = \(owner)")
    }

    package func has<Owner, Member>(
        _ owner: ID<Owner>, _ member: ID<Member>, in relation: Relation<Owner, Member>
    ) throws -> Bool {
        try self.row(
            """
            select 1 from \(sql: relation.table)
            where \(sql: relation.owner) = \(owner) and \(sql: relation.member) = \(member)
            """) != nil
    }

    /// What is there already stays.
    ///
    /// - Throws: the database's error for an id that nothing has.
    package func add<Owner, Member>(
        _ members: [ID<Member>], to owner: ID<Owner>, in relation: Relation<Owner, Member>
    ) throws {
        for member in members {
            try self.execute(
                """
                insert into \(sql: relation.table) (\(sql: relation.owner), \(sql: relation.member))
                values (\(owner), \(member)) on conflict do nothing
                """)
        }
    }

    /// Takes away and adds only what differs, so that what hangs on those who stay does too.
    package func replace<Owner, Member>(
        _ members: [ID<Member>], of owner: ID<Owner>, in relation: Relation<Owner, Member>
    ) throws {
        let kept = Set(members)
        for member in try self.members(of: owner, in: relation) where !kept.contains(member) {
            _ = try self.remove(member, from: owner, in: relation)
        }
        try self.add(members, to: owner, in: relation)
    }

    /// - Returns: whether it was there.
    package func remove<Owner, Member>(
        _ member: ID<Member>, from owner: ID<Owner>, in relation: Relation<Owner, Member>
    ) throws -> Bool {
        try self.execute(
            """
            delete from \(sql: relation.table)
            where \(sql: relation.owner) = \(owner) and \(sql: relation.member) = \(member)
            """) > 0
    }
}
