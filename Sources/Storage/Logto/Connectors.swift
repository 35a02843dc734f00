import Core
import GRDB

extension Transaction {
    package func connector(_ id: ID<LogtoConnector>) throws -> LogtoConnector? {
        try self.row("select * from connectors where id = \(id)").map(LogtoConnector.init(row:))
    }

    package func connectors() throws -> [LogtoConnector] {
        try self.rows("select * from connectors order by created_at, id").map(LogtoConnector.init(row:))
    }

    /// Inserts the connector or, if there is one of its id, brings that up to date.
    package func put(_ connector: LogtoConnector, at now: Instant) throws {
        try self.execute(
            """
            insert into connectors (id, connector_id, config, sync_profile, created_at)
            values (\(connector.id), \(connector.factory), \(connector.config), \(connector.syncProfile), \(now))
            on conflict (id) do update set
                connector_id = excluded.connector_id, config = excluded.config, sync_profile = excluded.sync_profile
            """)
    }
}

extension LogtoConnector {
    fileprivate init(row: Row) {
        self.init(id: row["id"], factory: row["connector_id"], config: row["config"], syncProfile: row["sync_profile"])
    }
}
