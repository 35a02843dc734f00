import Core
import HTTPTypes
import Storage
import Synchronization

/// The keys that sign cookies, the newest first (spec `logto-oidc.md` §3): it signs, and what the others signed is still
/// believed. They are kept in the store; here they are at hand, and change while the program runs.
package final class CookieKeys: Sendable {
    private static let most = 2

    private let keys: Mutex<[CookieKeyRecord]>

    package init(_ keys: [CookieKeyRecord]) {
        precondition(!keys.isEmpty, "a world has a cookie key")
        self.keys = Mutex(keys)
    }

    package var all: [CookieKeyRecord] { self.keys.withLock { $0 } }

    /// Signs everything new.
    var current: CookieKeyRecord { self.keys.withLock { $0[0] } }

    /// Reads the world's keys; makes one where there is none.
    package static func load(from db: Transaction, entropy: Entropy, at now: Instant) throws -> CookieKeys {
        let keys = try db.cookieKeys()
        if !keys.isEmpty { return CookieKeys(keys) }
        // Before keys could be rotated, the one that there was had no name.
        let value = try db.secret("cookie_key") ?? Self.value(entropy)
        let key = CookieKeyRecord(id: entropy.longID(), value: value, createdAt: now)
        try db.insert(key)
        return CookieKeys([key])
    }

    /// 32 characters.
    private static func value(_ entropy: Entropy) -> String { entropy.string(32, of: .alphanumeric) }
}

/// What Logto's `/api/configs/oidc/cookie-keys` does (spec `logto-management-api.md` §6.12).
extension CookieKeys {
    /// Makes a new key, which signs at once. The one before it is still believed; others go.
    ///
    /// - Returns: the keys, the newest first.
    package func rotate(in store: Store, entropy: Entropy, at now: Instant) async throws -> [CookieKeyRecord] {
        try await self.change(in: store) { db in
            try db.insert(CookieKeyRecord(id: entropy.longID(), value: Self.value(entropy), createdAt: now))
            for key in try db.cookieKeys().dropFirst(Self.most) { try db.deleteCookieKey(key.id) }
        }
    }

    /// Takes a key away: what it signed is not believed any more.
    ///
    /// - Throws: `LogtoError` 422 `oidc.key_required` for the last key, 404 `oidc.key_not_found`.
    package func delete(_ id: String, in store: Store) async throws {
        _ = try await self.change(in: store) { db in
            let keys = try db.cookieKeys()
            guard keys.count > 1 else { throw LogtoError("oidc.key_required", .unprocessableContent) }
            guard keys.contains(where: { $0.id == id }) else {
                throw LogtoError("oidc.key_not_found", .notFound, values: ["id": id])
            }
            try db.deleteCookieKey(id)
        }
    }

    private func change(
        in store: Store, _ body: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> [CookieKeyRecord] {
        try await store.transaction(body)
        // Read again inside a transaction of its own kind: the order of two changes is that of their transactions.
        return try await store.transaction { db in
            let keys = try db.cookieKeys()
            self.keys.withLock { $0 = keys }
            return keys
        }
    }
}
