import Core
import JOSE
import Storage
import Synchronization

/// The keys that sign tokens, and those under which tokens may still be met (spec `logto-oidc.md` §3). They are kept in
/// the store; here they are at hand, and change while the program runs.
package final class KeyRing: Sendable {
    private let keys: Mutex<[SigningKey]>

    private init(_ keys: [SigningKey]) {
        self.keys = Mutex(keys)
    }

    /// Signs everything new.
    package var current: SigningKey {
        guard let key = self.keys.withLock({ $0.first }) else { preconditionFailure("a world has a signing key") }
        return key
    }

    /// The current key first.
    package var published: [JWK] { self.keys.withLock { $0.map(\.jwk) } }

    /// Reads the world's keys; makes one where there is none.
    ///
    /// - Parameter kind: of the current key; where it is of another kind, it is followed by one of this. `nil` leaves it.
    package static func load(
        from transaction: Transaction, kind: SigningKeyKind? = nil, at now: Instant
    ) throws -> KeyRing {
        var keys = try transaction.signingKeys().map { try SigningKey(pem: $0.pem) }
        if keys.isEmpty || kind != nil && keys[0].kind != kind {
            try transaction.rotate(to: SigningKeyRecord(try .make(kind ?? .standard), at: now))
            keys = try transaction.signingKeys().map { try SigningKey(pem: $0.pem) }
        }
        return KeyRing(keys)
    }

    /// Makes a new current key. The one before it is still published, so that what it signed is still believed; the one
    /// before that is gone: Logto keeps two (spec `logto-management-api.md`, `/api/configs/oidc/private-keys`).
    ///
    /// - Parameter kind: that of the current key unless given.
    /// - Returns: all keys, the current one first.
    package func rotate(
        to kind: SigningKeyKind?, in store: Store, at now: Instant
    ) async throws -> [SigningKeyRecord] {
        let record = SigningKeyRecord(try .make(kind ?? self.current.kind ?? .standard), at: now)
        do {
            // Taken over inside: the order of two rotations is that of their transactions.
            return try await store.transaction { db in
                try db.rotate(to: record)
                return try self.takeOver(from: db)
            }
        } catch {
            _ = try? await store.read { db in try self.takeOver(from: db) }
            throw error
        }
    }

    private func takeOver(from transaction: Transaction) throws -> [SigningKeyRecord] {
        let records = try transaction.signingKeys()
        let keys = try records.map { try SigningKey(pem: $0.pem) }
        self.keys.withLock { $0 = keys }
        return records
    }
}

extension SigningKeyRecord {
    fileprivate init(_ key: SigningKey, at now: Instant) {
        self.init(id: key.id, pem: key.pem, status: .current, createdAt: now)
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
