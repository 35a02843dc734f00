import Core
import GRDB

extension Transaction {
    /// The tenant's account center; that of a fresh instance where none was stored.
    package func accountCenter() throws -> AccountCenter {
        try self.memory.value(of: .accountCenter) {
            try self.row("select settings from account_centers where id = 'default'")
                .map { AccountCenter($0["settings"]) } ?? AccountCenter()
        }
    }

    package func put(_ center: AccountCenter) throws {
        try self.execute(
            """
            insert into account_centers (id, settings) values ('default', \(center.json))
            on conflict (id) do update set settings = excluded.settings
            """)
    }
}
