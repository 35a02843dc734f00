import Core
import GRDB

extension Transaction {
    /// - Throws: the database's error where the address has a pending one to the organization already.
    package func insert(_ invitation: OrganizationInvitation) throws {
        try self.execute(
            """
            insert into organization_invitations
                (id, inviter_id, invitee, accepted_user_id, organization_id, status, created_at, updated_at, expires_at)
            values
                (\(invitation.id), \(invitation.inviterID), \(invitation.invitee), \(invitation.acceptedUserID),
                 \(invitation.organizationID), \(invitation.storedStatus.rawValue), \(invitation.createdAt),
                 \(invitation.updatedAt), \(invitation.expiresAt))
            """)
    }

    package func organizationInvitation(
        _ id: ID<OrganizationInvitation>
    ) throws -> OrganizationInvitation? {
        try self.row("select * from organization_invitations where id = \(id)").map(OrganizationInvitation.init(row:))
    }

    /// The newest first.
    ///
    /// - Parameter invitee: letter case aside.
    package func organizationInvitations(
        to organization: ID<Organization>? = nil, from inviter: ID<LogtoUser>? = nil, invitee: String? = nil
    ) throws -> [OrganizationInvitation] {
        var conditions: [SQL] = []
        if let organization { conditions.append("organization_id = \(organization)") }
        if let inviter { conditions.append("inviter_id = \(inviter)") }
        if let invitee {
            let search = Search(terms: [Search.Term(mode: .exact, fields: ["invitee"], values: [invitee])])
            conditions.append(search.condition(on: "organization_invitations"))
        }
        return try self.rows(
            """
            select * from organization_invitations where \(SQL.all(conditions)) order by created_at desc, rowid desc
            """
        ).map(OrganizationInvitation.init(row:))
    }

    /// Writes what can change of an invitation.
    package func update(_ invitation: OrganizationInvitation) throws {
        try self.execute(
            """
            update organization_invitations set
                status = \(invitation.storedStatus.rawValue), accepted_user_id = \(invitation.acceptedUserID),
                updated_at = \(invitation.updatedAt)
            where id = \(invitation.id)
            """)
    }

    /// - Returns: whether there was one.
    package func delete(_ invitation: ID<OrganizationInvitation>) throws -> Bool {
        try self.execute("delete from organization_invitations where id = \(invitation)") > 0
    }
}

extension OrganizationInvitation {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], inviterID: row["inviter_id"], invitee: row["invitee"],
            acceptedUserID: row["accepted_user_id"], organizationID: row["organization_id"],
            storedStatus: Status(rawValue: row["status"]) ?? .revoked, createdAt: row["created_at"],
            updatedAt: row["updated_at"], expiresAt: row["expires_at"])
    }
}
