import Core
import GRDB

extension Transaction {
    /// Inserts the token or, if the user has one of its name, replaces its value and its end.
    package func put(_ token: PersonalAccessToken) throws {
        try self.execute(
            """
            insert into personal_access_tokens (user_id, name, value, created_at, expires_at)
            values (\(token.userID), \(token.name), \(token.value), \(token.createdAt), \(token.expiresAt))
            on conflict (user_id, name) do update set value = excluded.value, expires_at = excluded.expires_at
            """)
    }

    /// - Throws: the database's errors for a user who is not there, and for a name that the user has used.
    package func insert(_ token: PersonalAccessToken) throws {
        try self.execute(
            """
            insert into personal_access_tokens (user_id, name, value, created_at, expires_at)
            values (\(token.userID), \(token.name), \(token.value), \(token.createdAt), \(token.expiresAt))
            """)
    }

    /// All of a user, the oldest first.
    package func personalAccessTokens(of user: ID<LogtoUser>) throws -> [PersonalAccessToken] {
        try self.rows("select * from personal_access_tokens where user_id = \(user) order by created_at, name")
            .map(PersonalAccessToken.init(row:))
    }

    /// - Throws: the database's error for a name that the user has used.
    /// - Returns: whether there was one.
    package func renamePersonalAccessToken(_ name: String, of user: ID<LogtoUser>, to newName: String) throws -> Bool {
        try self.execute(
            """
            update personal_access_tokens set name = \(newName) where user_id = \(user) and name = \(name)
            """) > 0
    }

    /// - Returns: whether there was one.
    package func deletePersonalAccessToken(_ name: String, of user: ID<LogtoUser>) throws -> Bool {
        try self.execute("delete from personal_access_tokens where user_id = \(user) and name = \(name)") > 0
    }

    /// Expired ones included.
    package func personalAccessToken(_ value: String) throws -> PersonalAccessToken? {
        try self.row("select * from personal_access_tokens where value = \(value)").map(PersonalAccessToken.init(row:))
    }

    package func personalAccessToken(_ name: String, of user: ID<LogtoUser>) throws -> PersonalAccessToken? {
        try self.row("select * from personal_access_tokens where user_id = \(user) and name = \(name)")
            .map(PersonalAccessToken.init(row:))
    }
}

extension PersonalAccessToken {
    fileprivate init(row: Row) {
        self.init(
            userID: row["user_id"], name: row["name"], value: row["value"], createdAt: row["created_at"],
            expiresAt: row["expires_at"])
    }
}
