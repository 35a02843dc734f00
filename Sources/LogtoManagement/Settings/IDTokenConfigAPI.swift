import Core
import HTTPTypes
import Logto
import Storage

/// `/configs/id-token` (spec `logto-management-api.md` §6.12): which claims ID tokens carry beyond the ordinary ones.
enum IDTokenConfigAPI {
    private static let path = "/configs/id-token"

    static let routes = [
        Route(
            .get, Self.path, "Read which claims ID tokens carry",
            answer: .members(.optional("enabledExtendedClaims", .array(.text))), handle: Self.show),
        Route(
            .put, Self.path, "Set which claims ID tokens carry",
            answer: .members(.optional("enabledExtendedClaims", .array(.text))),
            body: .object([.optional("enabledExtendedClaims", .array(.choice(IDTokenConfig.knownExtendedClaims)))]),
            handle: Self.replace),
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(try db.idTokenConfig().json) }
    }

    @Sendable private static func replace(_ call: Call) async throws -> Answer {
        let config = IDTokenConfig(call.body)
        try await call.write { db in try db.put(config) }
        return .json(config.json)
    }
}
