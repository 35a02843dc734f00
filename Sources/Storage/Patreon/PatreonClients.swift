import Core
import GRDB

extension Transaction {
    package func patreonClient(_ id: ID<PatreonClient>) throws -> PatreonClient? {
        try self.memory.value(of: .patreonClient(id)) {
            try self.row("select * from patreon_clients where id = \(id)").map(PatreonClient.init(row:))
        }
    }

    package func patreonClients() throws -> [PatreonClient] {
        try self.rows("select * from patreon_clients order by created_at, id").map(PatreonClient.init(row:))
    }

    package func patreonClients(ownedBy owner: ID<PatreonAccount>) throws -> [PatreonClient] {
        try self.rows("select * from patreon_clients where owner_id = \(owner) order by created_at, id")
            .map(PatreonClient.init(row:))
    }

    /// With all that was made for it: codes, tokens, consents.
    ///
    /// - Returns: whether there was such a client.
    package func deletePatreonClient(_ id: ID<PatreonClient>) throws -> Bool {
        try self.execute("delete from patreon_clients where id = \(id)") > 0
    }

    /// Inserts the client or, if there is one of its id, brings that up to date.
    package func put(_ client: PatreonClient, at now: Instant) throws {
        try self.execute(
            """
            insert into patreon_clients
                (id, secret, name, api_version, redirect_uris, owner_id, privacy_policy_url, tos_url, description,
                 category, author_name, domain, icon_url, is_public, is_disabled, created_at)
            values
                (\(client.id), \(client.secret), \(client.name), \(client.apiVersion),
                 \(JSON.strings(client.redirectURIs)), \(client.ownerID), \(client.privacyPolicyURL),
                 \(client.termsOfServiceURL), \(client.description), \(client.category), \(client.authorName),
                 \(client.domain), \(client.iconURL), \(client.isPublic), \(client.isDisabled), \(now))
            on conflict (id) do update set
                secret = excluded.secret, name = excluded.name, api_version = excluded.api_version,
                redirect_uris = excluded.redirect_uris, owner_id = excluded.owner_id,
                privacy_policy_url = excluded.privacy_policy_url, tos_url = excluded.tos_url,
                description = excluded.description, category = excluded.category,
                author_name = excluded.author_name, domain = excluded.domain, icon_url = excluded.icon_url,
                is_public = excluded.is_public, is_disabled = excluded.is_disabled
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
            description: row["description"], category: row["category"], authorName: row["author_name"],
            domain: row["domain"], iconURL: row["icon_url"], isPublic: row["is_public"])
        self.isDisabled = row["is_disabled"]
    }
}
