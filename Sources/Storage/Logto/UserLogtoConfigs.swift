import Core
import GRDB

extension Transaction {
    /// A user's choices; those of a fresh user where nothing was chosen.
    package func logtoConfig(of user: ID<LogtoUser>) throws -> UserLogtoConfig {
        var config = UserLogtoConfig()
        guard let row = try self.row("select * from user_logto_configs where user_id = \(user)") else { return config }
        config.isMFAEnabled = row["is_mfa_enabled"]
        config.isMFASkipped = row["is_mfa_skipped"]
        config.skipsMFAOnSignIn = row["skips_mfa_on_sign_in"]
        config.isPasskeySkipped = row["is_passkey_skipped"]
        return config
    }

    package func put(_ config: UserLogtoConfig, of user: ID<LogtoUser>) throws {
        try self.execute(
            """
            insert into user_logto_configs
                (user_id, is_mfa_enabled, is_mfa_skipped, skips_mfa_on_sign_in, is_passkey_skipped)
            values
                (\(user), \(config.isMFAEnabled), \(config.isMFASkipped), \(config.skipsMFAOnSignIn),
                 \(config.isPasskeySkipped))
            on conflict (user_id) do update set
                is_mfa_enabled = excluded.is_mfa_enabled, is_mfa_skipped = excluded.is_mfa_skipped,
                skips_mfa_on_sign_in = excluded.skips_mfa_on_sign_in, is_passkey_skipped = excluded.is_passkey_skipped
            """)
    }
}
