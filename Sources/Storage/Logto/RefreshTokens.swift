import Core
import GRDB

extension Transaction {
    package func insert(_ token: RefreshToken) throws {
        try self.execute(
            """
            insert into refresh_tokens
                (token, grant_id, session_uid, is_session_bound, sid, scopes, resources, nonce, auth_time, chain_started_at,
                 issued_at, consumed_at, expires_at)
            values
                (\(token.token), \(token.grantID), \(token.sessionUID), \(token.isSessionBound), \(token.sid),
                 \(Words(token.scopes)), \(Words(token.resources)), \(token.nonce.map(Verbatim.init)), \(token.authTime), \(token.chainStartedAt),
                 \(token.issuedAt), \(token.consumedAt), \(token.expiresAt))
            """)
    }

    /// A refresh token, used ones included, unless its time is over.
    package func refreshToken(_ token: String, at now: Instant) throws -> RefreshToken? {
        try self.row("select * from refresh_tokens where token = \(token) and expires_at > \(now)")
            .map(RefreshToken.init(row:))
    }

    package func consume(_ token: RefreshToken, at now: Instant) throws {
        try self.execute("update refresh_tokens set consumed_at = \(now) where token = \(token.token)")
    }
}

extension RefreshToken {
    fileprivate init(row: Row) {
        let scopes: Words = row["scopes"]
        let resources: Words = row["resources"]
        self.init(
            token: row["token"], grantID: row["grant_id"], sessionUID: row["session_uid"],
            isSessionBound: row["is_session_bound"], sid: row["sid"], scopes: scopes.list,
            resources: resources.list, nonce: (row["nonce"] as Verbatim?)?.text, authTime: row["auth_time"],
            chainStartedAt: row["chain_started_at"], issuedAt: row["issued_at"], consumedAt: row["consumed_at"],
            expiresAt: row["expires_at"])
    }
}
