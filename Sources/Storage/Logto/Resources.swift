import Core
import GRDB

extension Transaction {
    package func resource(indicator: String) throws -> LogtoResource? {
        try self.row("select * from resources where indicator = \(indicator)").map(LogtoResource.init(row:))
    }

    /// The API that tokens are for when a client names none.
    package func defaultResource() throws -> LogtoResource? {
        try self.memory.value(of: .defaultResource) {
            try self.row("select * from resources where is_default = 1").map(LogtoResource.init(row:))
        }
    }

    package func resources() throws -> [LogtoResource] {
        try self.rows("select * from resources order by rowid").map(LogtoResource.init(row:))
    }

    package func scopes(of resource: ID<LogtoResource>) throws -> [LogtoScope] {
        try self.rows("select * from scopes where resource_id = \(resource) order by rowid").map { row in
            LogtoScope(
                id: row["id"], resourceID: row["resource_id"], name: row["name"], description: row["description"])
        }
    }

    /// Inserts the resource or, if there is one of its id, brings that up to date.
    package func put(_ resource: LogtoResource) throws {
        if resource.isDefault {
            try self.execute("update resources set is_default = 0 where id <> \(resource.id)")
        }
        try self.execute(
            """
            insert into resources (id, name, indicator, is_default, access_token_ttl)
            values
                (\(resource.id), \(resource.name), \(resource.indicator), \(resource.isDefault),
                 \(resource.accessTokenTtl))
            on conflict (id) do update set
                name = excluded.name, indicator = excluded.indicator, is_default = excluded.is_default,
                access_token_ttl = excluded.access_token_ttl
            """)
    }

    /// Inserts the scope or, if there is one of its id, brings that up to date.
    package func put(_ scope: LogtoScope, at now: Instant) throws {
        try self.execute(
            """
            insert into scopes (id, resource_id, name, description, created_at)
            values (\(scope.id), \(scope.resourceID), \(scope.name), \(scope.description), \(now))
            on conflict (id) do update set
                resource_id = excluded.resource_id, name = excluded.name, description = excluded.description
            """)
    }
}

extension LogtoResource {
    init(row: Row) {
        self.init(
            id: row["id"], name: row["name"], indicator: row["indicator"], isDefault: row["is_default"],
            accessTokenTtl: row["access_token_ttl"])
    }
}
