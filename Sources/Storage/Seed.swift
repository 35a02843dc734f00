import Core
import GRDB

/// Lays a configuration over a database: what it names is created or brought up to date, what was made at run time
/// stays.
package struct Seed: Sendable {
    private let config: Config
    private let passwordHashes: [ID<LogtoUser>: String]
    let entropy: Entropy

    /// - Parameters:
    ///   - passwordHashes: for each user with a password in the configuration.
    ///   - entropy: makes the tokens that the configuration only names.
    package init(_ config: Config, passwordHashes: [ID<LogtoUser>: String], entropy: Entropy) {
        self.config = config
        self.passwordHashes = passwordHashes
        self.entropy = entropy
    }

    /// - Throws: the database's error where a name or an address belongs to someone else; nothing is written then,
    ///   as long as the caller's transaction ends with it.
    package func apply(in transaction: Transaction, at now: Instant) throws {
        try transaction.putFreshInstance(at: now)
        try transaction.lay(self.config.patreon, at: now)
        for application in self.config.logto.applications {
            try transaction.put(application, at: now)
        }
        for connector in self.config.logto.connectors {
            try transaction.put(connector, at: now)
        }
        if let experience = self.config.logto.signInExperience {
            try self.put(experience, in: transaction, at: now)
        }
        if let center = self.config.logto.accountCenter { try transaction.put(center) }
        if let lifetime = self.config.logto.oidc.sessionLifetime { try transaction.put(sessionLifetime: lifetime) }
        for user in self.config.logto.users {
            try self.put(user, in: transaction, at: now)
            try self.put(user.secondFactors, of: user.id, in: transaction, at: now)
            for token in user.personalAccessTokens { try self.put(token, of: user.id, in: transaction, at: now) }
        }
        try transaction.putAccessControl(self.config.logto, at: now)
    }

    private func put(_ configured: SignInExperience, in transaction: Transaction, at now: Instant) throws {
        var experience = configured
        if configured.passwordExpiration.enabledAt == nil {
            experience.passwordExpiration.begin(after: try transaction.signInExperience().passwordExpiration, at: now)
        }
        try transaction.put(experience)
    }

    private func put(_ configured: Config.User, in transaction: Transaction, at now: Instant) throws {
        let existing = try transaction.user(configured.id)
        var user = existing ?? LogtoUser(id: configured.id, createdAt: now, updatedAt: now)
        user.username = configured.username ?? user.username
        user.primaryEmail = configured.primaryEmail ?? user.primaryEmail
        user.primaryPhone = configured.primaryPhone ?? user.primaryPhone
        user.name = configured.name ?? user.name
        user.avatar = configured.avatar ?? user.avatar
        user.customData = configured.customData ?? user.customData
        user.isSuspended = configured.isSuspended ?? user.isSuspended
        if let digest = self.passwordHashes[configured.id] ?? configured.passwordDigest {
            // One that is there already goes on growing old.
            if digest != user.passwordHash || configured.passwordAlgorithm != user.passwordAlgorithm {
                user.setPassword(digest: digest, configured.passwordAlgorithm, at: now)
            }
        }
        user.isPasswordExpired = configured.isPasswordExpired ?? user.isPasswordExpired
        guard user != existing else { return }
        user.updatedAt = now
        if existing == nil {
            try transaction.insert(user)
        } else {
            try transaction.update(user)
        }
    }
}

extension Seed {
    /// A value that was made at an earlier start is kept.
    private func put(
        _ configured: Config.PersonalAccessToken, of user: ID<LogtoUser>, in transaction: Transaction, at now: Instant
    ) throws {
        let existing = try transaction.personalAccessToken(configured.name, of: user)
        try transaction.put(
            PersonalAccessToken(
                userID: user, name: configured.name,
                value: configured.value ?? existing?.value ?? self.entropy.personalAccessToken(),
                createdAt: now, expiresAt: configured.expiresAt))
    }
}

extension Transaction {
    /// Empties the world but for its keys, so that a seed can be laid over nothing.
    package func deleteEverythingButKeys() throws {
        let tables = try self.rows(
            """
            select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'
                and name not in ('grdb_migrations', 'secrets', 'signing_keys', 'cookie_keys')
            """
        ).map { row -> String in row["name"] }
        try self.execute("pragma defer_foreign_keys = true")
        for table in tables {
            try self.execute("delete from \(sql: table)")
        }
    }
}
