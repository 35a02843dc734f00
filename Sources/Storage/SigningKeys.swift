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
    /// When a key that waits becomes the current one.
    package var effectiveAt: Instant?

    package init(id: String, pem: String, status: Status, createdAt: Instant, effectiveAt: Instant? = nil) {
        self.id = id
        self.pem = pem
        self.status = status
        self.createdAt = createdAt
        self.effectiveAt = effectiveAt
    }
}

extension [SigningKeyRecord] {
    /// The keys as they stand at a time: one that has waited long enough is the current one, and what was current before
    /// is the previous one; whatever was previous goes.
    package func promoted(at now: Instant) -> [SigningKeyRecord] {
        guard
            var next = self.first(where: { $0.status == .next }), next.effectiveAt.map({ $0 <= now }) ?? false,
            var previous = self.first(where: { $0.status == .current })
        else { return self }
        next.status = .current
        next.effectiveAt = nil
        previous.status = .previous
        return [next, previous]
    }
}

extension Transaction {
    /// The current key first, then the next and the previous one, which is the order of the JWKS
    /// (Logto's `getOidcProviderPrivateKeys`). One that has waited long enough has become current.
    package func signingKeys(at now: Instant) throws -> [SigningKeyRecord] {
        let stored = try self.signingKeys()
        let keys = stored.promoted(at: now)
        if keys != stored {
            try self.execute("delete from signing_keys")
            for key in keys { try self.insert(key) }
        }
        return keys
    }

    /// As they were written.
    package func signingKeys() throws -> [SigningKeyRecord] {
        let order: SQL = "case status when 'Current' then 0 when 'Next' then 1 else 2 end"
        return try self.rows("select * from signing_keys order by \(order), created_at desc").map { row in
            SigningKeyRecord(
                id: row["id"], pem: row["pem"], status: SigningKeyRecord.Status(rawValue: row["status"]) ?? .previous,
                createdAt: row["created_at"], effectiveAt: row["effective_at"])
        }
    }

    /// Makes a key the current one. The one before it becomes the previous one; others go.
    package func rotate(to key: SigningKeyRecord) throws {
        try self.execute("delete from signing_keys where status <> 'Current'")
        try self.execute("update signing_keys set status = 'Previous'")
        try self.insert(key)
    }

    /// Publishes a key that waits until it becomes the current one, in place of one that waits already.
    package func stage(_ key: SigningKeyRecord) throws {
        try self.execute("delete from signing_keys where status = 'Next'")
        try self.insert(key)
    }

    package func deleteSigningKey(_ id: String) throws {
        try self.execute("delete from signing_keys where id = \(id)")
    }

    package func insert(_ key: SigningKeyRecord) throws {
        try self.execute(
            """
            insert into signing_keys (id, pem, status, created_at, effective_at)
            values (\(key.id), \(key.pem), \(key.status.rawValue), \(key.createdAt), \(key.effectiveAt))
            """)
    }
}
