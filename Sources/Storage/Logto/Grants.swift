import Core
import GRDB

extension Transaction {
    /// A grant, unless its time is over.
    package func grant(_ id: ID<Grant>, at now: Instant) throws -> Grant? {
        try self.row("select * from grants where id = \(id) and expires_at > \(now)").map(Grant.init(row:))
    }

    /// A grant, also one whose time is over.
    package func grant(_ id: ID<Grant>) throws -> Grant? {
        try self.row("select * from grants where id = \(id)").map(Grant.init(row:))
    }

    /// What a user allows which applications, the oldest first.
    ///
    /// - Parameter isThirdParty: only of such applications, or only of others.
    package func grants(
        of user: ID<LogtoUser>, isThirdParty: Bool? = nil, at now: Instant
    ) throws -> [(grant: Grant, applicationName: String)] {
        try self.rows(
            """
            select grants.*, applications.name as application_name
            from grants join applications on applications.id = grants.application_id
            where grants.user_id = \(user) and grants.expires_at > \(now)
                and (\(isThirdParty) is null or applications.is_third_party = \(isThirdParty))
            order by grants.created_at, grants.rowid
            """
        ).map { row in (Grant(row: row), row["application_name"]) }
    }

    /// Inserts the grant or, if there is one of its id, replaces its scopes and resources.
    package func put(_ grant: Grant) throws {
        try self.execute(
            """
            insert into grants
                (id, user_id, application_id, scopes, resources, rejected_resources, created_at, expires_at)
            values
                (\(grant.id), \(grant.userID), \(grant.applicationID), \(Words(grant.scopes)),
                 \(JSON(scopes: grant.resources)), \(JSON(scopes: grant.rejectedResources)), \(grant.createdAt),
                 \(grant.expiresAt))
            on conflict (id) do update set
                scopes = excluded.scopes, resources = excluded.resources,
                rejected_resources = excluded.rejected_resources, expires_at = excluded.expires_at
            """)
    }

    /// Takes back the user's oldest grants to an application, so that no more than a number of them are left.
    ///
    /// - Returns: how many there were, and which are no more.
    package func revokeGrants(
        of user: ID<LogtoUser>, to application: ID<LogtoApplication>, beyond limit: Int64, at now: Instant
    ) throws -> (count: Int, revoked: [ID<Grant>]) {
        let ids: [ID<Grant>] = try self.rows(
            """
            select id from grants
            where user_id = \(user) and application_id = \(application) and expires_at > \(now)
            order by created_at desc, rowid desc
            """
        ).map { $0["id"] }
        let revoked = Array(ids.dropFirst(Int(limit)))
        for id in revoked { try self.revoke(id) }
        return (ids.count, revoked)
    }

    /// Takes the grant back, and with it every code and token that came from it.
    package func revoke(_ grant: ID<Grant>) throws {
        try self.execute("delete from grants where id = \(grant)")
    }

    /// Takes back every code and token that came from the grant, but not what the user allowed.
    package func deleteTokens(of grant: ID<Grant>) throws {
        for table in ["authorization_codes", "access_tokens", "refresh_tokens"] {
            try self.execute("delete from \(sql: table) where grant_id = \(grant)")
        }
    }
}

extension Grant {
    fileprivate init(row: Row) {
        let scopes: Words = row["scopes"]
        self.init(
            id: row["id"], userID: row["user_id"], applicationID: row["application_id"], scopes: scopes.list,
            resources: (row["resources"] as JSON).scopesByResource,
            rejectedResources: (row["rejected_resources"] as JSON).scopesByResource, createdAt: row["created_at"],
            expiresAt: row["expires_at"])
    }
}

/// Scopes by resource indicator.
extension JSON {
    fileprivate init(scopes: [String: [String]]) {
        self = .object(scopes.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .strings($0.value)) })
    }

    fileprivate var scopesByResource: [String: [String]] {
        Dictionary((self.members ?? []).map { ($0.name, $0.value.strings) }) { $1 }
    }
}
