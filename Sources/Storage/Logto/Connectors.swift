import Core
import GRDB

extension Transaction {
    package func connector(_ id: ID<LogtoConnector>) throws -> LogtoConnector? {
        try self.memory.value(of: .connector(id)) {
            try self.row("select * from connectors where id = \(id)").map(LogtoConnector.init(row:))
        }
    }

    package func connectors() throws -> [LogtoConnector] {
        try self.memory.value(of: .connectors) {
            try self.rows("select * from connectors order by created_at, id").map(LogtoConnector.init(row:))
        }
    }

    /// Inserts the connector or, if there is one of its id, brings that up to date.
    package func put(_ connector: LogtoConnector, at now: Instant) throws {
        try self.execute(
            """
            insert into connectors
                (id, connector_id, config, metadata, sync_profile, enables_token_storage, created_at)
            values
                (\(connector.id), \(connector.factory), \(connector.config), \(connector.metadata),
                 \(connector.syncProfile), \(connector.enablesTokenStorage), \(now))
            on conflict (id) do update set
                connector_id = excluded.connector_id, config = excluded.config, metadata = excluded.metadata,
                sync_profile = excluded.sync_profile, enables_token_storage = excluded.enables_token_storage
            """)
    }

    /// - Throws: the database's error for an id that is taken.
    package func insert(_ connector: LogtoConnector, at now: Instant) throws {
        guard try self.connector(connector.id) == nil else {
            throw DatabaseError(resultCode: .SQLITE_CONSTRAINT_UNIQUE)
        }
        try self.put(connector, at: now)
    }

    /// - Returns: whether there was one.
    package func delete(_ connector: ID<LogtoConnector>) throws -> Bool {
        try self.execute("delete from connectors where id = \(connector)") > 0
    }
}

extension LogtoConnector {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], factory: row["connector_id"], config: row["config"], syncProfile: row["sync_profile"],
            metadata: row["metadata"], enablesTokenStorage: row["enables_token_storage"])
    }
}
