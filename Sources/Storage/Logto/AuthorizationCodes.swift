import Core
import GRDB

extension Transaction {
    package func insert(_ code: AuthorizationCode) throws {
        try self.execute(
            """
            insert into authorization_codes
                (code, grant_id, session_uid, is_session_bound, sid, scopes, resources, redirect_uri, nonce, code_challenge,
                 auth_time, consumed_at, expires_at)
            values
                (\(code.code), \(code.grantID), \(code.sessionUID), \(code.isSessionBound), \(code.sid), \(Words(code.scopes)),
                 \(Words(code.resources)), \(code.redirectURI), \(code.nonce.map(Verbatim.init)), \(code.codeChallenge), \(code.authTime), \(code.consumedAt),
                 \(code.expiresAt))
            """)
    }

    /// A code, used ones included, unless its time is over.
    package func authorizationCode(_ code: String, at now: Instant) throws -> AuthorizationCode? {
        try self.row("select * from authorization_codes where code = \(code) and expires_at > \(now)")
            .map(AuthorizationCode.init(row:))
    }

    package func consume(_ code: AuthorizationCode, at now: Instant) throws {
        try self.execute("update authorization_codes set consumed_at = \(now) where code = \(code.code)")
    }
}

extension AuthorizationCode {
    fileprivate init(row: Row) {
        let scopes: Words = row["scopes"]
        let resources: Words = row["resources"]
        self.init(
            code: row["code"], grantID: row["grant_id"], sessionUID: row["session_uid"],
            isSessionBound: row["is_session_bound"], sid: row["sid"], scopes: scopes.list,
            resources: resources.list, redirectURI: row["redirect_uri"], nonce: (row["nonce"] as Verbatim?)?.text,
            codeChallenge: row["code_challenge"], authTime: row["auth_time"], consumedAt: row["consumed_at"],
            expiresAt: row["expires_at"])
    }
}
