import Core
import GRDB

extension Transaction {
    /// Writes what is known of a session's last sign-in; the time of the first one stays.
    package func put(_ details: SessionExtension, of session: OIDCSession) throws {
        try self.execute(
            """
            insert into session_extensions (session_uid, user_id, last_submission, application_id, created_at)
            values
                (\(session.uid), \(details.userID), \(details.lastSubmission), \(details.applicationID),
                 \(details.createdAt))
            on conflict (session_uid) do update set
                user_id = excluded.user_id, last_submission = excluded.last_submission,
                application_id = excluded.application_id
            """)
    }

    package func sessionExtension(of session: OIDCSession) throws -> SessionExtension? {
        try self.row("select * from session_extensions where session_uid = \(session.uid)").map { row in
            SessionExtension(
                userID: row["user_id"], lastSubmission: row["last_submission"], applicationID: row["application_id"],
                createdAt: row["created_at"])
        }
    }
}
