import Core
import GRDB

/// APIs and their permissions as they are administered.
extension Transaction {
    /// A permission with the time it was made.
    package struct ScopeRecord: Equatable, Sendable {
        package var scope: LogtoScope
        package var createdAt: Instant

        package init(scope: LogtoScope, createdAt: Instant) {
            self.scope = scope
            self.createdAt = createdAt
        }
    }

    package func resource(_ id: ID<LogtoResource>) throws -> LogtoResource? {
        try self.row("select * from resources where id = \(id)").map(LogtoResource.init(row:))
    }

    /// In the order in which they were made.
    package func resources(_ window: ListWindow?) throws -> [LogtoResource] {
        try self.rows("select * from resources order by rowid \(SQL.window(window))").map(LogtoResource.init(row:))
    }

    package func resourceCount() throws -> Int { try self.count("select count(*) as count from resources") }

    /// - Returns: whether there was one.
    package func delete(_ resource: ID<LogtoResource>) throws -> Bool {
        try self.execute("delete from resources where id = \(resource)") > 0
    }

    package func scope(_ id: ID<LogtoScope>) throws -> ScopeRecord? {
        try self.row("select * from scopes where id = \(id)").map(ScopeRecord.init(row:))
    }

    package func scope(_ name: String, of resource: ID<LogtoResource>) throws -> ScopeRecord? {
        try self.row("select * from scopes where resource_id = \(resource) and name = \(name)")
            .map(ScopeRecord.init(row:))
    }

    package func scopes(
        of resource: ID<LogtoResource>, _ search: Search?, _ window: ListWindow? = nil
    ) throws -> [ScopeRecord] {
        try self.rows(
            """
            select * from scopes where resource_id = \(resource) and \(Self.condition(search))
            order by scopes.rowid \(SQL.window(window))
            """
        ).map(ScopeRecord.init(row:))
    }

    package func scopeCount(of resource: ID<LogtoResource>, _ search: Search?) throws -> Int {
        try self.count(
            "select count(*) as count from scopes where resource_id = \(resource) and \(Self.condition(search))")
    }

    package func scopes(
        of role: ID<LogtoRole>, _ search: Search?, _ window: ListWindow? = nil
    ) throws -> [ScopeRecord] {
        try self.rows(
            """
            select scopes.* from scopes join roles_scopes on roles_scopes.scope_id = scopes.id
            where roles_scopes.role_id = \(role) and \(Self.condition(search))
            order by scopes.rowid \(SQL.window(window))
            """
        ).map(ScopeRecord.init(row:))
    }

    package func scopeCount(of role: ID<LogtoRole>, _ search: Search?) throws -> Int {
        try self.count(
            """
            select count(*) as count from scopes join roles_scopes on roles_scopes.scope_id = scopes.id
            where roles_scopes.role_id = \(role) and \(Self.condition(search))
            """)
    }

    /// - Returns: whether there was one.
    package func delete(_ scope: ID<LogtoScope>, of resource: ID<LogtoResource>) throws -> Bool {
        try self.execute("delete from scopes where id = \(scope) and resource_id = \(resource)") > 0
    }

    private static func condition(_ search: Search?) -> SQL { search?.condition(on: "scopes") ?? "true" }
}

extension Transaction.ScopeRecord {
    init(row: Row) {
        self.init(
            scope: LogtoScope(
                id: row["id"], resourceID: row["resource_id"], name: row["name"], description: row["description"]),
            createdAt: row["created_at"])
    }
}
