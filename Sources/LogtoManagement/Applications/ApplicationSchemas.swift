import Core
import Logto

/// What may be said of an application (spec `logto-management-api.md` §6.1).
enum ApplicationSchemas {
    static let kinds = ["Native", "SPA", "Traditional", "MachineToMachine", "Protected", "SAML"]

    static let oidcClientMetadata = Schema.object([
        .required("redirectUris", .array(RedirectURIRules.schema)),
        .required("postLogoutRedirectUris", .array(RedirectURIRules.schema)),
        .optional("backchannelLogoutUri", .url),
        .optional("backchannelLogoutSessionRequired", .boolean),
        .optional("logoUri", .text),
    ])

    static let customClientMetadata = Schema.object([
        .optional("corsAllowedOrigins", .array(.string([.least(1)]))),
        .optional("idTokenTtl", .number([])),
        .optional("refreshTokenTtl", .number([])),
        .optional("refreshTokenTtlInDays", .number([.whole, .least(1), .most(180)])),
        .optional("tenantId", .text),
        .optional("alwaysIssueRefreshToken", .boolean),
        .optional("rotateRefreshToken", .boolean),
        .optional("allowTokenExchange", .boolean),
        .optional("isDeviceFlow", .boolean),
        .optional("maxAllowedGrants", .number([.whole, .moreThan(0)])),
    ])

    static let creation = Schema.object([
        .required("name", .text(1...256)),
        .nullish("description", .text),
        .required("type", .choice(kinds)),
        .optional("oidcClientMetadata", Self.oidcClientMetadata),
        .optional("customClientMetadata", Self.customClientMetadata),
        .optional("customData", .jsonObject),
        .optional("isThirdParty", .boolean),
        .optional("protectedAppMetadata", .object([.required("subDomain", .text), .required("origin", .text)])),
    ])

    static let change = Schema.object([
        .optional("name", .text(1...256)),
        .nullish("description", .text),
        .optional("oidcClientMetadata", Self.oidcClientMetadata),
        .optional("customClientMetadata", Self.customClientMetadata),
        .optional("customData", .jsonObject),
        .nullish(
            "protectedAppMetadata",
            .object([
                .optional("origin", .text), .optional("sessionDuration", .number([])),
                .optional("pageRules", .array(.object([.required("path", .text)]))),
                .optional("additionalScopes", .array(.text)),
            ])),
        .optional("appLevelAccessControlEnabled", .boolean),
        .optional("isAdmin", .boolean),
    ])
}
