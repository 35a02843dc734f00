import Core
import HTTPTypes
import JOSE
import Logto
import Storage

/// `/configs/oidc/:keyType` (spec `logto-management-api.md` §6.12): the keys that sign tokens, and those that sign
/// cookies.
enum KeysAPI {
    private static let path = "/configs/oidc/:keyType"

    private enum KeyType: String, CaseIterable {
        case privateKeys = "private-keys"
        case cookieKeys = "cookie-keys"
    }

    /// What a rotation may ask for, and the kind of key that it makes (spec `logto-oidc.md` §3).
    private static let algorithms = ["RSA", "EC"]

    static let routes = [
        Route(.get, Self.path, "List keys", answer: .list(.oidcKey), handle: Self.list),
        Route(
            .post, "\(Self.path)/rotate", "Make a new key", answer: .list(.oidcKey),
            body: .object([
                .optional("signingKeyAlgorithm", .choice(Self.algorithms)),
                .optional("rotationGracePeriod", .number([.whole, .least(0)])),
            ]), handle: Self.rotate),
        Route(.delete, "\(Self.path)/:keyId", "Delete a key", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        switch try Self.keyType(call) {
        case .privateKeys:
            try await call.read { db in .list(Self.json(try db.signingKeys().promoted(at: call.now), call)) }
        case .cookieKeys: .list(call.parts.cookieKeys.all.map(Self.json))
        }
    }

    @Sendable private static func rotate(_ call: Call) async throws -> Answer {
        let gracePeriod = call.body["rotationGracePeriod"]?.wholeNumber
        switch try Self.keyType(call) {
        case .privateKeys:
            let keys = try await call.parts.keys.rotate(
                to: call.body["signingKeyAlgorithm"] == "RSA" ? .rsa4096 : .standard, gracePeriod: gracePeriod ?? 0,
                in: call.parts.store)
            return .list(Self.json(keys, call))
        case .cookieKeys:
            if gracePeriod != nil { throw LogtoError("oidc.invalid_request", .unprocessableContent) }
            let keys = try await call.parts.cookieKeys.rotate(
                in: call.parts.store, entropy: call.parts.entropy, at: call.now)
            return .list(keys.map(Self.json))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        let id = call.parameters["keyId"] ?? ""
        switch try Self.keyType(call) {
        case .privateKeys: _ = try await call.parts.keys.delete(id, in: call.parts.store)
        case .cookieKeys: try await call.parts.cookieKeys.delete(id, in: call.parts.store)
        }
        return .none
    }

    private static func keyType(_ call: Call) throws(LogtoError) -> KeyType {
        let parameters = try call.checkedParameters([.required("keyType", .choice(of: KeyType.self))])
        guard let type = parameters["keyType"]?.string.flatMap(KeyType.init) else {
            throw LogtoError("guard.invalid_input", values: ["type": "params"])
        }
        return type
    }

    /// The newest first.
    private static func json(_ keys: [SigningKeyRecord], _ call: Call) -> [JSON] {
        let age: [SigningKeyRecord.Status] = [.next, .current, .previous]
        return age.flatMap { status in keys.filter { $0.status == status } }.map { key in
            let type = call.parts.keys.published.first { $0.kid == key.id }?.kty
            return [
                "id": .string(key.id), "createdAt": .int(key.createdAt.seconds),
                "signingKeyAlgorithm": .string(type ?? "EC"), "status": .string(key.status.rawValue),
                "effectiveAt": key.effectiveAt.map { .int($0.seconds) },
            ]
        }
    }

    private static func json(_ key: CookieKeyRecord) -> JSON {
        ["id": .string(key.id), "createdAt": .int(key.createdAt.seconds)]
    }
}
