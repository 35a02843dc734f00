import Core
import HTTPTypes
import JOSE
import Storage
import Synchronization

/// The keys that sign tokens, and those under which tokens may still be met (spec `logto-oidc.md` §3). They are kept in
/// the store; here they are at hand, and change while the program runs and while its clock does.
package final class KeyRing: Sendable {
    private let entries: Mutex<[Entry]>
    private let time: TimeSource

    private struct Entry {
        let record: SigningKeyRecord
        let key: SigningKey
    }

    private init(_ entries: [Entry], time: TimeSource) {
        self.entries = Mutex(entries)
        self.time = time
    }

    /// Signs everything new.
    package var current: SigningKey {
        guard let key = self.keys.first else { preconditionFailure("a world has a signing key") }
        return key
    }

    /// The current key first, then one that waits, then the previous one.
    package var published: [JWK] { self.keys.map(\.jwk) }

    private var keys: [SigningKey] {
        let entries = self.entries.withLock { $0 }
        return entries.map(\.record).promoted(at: self.time.now).compactMap { record in
            entries.first { $0.record.id == record.id }?.key
        }
    }

    /// Reads the world's keys; makes one where there is none.
    ///
    /// - Parameter kind: of the current key; where it is of another kind, it is followed by one of this. `nil` leaves it.
    package static func load(
        from transaction: Transaction, kind: SigningKeyKind? = nil, time: TimeSource
    ) throws -> KeyRing {
        var entries = try Self.entries(in: transaction, at: time.now)
        if entries.isEmpty || kind != nil && entries[0].key.kind != kind {
            try transaction.rotate(
                to: SigningKeyRecord(try .make(kind ?? .standard), .current, createdAt: time.now, effectiveAt: nil))
            entries = try Self.entries(in: transaction, at: time.now)
        }
        return KeyRing(entries, time: time)
    }

    private static func entries(in transaction: Transaction, at now: Instant) throws -> [Entry] {
        try transaction.signingKeys(at: now).map { Entry(record: $0, key: try SigningKey(pem: $0.pem)) }
    }

    fileprivate func takeOver(from transaction: Transaction) throws -> [SigningKeyRecord] {
        let entries = try Self.entries(in: transaction, at: self.time.now)
        self.entries.withLock { $0 = entries }
        return entries.map(\.record)
    }
}

/// What Logto's `/api/configs/oidc/private-keys` does (spec `logto-management-api.md` §6.12).
extension KeyRing {
    /// Makes a new key. It is current at once: the one before it is still published, so that what it signed is still
    /// believed, and the one before that is gone. With a grace period it is only published until that is over, so that
    /// whoever keeps the keys for some time knows it by then; it takes the place of another that waits.
    ///
    /// - Parameters:
    ///   - kind: that of the current key unless given.
    ///   - gracePeriod: seconds.
    /// - Returns: all keys, in the order in which they are published.
    /// - Throws: `LogtoError` 422 `oidc.invalid_request` where a key waits and this one shall not.
    package func rotate(
        to kind: SigningKeyKind? = nil, gracePeriod: Int64 = 0, in store: Store
    ) async throws -> [SigningKeyRecord] {
        let key = try SigningKey.make(kind ?? self.current.kind ?? .standard)
        return try await self.change(in: store) { db, now in
            guard gracePeriod > 0 else {
                if try db.signingKeys(at: now).contains(where: { $0.status == .next }) {
                    throw LogtoError("oidc.invalid_request", .unprocessableContent)
                }
                try db.rotate(to: SigningKeyRecord(key, .current, createdAt: now, effectiveAt: nil))
                return
            }
            _ = try db.signingKeys(at: now)
            try db.stage(
                SigningKeyRecord(
                    key, .next, createdAt: now, effectiveAt: now.advanced(bySeconds: gracePeriod)))
        }
    }

    /// Takes the previous key away: what it signed is not believed any more.
    ///
    /// - Returns: the keys that are left, in the order in which they are published.
    /// - Throws: `LogtoError` 422 `oidc.key_required` for the last key, 404 `oidc.key_not_found`, and 422
    ///   `oidc.only_previous_key_can_be_deleted`.
    package func delete(_ id: String, in store: Store) async throws -> [SigningKeyRecord] {
        try await self.change(in: store) { db, now in
            let keys = try db.signingKeys(at: now)
            guard keys.count > 1 else { throw LogtoError("oidc.key_required", .unprocessableContent) }
            guard let key = keys.first(where: { $0.id == id }) else {
                throw LogtoError("oidc.key_not_found", .notFound, values: ["id": id])
            }
            guard key.status == .previous else {
                throw LogtoError("oidc.only_previous_key_can_be_deleted", .unprocessableContent)
            }
            try db.deleteSigningKey(id)
        }
    }

    private func change(
        in store: Store, _ body: @escaping @Sendable (Transaction, Instant) throws -> Void
    ) async throws -> [SigningKeyRecord] {
        do {
            // Taken over inside: the order of two changes is that of their transactions.
            return try await store.transaction { db in
                try body(db, self.time.now)
                return try self.takeOver(from: db)
            }
        } catch {
            // The transaction may have failed after that.
            _ = try? await store.transaction { db in try self.takeOver(from: db) }
            throw error
        }
    }
}

extension SigningKeyRecord {
    fileprivate init(_ key: SigningKey, _ status: Status, createdAt: Instant, effectiveAt: Instant?) {
        self.init(id: key.id, pem: key.pem, status: status, createdAt: createdAt, effectiveAt: effectiveAt)
    }
}

extension SigningKey {
    fileprivate static func make(_ kind: SigningKeyKind) throws -> SigningKey {
        switch kind {
        case .p256: try .generate(.p256)
        case .p384: try .generate(.p384)
        case .p521: try .generate(.p521)
        case .rsa2048: try .generate(.rsa(bits: 2048))
        case .rsa3072: try .generate(.rsa(bits: 3072))
        case .rsa4096: try .generate(.rsa(bits: 4096))
        }
    }

    /// `nil` for a key of another size.
    fileprivate var kind: SigningKeyKind? {
        switch self.jwk.crv {
        case "P-256": .p256
        case "P-384": .p384
        case "P-521": .p521
        default: self.jwk.n.flatMap { Base64URL.decode($0) }.flatMap { SigningKeyKind(rawValue: "rsa-\($0.count * 8)") }
        }
    }
}
