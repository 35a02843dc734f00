import Core
import GRDB

extension Transaction {
    package func user(_ id: ID<LogtoUser>) throws -> LogtoUser? {
        try self.memory.user(id) {
            try self.row("select * from users where id = \(id)").map(self.user(from:))
        }
    }

    package func user(username: String) throws -> LogtoUser? {
        try self.row("select * from users where username = \(username)").map(self.user(from:))
    }

    /// Letter case does not matter; of several that differ in nothing else the oldest.
    package func user(primaryEmail: String) throws -> LogtoUser? {
        try self.row(
            """
            select * from users where primary_email = \(primaryEmail) collate nocase order by created_at, id limit 1
            """
        ).map(self.user(from:))
    }

    package func user(primaryPhone: String) throws -> LogtoUser? {
        try self.row("select * from users where primary_phone = \(primaryPhone)").map(self.user(from:))
    }

    /// Whoever an account at a social provider belongs to.
    package func user(identity id: String, at target: String) throws -> LogtoUser? {
        try self.row(
            """
            select users.* from users join user_identities on user_identities.user_id = users.id
            where user_identities.target = \(target) and user_identities.identity_id = \(id)
            """
        ).map(self.user(from:))
    }

    /// The users who came last.
    package func users(limit: Int) throws -> [LogtoUser] {
        try self.rows("select * from users order by created_at desc, id limit \(limit)").map(self.user(from:))
    }

    package func userCount() throws -> Int {
        try self.row("select count(*) as count from users")?["count"] ?? 0
    }

    package func insert(_ user: LogtoUser) throws {
        try self.execute(
            """
            insert into users
                (id, username, password_hash, password_algorithm, password_updated_at, is_password_expired, primary_email,
                 primary_phone, name, avatar, profile, custom_data, is_suspended, application_id, last_sign_in_at,
                 created_at, updated_at)
            values
                (\(user.id), \(user.username), \(user.passwordHash), \(user.passwordAlgorithm?.rawValue),
                 \(user.passwordUpdatedAt), \(user.isPasswordExpired), \(user.primaryEmail), \(user.primaryPhone), \(user.name), \(user.avatar), \(user.profile), \(user.customData), \(user.isSuspended),
                 \(user.applicationID), \(user.lastSignInAt), \(user.createdAt), \(user.updatedAt))
            """)
        for identity in user.identities {
            try self.put(identity, of: user.id)
        }
    }

    /// Writes all of a user but its identities and the time of its creation.
    package func update(_ user: LogtoUser) throws {
        try self.execute(
            """
            update users set
                username = \(user.username), password_hash = \(user.passwordHash),
                password_algorithm = \(user.passwordAlgorithm?.rawValue),
                password_updated_at = \(user.passwordUpdatedAt), is_password_expired = \(user.isPasswordExpired),
                primary_email = \(user.primaryEmail), primary_phone = \(user.primaryPhone), name = \(user.name), avatar = \(user.avatar),
                profile = \(user.profile), custom_data = \(user.customData), is_suspended = \(user.isSuspended),
                application_id = \(user.applicationID), last_sign_in_at = \(user.lastSignInAt),
                updated_at = \(user.updatedAt)
            where id = \(user.id)
            """)
    }

    package func put(_ identity: LogtoUser.Identity, of user: ID<LogtoUser>) throws {
        try self.execute(
            """
            insert into user_identities (user_id, target, identity_id, details)
            values (\(user), \(identity.target), \(identity.userID), \(identity.details))
            on conflict (user_id, target) do update set
                identity_id = excluded.identity_id, details = excluded.details
            """)
    }

    func user(from row: Row) throws -> LogtoUser {
        let id: ID<LogtoUser> = row["id"]
        let identities = try self.rows("select * from user_identities where user_id = \(id) order by target")
        return LogtoUser(
            id: id,
            username: row["username"],
            passwordHash: row["password_hash"],
            passwordAlgorithm: (row["password_algorithm"] as String?).flatMap(PasswordAlgorithm.init),
            passwordUpdatedAt: row["password_updated_at"],
            isPasswordExpired: row["is_password_expired"],
            primaryEmail: row["primary_email"],
            primaryPhone: row["primary_phone"],
            name: row["name"],
            avatar: row["avatar"],
            profile: row["profile"],
            customData: row["custom_data"],
            identities: identities.map { identity in
                LogtoUser.Identity(
                    target: identity["target"], userID: identity["identity_id"],
                    // A provider may have told much, and one sign-in asks for it several times.
                    details: self.memo.value(of: identity["details"], JSON.init(stored:)))
            },
            isSuspended: row["is_suspended"],
            applicationID: row["application_id"],
            lastSignInAt: row["last_sign_in_at"],
            createdAt: row["created_at"],
            updatedAt: row["updated_at"])
    }
}
