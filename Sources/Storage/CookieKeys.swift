import Core
import GRDB

/// A key that signs cookies, as it is kept (spec `logto-oidc.md` §3).
package struct CookieKeyRecord: Equatable, Sendable {
    package var id: String
    package var value: String
    package var createdAt: Instant

    package init(id: String, value: String, createdAt: Instant) {
        self.id = id
        self.value = value
        self.createdAt = createdAt
    }
}

extension Transaction {
    /// The newest first.
    package func cookieKeys() throws -> [CookieKeyRecord] {
        try self.rows("select * from cookie_keys order by position desc").map { row in
            CookieKeyRecord(id: row["id"], value: row["value"], createdAt: row["created_at"])
        }
    }

    package func insert(_ key: CookieKeyRecord) throws {
        try self.execute(
            """
            insert into cookie_keys (id, value, created_at, position)
            values
                (\(key.id), \(key.value), \(key.createdAt),
                 (select coalesce(max(position), 0) + 1 from cookie_keys))
            """)
    }

    package func deleteCookieKey(_ id: String) throws {
        try self.execute("delete from cookie_keys where id = \(id)")
    }
}
