import Core
import GRDB

extension Transaction {
    /// Every scope that the account ever approved for the client (spec `patreon.md` §1.2).
    package func patreonConsent(of account: ID<PatreonAccount>, to client: ID<PatreonClient>) throws -> [String] {
        let row = try self.row(
            "select scopes from patreon_consents where client_id = \(client) and account_id = \(account)")
        let scopes: Words? = row?["scopes"]
        return scopes?.list ?? []
    }

    /// The clients that the account ever approved something for, and what.
    package func patreonConsents(
        of account: ID<PatreonAccount>
    ) throws -> [(clientID: ID<PatreonClient>, scopes: [String])] {
        try self.rows("select * from patreon_consents where account_id = \(account) order by client_id").map { row in
            let scopes: Words = row["scopes"]
            return (row["client_id"], scopes.list)
        }
    }

    package func deletePatreonConsent(of account: ID<PatreonAccount>, to client: ID<PatreonClient>) throws {
        try self.execute("delete from patreon_consents where client_id = \(client) and account_id = \(account)")
    }

    package func putPatreonConsent(
        of account: ID<PatreonAccount>, to client: ID<PatreonClient>, scopes: [String]
    ) throws {
        try self.execute(
            """
            insert into patreon_consents (client_id, account_id, scopes)
            values (\(client), \(account), \(Words(scopes)))
            on conflict (client_id, account_id) do update set scopes = excluded.scopes
            """)
    }
}
