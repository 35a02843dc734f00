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
