import Core
import GRDB

extension Transaction {
    package func insert(_ verification: AccountVerification) throws {
        try self.execute(
            """
            insert into verification_records (id, user_id, data, created_at, expires_at)
            values
                (\(verification.id), \(verification.userID), \(verification.content.json), \(verification.createdAt),
                 \(verification.expiresAt))
            """)
    }

    /// Writes what has been proved since.
    package func update(_ verification: AccountVerification) throws {
        try self.execute(
            "update verification_records set data = \(verification.content.json) where id = \(verification.id)")
    }

    /// A verification, unless its time is over.
    package func accountVerification(_ id: String, at now: Instant) throws -> AccountVerification? {
        try self.row("select * from verification_records where id = \(id) and expires_at > \(now)").flatMap { row in
            AccountVerification.Content(row["data"]).map { content in
                AccountVerification(
                    id: row["id"], userID: row["user_id"], content, createdAt: row["created_at"],
                    expiresAt: row["expires_at"])
            }
        }
    }
}
