import Core
import GRDB

extension Transaction {
    package func patreonClient(_ id: ID<PatreonClient>) throws -> PatreonClient? {
        try self.row("select * from patreon_clients where id = \(id)").map(PatreonClient.init(row:))
    }

    package func patreonClients() throws -> [PatreonClient] {
        try self.rows("select * from patreon_clients order by created_at, id").map(PatreonClient.init(row:))
    }

    /// Inserts the client or, if there is one of its id, brings that up to date.
    package func put(_ client: PatreonClient, at now: Instant) throws {
        try self.execute(
            """
            insert into patreon_clients
                (id, secret, name, api_version, redirect_uris, owner_id, privacy_policy_url, tos_url, is_public,
                 created_at)
            values
                (\(client.id), \(client.secret), \(client.name), \(client.apiVersion),
                 \(JSON.strings(client.redirectURIs)), \(client.ownerID), \(client.privacyPolicyURL),
                 \(client.termsOfServiceURL), \(client.isPublic), \(now))
            on conflict (id) do update set
                secret = excluded.secret, name = excluded.name, api_version = excluded.api_version,
                redirect_uris = excluded.redirect_uris, owner_id = excluded.owner_id,
                privacy_policy_url = excluded.privacy_policy_url, tos_url = excluded.tos_url,
                is_public = excluded.is_public
            """)
    }
}

extension PatreonClient {
    fileprivate init(row: Row) {
        let redirectURIs: JSON = row["redirect_uris"]
        self.init(
            id: row["id"], secret: row["secret"], name: row["name"], apiVersion: row["api_version"],
            redirectURIs: redirectURIs.strings, ownerID: row["owner_id"],
            privacyPolicyURL: row["privacy_policy_url"], termsOfServiceURL: row["tos_url"],
            isPublic: row["is_public"])
    }
}
