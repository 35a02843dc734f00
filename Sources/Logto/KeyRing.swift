import Core
import JOSE
import Storage

/// The keys that sign tokens, and those under which tokens may still be met (spec `logto-oidc.md` §3).
package struct KeyRing: Sendable {
    /// Signs everything new.
    package let current: SigningKey
    /// The current key first.
    package let published: [JWK]

    /// Reads the world's keys; makes an EC P-384 key, Logto's default, where there is none.
    package static func load(from transaction: Transaction, at now: Instant) throws -> KeyRing {
        var records = try transaction.signingKeys()
        if records.isEmpty {
            let key = try SigningKey.generate(.p384)
            let record = SigningKeyRecord(id: key.id, pem: key.pem, status: .current, createdAt: now)
            try transaction.insert(record)
            records = [record]
        }
        let keys = try records.map { try SigningKey(pem: $0.pem) }
        guard let current = keys.first else { preconditionFailure("a world has a signing key") }
        return KeyRing(current: current, published: keys.map(\.jwk))
    }
}
