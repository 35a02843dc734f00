import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/logto-configs`: what a user chose about second factors and passkeys (spec
/// `logto-management-api.md` §6.2).
enum UserLogtoConfigAPI {
    private static let path = "/users/:userId/logto-configs"

    static let change = Schema.object([
        .optional(
            "mfa",
            .object([
                .optional("enabled", .boolean), .optional("skipped", .boolean),
                .optional("skipMfaOnSignIn", .boolean),
            ])),
        .optional("passkeySignIn", .object([.optional("skipped", .boolean)])),
    ])

    static let routes = [
        Route(.get, Self.path, "Read a user's choices", answer: .json(.logtoConfig), handle: Self.show),
        Route(.patch, Self.path, "Change a user's choices", answer: .json(.logtoConfig), body: Self.change) { call in
            try await call.write { db in .json(try Self.apply(call.body, to: call.id("userId"), call, in: db)) }
        },
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            .json(Self.json(try db.logtoConfig(of: try db.existingUser(call.id("userId")).id)))
        }
    }

    /// - Returns: all choices, as they are then.
    static func apply(
        _ changes: JSON, to id: ID<LogtoUser>, _ call: Call, in db: Transaction
    ) throws -> JSON {
        var user = try db.existingUser(id)
        var config = try db.logtoConfig(of: id)
        let mfa = changes["mfa"]
        config.isMFAEnabled = mfa?["enabled"]?.bool ?? config.isMFAEnabled
        config.isMFASkipped = mfa?["skipped"]?.bool ?? config.isMFASkipped
        config.skipsMFAOnSignIn = mfa?["skipMfaOnSignIn"]?.bool ?? config.skipsMFAOnSignIn
        config.isPasskeySkipped = changes["passkeySignIn"]?["skipped"]?.bool ?? config.isPasskeySkipped
        try db.put(config, of: id)
        user.updatedAt = call.now
        try db.update(user)
        return Self.json(config)
    }

    static func json(_ config: UserLogtoConfig) -> JSON {
        [
            "mfa": [
                "enabled": config.isMFAEnabled.map(JSON.bool), "skipped": .bool(config.isMFASkipped),
                "skipMfaOnSignIn": .bool(config.skipsMFAOnSignIn),
            ],
            "passkeySignIn": ["skipped": .bool(config.isPasskeySkipped)],
        ]
    }
}
