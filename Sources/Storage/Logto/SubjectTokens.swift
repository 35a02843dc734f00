import Core
import GRDB

extension Transaction {
    package func insert(_ token: SubjectToken) throws {
        try self.execute(
            """
            insert into subject_tokens (token, user_id, context, created_at, consumed_at, expires_at)
            values
                (\(token.token), \(token.userID), \(token.context), \(token.createdAt), \(token.consumedAt),
                 \(token.expiresAt))
            """)
    }

    /// A subject token, used ones included, unless its time is over.
    package func subjectToken(_ token: String, at now: Instant) throws -> SubjectToken? {
        try self.row("select * from subject_tokens where token = \(token) and expires_at > \(now)").map { row in
            SubjectToken(
                token: row["token"], userID: row["user_id"], context: row["context"], createdAt: row["created_at"],
                consumedAt: row["consumed_at"], expiresAt: row["expires_at"])
        }
    }

    package func consume(_ token: SubjectToken, at now: Instant) throws {
        try self.execute("update subject_tokens set consumed_at = \(now) where token = \(token.token)")
    }
}
