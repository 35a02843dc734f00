import Core
import Logto

/// What may be said of a user (spec `logto-management-api.md` §6.2). Lengths are left to the columns.
enum UserSchemas {
    static let email = Schema.string([
        .pattern(#"^\S+@\S+\.\S+$"#) { $0.wholeMatch(of: /\S+@\S+\.\S+/) != nil }
    ])

    static let phone = Schema.string([
        .pattern(#"^\d+$"#) { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    ])

    static let username = Schema.string([
        .pattern(#"^[A-Z_a-z]\w*$"#) { $0.wholeMatch(of: /[A-Z_a-z][A-Za-z0-9_]*/) != nil }
    ])

    static let profile = Schema.object(
        [
            "familyName", "givenName", "middleName", "nickname", "preferredUsername", "profile", "website", "gender",
            "birthdate", "zoneinfo", "locale",
        ].map { .optional($0, .text) } + [
            .optional(
                "address",
                .object(
                    ["formatted", "streetAddress", "locality", "region", "postalCode", "country"]
                        .map { .optional($0, .text) }))
        ])

    static let creation = Schema.object([
        .optional("primaryPhone", Self.phone),
        .optional("primaryEmail", Self.email),
        .optional("username", Self.username),
        .optional("password", .string([.least(1)])),
        .optional("passwordDigest", .text(0...PasswordAlgorithm.longestDigest)),
        .optional("passwordAlgorithm", .choice(of: PasswordAlgorithm.self)),
        .optional("name", .text),
        .nullish("avatar", .urlOrEmpty),
        .optional("customData", .jsonObject),
        .optional("profile", Self.profile),
    ])

    static let change = Schema.object([
        .nullish("username", .union([Self.username, .literal("")])),
        .nullish("primaryEmail", .union([Self.email, .literal("")])),
        .nullish("primaryPhone", .union([Self.phone, .literal("")])),
        .nullish("name", .text),
        .nullish("avatar", .urlOrEmpty),
        .optional("customData", .jsonObject),
        .optional("profile", Self.profile),
    ])
}
