import Core
import Logto

/// What the APIs answer with, for their description (spec `logto-management-api.md` §6). Answers are not made from these:
/// tests hold each against them.
extension Schema {
    /// Of an operation that answers something else with the same status (§2.1).
    static let error = Schema.object([
        .optional("code", .text), .optional("data", .any), .optional("details", .text), .required("message", .text),
    ])

    /// Milliseconds, or seconds where an entity has those (§11.5).
    static let time = Schema.number([.whole])
    static let count = Schema.number([.whole, .least(0)])
    private static let id = Schema.Field.required("id", .text)
    private static let tenantID = Schema.Field.required("tenantId", .text)
    private static let name = Schema.Field.required("name", .text)
    private static let description = Schema.Field.required("description", .nullable(.text))
    private static let createdAt = Schema.Field.required("createdAt", Self.time)
    private static let customData = Schema.Field.required("customData", .jsonObject)

    private static func entity(_ name: String, _ fields: Field...) -> Schema { .named(name, .object(fields)) }

    static let application = Schema.entity(
        "Application", tenantID, id, name, description, .required("type", .choice(ApplicationSchemas.kinds)),
        .required("oidcClientMetadata", .jsonObject), .required("customClientMetadata", .jsonObject),
        .required("protectedAppMetadata", .nullable(.jsonObject)), customData, .required("isThirdParty", .boolean),
        .required("appLevelAccessControlEnabled", .boolean), createdAt, .optional("secret", .text),
        .optional("isAdmin", .boolean), .optional("organizationRoles", .array(Self.named)))

    static let applicationSecret = Schema.entity(
        "ApplicationSecret", tenantID, .required("applicationId", .text), name, .required("value", .text), createdAt,
        .required("expiresAt", .nullable(Self.time)))

    static let applicationSignInExperience = Schema.entity(
        "ApplicationSignInExperience", tenantID, .required("applicationId", .text), .required("color", .jsonObject),
        .required("branding", .jsonObject), .required("customCss", .nullable(.text)),
        .required("termsOfUseUrl", .nullable(.text)), .required("privacyPolicyUrl", .nullable(.text)),
        .required("displayName", .nullable(.text)))

    /// What is only referred to.
    static let named = Schema.object([id, name])

    static let identity = Schema.entity(
        "Identity", .required("userId", .text), .optional("details", .nullable(.jsonObject)))

    static let identities = Schema.record(Self.identity)

    static let user = Schema.entity(
        "User", id, .required("username", .nullable(.text)), .required("primaryEmail", .nullable(.text)),
        .required("primaryPhone", .nullable(.text)), .required("name", .nullable(.text)),
        .required("avatar", .nullable(.text)), customData, .required("identities", Self.identities),
        .required("lastSignInAt", .nullable(Self.time)), createdAt, .required("updatedAt", Self.time),
        .required("profile", .jsonObject), .required("applicationId", .nullable(.text)),
        .required("cimdClientId", .nullable(.text)), .required("isSuspended", .boolean),
        .optional("hasPassword", .boolean), .optional("ssoIdentities", .array(.jsonObject)),
        .nullish("passwordDigest", .text), .nullish("passwordAlgorithm", .text),
        .optional("organizationRoles", .array(Self.named)))

    private static let featuredUsers = Schema.array(
        .object([id, .required("avatar", .nullable(.text)), .required("name", .nullable(.text))]))

    static let role = Schema.entity(
        "Role", tenantID, id, name, .required("description", .text),
        .required("type", .choice(of: LogtoRole.Kind.self)),
        .required("isDefault", .boolean), .optional("usersCount", Self.count),
        .optional("featuredUsers", Self.featuredUsers), .optional("applicationsCount", Self.count),
        .optional("featuredApplications", .array(.object([id, name, .required("type", .text)]))))

    static let scope = Schema.entity(
        "Scope", tenantID, id, .required("resourceId", .text), name, description, createdAt,
        .optional("resource", Self.resourceAlone))

    private static let resourceFields: [Field] = [
        tenantID, id, name, .required("indicator", .text), .required("isDefault", .boolean),
        .required("accessTokenTtl", .number([.whole])),
    ]
    private static let resourceAlone = Schema.object(Self.resourceFields)

    static let resource = Schema.named(
        "Resource", .object(Self.resourceFields + [.optional("scopes", .array(Self.scope))]))

    private static let connectorFields: [Field] = [
        id, .required("type", .choice(of: LogtoConnector.Kind.self)), .required("target", .text),
        .required("platform", .nullable(.text)), .required("name", .record(.text)),
        .required("description", .record(.text)), .required("logo", .text), .required("logoDark", .nullable(.text)),
        .required("readme", .text), .optional("configTemplate", .text), .optional("formItems", .array(.jsonObject)),
        .optional("isTokenStorageSupported", .boolean), .required("isDemo", .boolean),
    ]

    static let connectorFactory = Schema.named("ConnectorFactory", .object(Self.connectorFields))

    static let connector = Schema.named(
        "Connector",
        .object(
            Self.connectorFields + [
                .required("connectorId", .text), .required("metadata", .jsonObject), .required("config", .jsonObject),
                .required("syncProfile", .boolean), .required("enableTokenStorage", .boolean),
                .required("extraInfo", .jsonObject),
            ]))

    static let signInExperience = Schema.named(
        "SignInExperience",
        .object([tenantID, id] + SignInExperienceSchema.fields.map { .required($0.name, $0.schema) }))

    static let organization = Schema.entity(
        "Organization", tenantID, id, name, description, customData, .required("isMfaRequired", .boolean),
        .required("color", .jsonObject), .required("branding", .jsonObject),
        .required("customCss", .nullable(.text)), createdAt, .optional("usersCount", Self.count),
        .optional("featuredUsers", Self.featuredUsers), .optional("organizationRoles", .array(Self.named)))

    static let organizationRole = Schema.entity(
        "OrganizationRole", tenantID, id, name, description, .required("type", .choice(of: LogtoRole.Kind.self)),
        .optional("scopes", .array(Self.named)), .optional("resourceScopes", .array(.jsonObject)))

    static let organizationScope = Schema.entity("OrganizationScope", tenantID, id, name, description)

    static let organizationInvitation = Schema.entity(
        "OrganizationInvitation", tenantID, id, .required("inviterId", .nullable(.text)), .required("invitee", .text),
        .required("acceptedUserId", .nullable(.text)), .required("organizationId", .text),
        .required("status", .choice(["Pending", "Accepted", "Expired", "Revoked"])), createdAt,
        .required("updatedAt", Self.time), .required("expiresAt", Self.time),
        .required("organizationRoles", .array(Self.named)))

    static let hook = Schema.entity(
        "Hook", tenantID, id, name, .required("event", .nullable(.text)),
        .required("events", .array(.choice(HookBody.events))), .required("config", HookBody.config),
        .required("signingKey", .text), .required("enabled", .boolean), createdAt,
        .optional(
            "executionStats",
            .object([.required("successCount", Self.count), .required("requestCount", Self.count)])))

    static let log = Schema.entity(
        "Log", .optional("tenantId", .text), id, .required("key", .text), .required("payload", .jsonObject), createdAt)

    static let oneTimeToken = Schema.entity(
        "OneTimeToken", tenantID, id, .required("email", .text), .required("token", .text),
        .required("context", .jsonObject), .required("status", .choice(["active", "consumed", "revoked", "expired"])),
        createdAt, .required("expiresAt", Self.time))

    static let personalAccessToken = Schema.entity(
        "PersonalAccessToken", tenantID, .required("userId", .text), name, .required("value", .text), createdAt,
        .required("expiresAt", .nullable(Self.time)))

    static let oidcKey = Schema.entity(
        "OidcKey", id, createdAt, .optional("signingKeyAlgorithm", .choice(["RSA", "EC"])),
        .optional("status", .choice(["Next", "Current", "Previous"])), .optional("effectiveAt", Self.time))

    static let session = Schema.entity(
        "Session", .required("payload", .jsonObject), .required("lastSubmission", .nullable(.jsonObject)),
        .required("clientId", .nullable(.text)), .required("accountId", .nullable(.text)),
        .required("expiresAt", Self.time), .optional("isCurrent", .boolean))

    static let grant = Schema.entity(
        "Grant", id, .required("payload", .jsonObject), .required("expiresAt", Self.time),
        .required("application", Self.named))

    static let mfaVerification = Schema.entity(
        "MfaVerification", id, .required("createdAt", .text), .required("type", .choice(of: MFAFactor.self)),
        .optional("remainCodes", Self.count))

    static let accountCenter = Schema.entity(
        "AccountCenter", tenantID, id, .required("enabled", .boolean), .required("fields", .record(.text)),
        .required("webauthnRelatedOrigins", .array(.text)), .required("deleteAccountUrl", .nullable(.text)),
        .required("customCss", .nullable(.text)), .required("profileFields", .nullable(.array(.jsonObject))))

    static let logtoConfig = Schema.entity(
        "UserLogtoConfig",
        .required(
            "mfa",
            .object([
                .optional("enabled", .boolean), .required("skipped", .boolean),
                .required("skipMfaOnSignIn", .boolean),
            ])), .required("passkeySignIn", .object([.required("skipped", .boolean)])))

    /// What one sees of one's own account, by scope and field (§6.13).
    static let account = Schema.entity(
        "Account", id, .nullish("name", .text), .nullish("avatar", .text), .nullish("username", .text),
        .nullish("primaryEmail", .text), .nullish("primaryPhone", .text), .optional("profile", UserSchemas.profile),
        .optional("customData", .jsonObject), .optional("identities", Self.identities),
        .optional("hasPassword", .boolean), .nullish("lastSignInAt", Self.time), .optional("createdAt", Self.time),
        .optional("updatedAt", Self.time), .nullish("applicationId", .text), .nullish("cimdClientId", .text),
        .optional("isSuspended", .boolean), .required("hasSecurityVerificationMethod", .boolean))

    static let jitEmailDomain = Schema.entity(
        "JitEmailDomain", tenantID, .required("organizationId", .text), .required("emailDomain", .text))

    /// What a third-party application may ask for (§6.1).
    static let userConsentScopes = Schema.entity(
        "UserConsentScopes", .required("organizationScopes", .array(Self.consentScope)),
        .required("resourceScopes", Self.consentScopesByResource),
        .required("organizationResourceScopes", Self.consentScopesByResource),
        .required("userScopes", .array(.text)))
    private static let consentScope = Schema.object([id, name, description])
    private static let consentScopesByResource = Schema.array(
        .object([
            .required("resource", .object([id, name, .required("indicator", .text)])),
            .required("scopes", .array(Self.consentScope)),
        ]))

    /// A number, and by how much it differs from the one before.
    static let countWithDelta = Schema.object([.required("count", Self.count), .required("delta", .number([.whole]))])

    static let accessControl = Schema.entity(
        "ApplicationAccessControl", .required("userIds", .array(.text)), .required("userRoleIds", .array(.text)),
        .required("organizationIds", .array(.text)),
        .required(
            "organizationRoleRules",
            .array(
                .object([.required("organizationId", .text), .required("organizationRoleIds", .array(.text))]))))

    /// A proof that was begun or given (§6.13).
    static let verificationRecord = Schema.object([
        .required("verificationRecordId", .text), .optional("expiresAt", .text),
    ])
}
