import Core
import GRDB

extension Transaction {
    package func insert(_ token: OneTimeToken) throws {
        try self.execute(
            """
            insert into one_time_tokens (id, email, token, context, status, created_at, expires_at)
            values
                (\(token.id), \(token.email), \(token.token), \(token.context), \(token.storedStatus.rawValue),
                 \(token.createdAt), \(token.expiresAt))
            """)
    }

    package func oneTimeToken(_ id: ID<OneTimeToken>) throws -> OneTimeToken? {
        try self.row("select * from one_time_tokens where id = \(id)").map(OneTimeToken.init)
    }

    package func oneTimeToken(token: String) throws -> OneTimeToken? {
        try self.row("select * from one_time_tokens where token = \(token)").map(OneTimeToken.init)
    }

    /// The newest first.
    ///
    /// - Parameter status: as it counts `at` that time, so that active tokens past theirs are expired ones.
    package func oneTimeTokens(
        email: String? = nil, status: OneTimeToken.Status? = nil, at now: Instant, limit: Int = Int.max, offset: Int = 0
    ) throws -> [OneTimeToken] {
        try self.rows(
            """
            select * from one_time_tokens
            where (\(email) is null or email = \(email))
                and (\(status?.rawValue) is null or \(status?.rawValue) =
                    case when status = 'active' and expires_at <= \(now) then 'expired' else status end)
            order by created_at desc, id limit \(limit) offset \(offset)
            """
        ).map(OneTimeToken.init)
    }

    package func oneTimeTokenCount() throws -> Int64 {
        try self.row("select count(*) as count from one_time_tokens")?["count"] ?? 0
    }

    package func setStatus(_ status: OneTimeToken.Status, of token: ID<OneTimeToken>) throws {
        try self.execute("update one_time_tokens set status = \(status.rawValue) where id = \(token)")
    }

    /// - Returns: whether there was one.
    package func deleteOneTimeToken(_ id: ID<OneTimeToken>) throws -> Bool {
        try self.execute("delete from one_time_tokens where id = \(id)") > 0
    }
}

extension OneTimeToken {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"], email: row["email"], token: row["token"], context: row["context"],
            storedStatus: Status(rawValue: row["status"]) ?? .revoked, createdAt: row["created_at"],
            expiresAt: row["expires_at"])
    }
}
