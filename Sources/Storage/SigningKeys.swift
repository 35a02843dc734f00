import Core
import GRDB

/// A private key that signs tokens, as it is kept (spec `logto-oidc.md` §3).
package struct SigningKeyRecord: Equatable, Sendable {
    package enum Status: String, Sendable {
        case next = "Next"
        case current = "Current"
        case previous = "Previous"
    }

    /// The key's RFC 7638 thumbprint.
    package var id: String
    /// PKCS#8.
    package var pem: String
    package var status: Status
    package var createdAt: Instant

    package init(id: String, pem: String, status: Status, createdAt: Instant) {
        self.id = id
        self.pem = pem
        self.status = status
        self.createdAt = createdAt
    }
}

extension Transaction {
    /// The current key first, then the previous and the next one, which is the order of the JWKS.
    package func signingKeys() throws -> [SigningKeyRecord] {
        let order: SQL = "case status when 'Current' then 0 when 'Previous' then 1 else 2 end"
        return try self.rows("select * from signing_keys order by \(order), created_at desc").map { row in
            SigningKeyRecord(
                id: row["id"], pem: row["pem"], status: SigningKeyRecord.Status(rawValue: row["status"]) ?? .previous,
                createdAt: row["created_at"])
        }
    }

    /// Makes a key the current one. The one before it becomes the previous one; others go.
    package func rotate(to key: SigningKeyRecord) throws {
        try self.execute("delete from signing_keys where status <> 'Current'")
        try self.execute("update signing_keys set status = 'Previous'")
        try self.insert(key)
    }

    package func insert(_ key: SigningKeyRecord) throws {
        try self.execute(
            """
            insert into signing_keys (id, pem, status, created_at)
            values (\(key.id), \(key.pem), \(key.status.rawValue), \(key.createdAt))
            """)
    }
}
