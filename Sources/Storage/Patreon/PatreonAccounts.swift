import Core
import GRDB

extension Transaction {
    package func patreonAccount(_ id: ID<PatreonAccount>) throws -> PatreonAccount? {
        try self.row("select * from patreon_accounts where id = \(id)").map(PatreonAccount.init(row:))
    }

    package func patreonAccounts() throws -> [PatreonAccount] {
        try self.rows("select * from patreon_accounts order by rowid").map(PatreonAccount.init(row:))
    }

    /// Inserts the account or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ account: PatreonAccount) throws {
        try self.execute(
            """
            insert into patreon_accounts (id, full_name, email, is_email_verified, vanity, story, created_at)
            values
                (\(account.id), \(account.fullName), \(account.email), \(account.isEmailVerified), \(account.vanity),
                 \(account.story), \(account.createdAt))
            on conflict (id) do update set
                full_name = excluded.full_name, email = excluded.email,
                is_email_verified = excluded.is_email_verified, vanity = excluded.vanity, story = excluded.story
            """)
    }
}

extension PatreonAccount {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], fullName: row["full_name"], email: row["email"],
            isEmailVerified: row["is_email_verified"], vanity: row["vanity"], story: row["story"],
            createdAt: row["created_at"])
    }
}
