import Core
import GRDB

/// Organizations as they are administered.
extension Transaction {
    private static let recordColumns: SQL = """
        organizations.*, coalesce(looks.color, '{}') as color, coalesce(looks.branding, '{}') as branding,
        looks.custom_css
        """
    private static let looks: SQL =
        "left join organization_appearances as looks on looks.organization_id = organizations.id"

    package func organizationRecord(_ id: ID<Organization>) throws -> OrganizationRecord? {
        try self.row(
            "select \(Self.recordColumns) from organizations \(Self.looks) where organizations.id = \(id)"
        ).map(OrganizationRecord.init(row:))
    }

    /// In the order in which they were made.
    package func organizationRecords(_ search: Search?, _ window: ListWindow? = nil) throws -> [OrganizationRecord] {
        try self.rows(
            """
            select \(Self.recordColumns) from organizations \(Self.looks)
            where \(search?.condition(on: "organizations") ?? "true")
            order by organizations.rowid \(SQL.window(window))
            """
        ).map(OrganizationRecord.init(row:))
    }

    package func organizationCount(_ search: Search?) throws -> Int {
        try self.count(of: "organizations", search)
    }

    /// Those that somebody is a member of, in the order in which they were made.
    package func organizationRecords<Member>(
        of member: ID<Member>, _ kind: MemberKind<Member>, _ window: ListWindow? = nil
    ) throws -> [OrganizationRecord] {
        try self.rows(
            """
            select \(Self.recordColumns) from \(sql: kind.relation.table) as members
            join organizations on organizations.id = members.organization_id \(Self.looks)
            where members.\(sql: kind.relation.member) = \(member) order by organizations.rowid \(SQL.window(window))
            """
        ).map(OrganizationRecord.init(row:))
    }

    package func organizationCount<Member>(of member: ID<Member>, _ kind: MemberKind<Member>) throws -> Int {
        try self.count(
            """
            select count(*) as count from \(sql: kind.relation.table)
            where \(sql: kind.relation.member) = \(member)
            """)
    }

    /// Inserts the organization or, if there is one of its id, brings that up to date.
    package func put(_ record: OrganizationRecord) throws {
        try self.put(record.organization, at: record.createdAt)
        try self.execute(
            """
            insert into organization_appearances (organization_id, color, branding, custom_css)
            values (\(record.organization.id), \(record.color), \(record.branding), \(record.customCss))
            on conflict (organization_id) do update set
                color = excluded.color, branding = excluded.branding, custom_css = excluded.custom_css
            """)
    }

    /// - Returns: whether there was one.
    package func delete(_ organization: ID<Organization>) throws -> Bool {
        try self.execute("delete from organizations where id = \(organization)") > 0
    }
}

extension OrganizationRecord {
    fileprivate init(row: Row) {
        self.init(
            organization: Organization(row: row), color: row["color"], branding: row["branding"],
            customCss: row["custom_css"], createdAt: row["created_at"])
    }
}
