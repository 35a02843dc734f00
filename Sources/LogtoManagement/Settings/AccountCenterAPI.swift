import Core
import HTTPTypes
import Logto
import OAuth
import Storage

/// `/account-center` (spec `logto-management-api.md` §4.7, §6.12).
enum AccountCenterAPI {
    private static let path = "/account-center"
    private static let longestURL = 2048

    static let routes = [
        Route(.get, Self.path, "Read the account center's settings", answer: .json(.accountCenter), handle: Self.show),
        Route.anonymous(
            .get, "/.well-known\(Self.path)", "Read the account center's settings, as everybody may",
            answer: .json(.accountCenter),
            handle: Self.show),
        Route(
            .patch, Self.path, "Update the account center's settings", answer: .json(.accountCenter),
            body: .object([
                .optional("enabled", .boolean),
                .optional(
                    "fields",
                    .object(
                        AccountCenter.Field.allCases.map {
                            .optional($0.rawValue, .choice(of: AccountCenter.Control.self))
                        })),
                .optional("webauthnRelatedOrigins", .array(.text)),
                .optional("deleteAccountUrl", Self.deleteAccountURL),
                .nullish("customCss", .text),
                .nullish("profileFields", .array(.object([.required("name", .text)]))),
            ]), handle: Self.update),
    ]

    private static let deleteAccountURL = Schema.refined(.string([.most(Self.longestURL)])) { value in
        guard let text = value.string, !text.isEmpty else { return true }
        return ["http:", "https:"].contains { text.hasPrefix("\($0)//") } && WebURL(text) != nil
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(try db.accountCenter().json) }
    }

    /// What is sent replaces what there is, the map of fields as a whole.
    @Sendable private static func update(_ call: Call) async throws -> Answer {
        let body = call.body
        try body.requireChange()
        return try await call.write { db in
            var center = AccountCenter(try db.accountCenter().json.merging(body))
            center.deleteAccountURL = center.deleteAccountURL.flatMap { $0.isEmpty ? nil : $0 }
            center.customCSS = center.customCSS.flatMap { $0.isEmpty ? nil : $0 }
            var seen: Set<String> = []
            center.webauthnRelatedOrigins.removeAll { !seen.insert($0).inserted }
            try db.put(center)
            return .json(center.json)
        }
    }
}
