import Core
import GRDB

extension Transaction {
    /// The session that a cookie stands for, unless its time is over.
    package func session(cookie: String, at now: Instant) throws -> OIDCSession? {
        try self.row("select * from sessions where cookie = \(cookie) and expires_at > \(now)")
            .map(self.session(from:))
    }

    package func session(uid: String, at now: Instant) throws -> OIDCSession? {
        try self.row("select * from sessions where uid = \(uid) and expires_at > \(now)").map(self.session(from:))
    }

    /// Those in which a user is signed in, the oldest first.
    package func sessions(of user: ID<LogtoUser>, at now: Instant) throws -> [OIDCSession] {
        try self.rows(
            """
            select * from sessions where user_id = \(user) and expires_at > \(now) order by authenticated_at, rowid
            """
        ).map(self.session(from:))
    }

    /// The session in which an application was given a grant.
    package func session(holding grant: ID<Grant>, at now: Instant) throws -> OIDCSession? {
        try self.row(
            """
            select sessions.* from sessions join session_authorizations on session_uid = uid
            where grant_id = \(grant) and expires_at > \(now) limit 1
            """
        ).map(self.session(from:))
    }

    /// Inserts the session or, if there is one of its uid, writes all of it anew.
    package func put(_ session: OIDCSession) throws {
        try self.execute(
            """
            insert into sessions (uid, cookie, user_id, authenticated_at, logout, device_xsrf, expires_at)
            values
                (\(session.uid), \(session.cookie), \(session.userID), \(session.authenticatedAt),
                 \(session.logout?.json), \(session.deviceXSRF), \(session.expiresAt))
            on conflict (uid) do update set
                cookie = excluded.cookie, user_id = excluded.user_id, authenticated_at = excluded.authenticated_at,
                logout = excluded.logout, device_xsrf = excluded.device_xsrf, expires_at = excluded.expires_at
            """)
        for (application, authorization) in session.authorizations {
            try self.execute(
                """
                insert into session_authorizations (session_uid, application_id, grant_id, sid)
                values (\(session.uid), \(application), \(authorization.grantID), \(authorization.sid))
                on conflict (session_uid, application_id) do update set
                    grant_id = excluded.grant_id, sid = excluded.sid
                """)
        }
    }

    package func deleteAuthorization(of application: ID<LogtoApplication>, inSession uid: String) throws {
        try self.execute(
            "delete from session_authorizations where session_uid = \(uid) and application_id = \(application)")
    }

    package func deleteSession(uid: String) throws {
        try self.execute("delete from sessions where uid = \(uid)")
    }

    private func session(from row: Row) throws -> OIDCSession {
        let uid: String = row["uid"]
        let authorizations = try self.rows("select * from session_authorizations where session_uid = \(uid)")
        return OIDCSession(
            uid: uid, cookie: row["cookie"], userID: row["user_id"], authenticatedAt: row["authenticated_at"],
            logout: (row["logout"] as JSON?).flatMap(OIDCSession.Logout.init), deviceXSRF: row["device_xsrf"],
            expiresAt: row["expires_at"],
            authorizations: Dictionary(
                uniqueKeysWithValues: authorizations.map { row in
                    (row["application_id"], OIDCSession.Authorization(grantID: row["grant_id"], sid: row["sid"]))
                }))
    }
}

extension OIDCSession.Logout {
    fileprivate var json: JSON {
        [
            "xsrf": .string(self.xsrf),
            "applicationId": self.applicationID.map { .string($0.value) },
            "redirectUri": self.redirectURI.map(JSON.string),
            "state": self.state.map(JSON.string),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let xsrf = json["xsrf"]?.string else { return nil }
        self.init(
            xsrf: xsrf, applicationID: json["applicationId"]?.string.map { ID($0) },
            redirectURI: json["redirectUri"]?.string, state: json["state"]?.string)
    }
}
