import Core
import GRDB

extension Transaction {
    package func insert(_ hook: Hook) throws {
        try self.execute(
            """
            insert into hooks (id, name, event, events, config, signing_key, is_enabled, created_at)
            values
                (\(hook.id), \(hook.name), \(hook.event), \(JSON.strings(hook.events)), \(hook.config),
                 \(hook.signingKey), \(hook.isEnabled), \(hook.createdAt))
            """)
    }

    package func update(_ hook: Hook) throws {
        try self.execute(
            """
            update hooks set name = \(hook.name), event = \(hook.event), events = \(JSON.strings(hook.events)),
                config = \(hook.config), signing_key = \(hook.signingKey), is_enabled = \(hook.isEnabled)
            where id = \(hook.id)
            """)
    }

    package func hook(_ id: ID<Hook>) throws -> Hook? {
        try self.row("select * from hooks where id = \(id)").map(Hook.init)
    }

    /// The newest first.
    package func hooks(_ window: ListWindow? = nil) throws -> [Hook] {
        try self.rows("select * from hooks order by created_at desc, number desc \(SQL.window(window))").map(Hook.init)
    }

    package func hookCount() throws -> Int {
        try self.memory.value(of: .hookCount) { try self.count("select count(*) as count from hooks") }
    }

    /// - Returns: whether there was one.
    package func deleteHook(_ id: ID<Hook>) throws -> Bool {
        try self.execute("delete from hooks where id = \(id)") > 0
    }
}

extension Hook {
    fileprivate init(_ row: Row) {
        let events: JSON = row["events"]
        self.init(
            id: row["id"], name: row["name"], event: row["event"], events: events.strings, config: row["config"],
            signingKey: row["signing_key"], isEnabled: row["is_enabled"], createdAt: row["created_at"])
    }
}
