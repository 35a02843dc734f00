import Core
import GRDB

extension Transaction {
    package func insert(_ token: AccessToken) throws {
        try self.execute(
            """
            insert into access_tokens (token, grant_id, session_uid, is_session_bound, sid, scopes, issued_at, expires_at)
            values
                (\(token.token), \(token.grantID), \(token.sessionUID), \(token.isSessionBound), \(token.sid),
                 \(Words(token.scopes)), \(token.issuedAt), \(token.expiresAt))
            """)
    }

    /// An access token, unless its time is over.
    package func accessToken(_ token: String, at now: Instant) throws -> AccessToken? {
        try self.row("select * from access_tokens where token = \(token) and expires_at > \(now)").map { row in
            let scopes: Words = row["scopes"]
            return AccessToken(
                token: row["token"], grantID: row["grant_id"], sessionUID: row["session_uid"],
                isSessionBound: row["is_session_bound"], sid: row["sid"], scopes: scopes.list,
                issuedAt: row["issued_at"], expiresAt: row["expires_at"])
        }
    }
}
