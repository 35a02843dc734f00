import Core
import GRDB

/// The tenant's settings by key (spec `logto-management-api.md`, `/api/configs`).
extension Transaction {
    package func idTokenConfig() throws -> IDTokenConfig {
        guard let json = try self.logtoConfig("idToken") else { return IDTokenConfig() }
        return IDTokenConfig(enabledExtendedClaims: json["enabledExtendedClaims"]?.strings ?? [])
    }

    package func put(_ config: IDTokenConfig) throws {
        try self.put(["enabledExtendedClaims": .strings(config.enabledExtendedClaims)], as: "idToken")
    }

    private func logtoConfig(_ key: String) throws -> JSON? {
        try self.row("select value from logto_configs where key = \(key)").map { $0["value"] }
    }

    private func put(_ value: JSON, as key: String) throws {
        try self.execute(
            """
            insert into logto_configs (key, value) values (\(key), \(value))
            on conflict (key) do update set value = excluded.value
            """)
    }
}
