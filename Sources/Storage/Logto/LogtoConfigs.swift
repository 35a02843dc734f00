import Core
import GRDB

/// The tenant's settings by key (spec `logto-management-api.md`, `/api/configs`).
extension Transaction {
    package func idTokenConfig() throws -> IDTokenConfig {
        try self.logtoConfig("idToken").map { IDTokenConfig($0) } ?? IDTokenConfig()
    }

    package func put(_ config: IDTokenConfig) throws {
        try self.put(config.json, as: "idToken")
    }

    /// Seconds that a session lives without being used (spec `logto-oidc.md` §7.1).
    package func sessionLifetime() throws -> Int64 {
        try self.logtoConfig("oidc.session")?["ttl"]?.int ?? OIDCSession.lifetime
    }

    package func put(sessionLifetime: Int64) throws {
        try self.put(["ttl": .int(sessionLifetime)], as: "oidc.session")
    }

    /// What Logto's console remembers; that of a fresh instance where it has not said anything.
    package func adminConsoleConfig() throws -> JSON {
        try self.logtoConfig("adminConsole")
            ?? ["signInExperienceCustomized": false, "organizationCreated": false]
    }

    package func put(adminConsoleConfig: JSON) throws {
        try self.put(adminConsoleConfig, as: "adminConsole")
    }

    private func logtoConfig(_ key: String) throws -> JSON? {
        try self.memory.value(of: .logtoConfig(key)) {
            try self.row("select value from logto_configs where key = \(key)").map { $0["value"] }
        }
    }

    private func put(_ value: JSON, as key: String) throws {
        try self.execute(
            """
            insert into logto_configs (key, value) values (\(key), \(value))
            on conflict (key) do update set value = excluded.value
            """)
    }
}
