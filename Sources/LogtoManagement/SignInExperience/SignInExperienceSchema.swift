import Core
import Logto

/// What may be said of the sign-in experience (spec `logto-management-api.md` §6.9).
enum SignInExperienceSchema {
    private typealias Experience = SignInExperience

    static let color = Schema.string([
        .pattern("^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$") {
            $0.wholeMatch(of: /#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})/) != nil
        }
    ])

    /// What differs from the tenant's colours.
    static let partialColor = Schema.object([
        .optional("primaryColor", Self.color), .optional("isDarkModeEnabled", .boolean),
        .optional("darkPrimaryColor", Self.color),
    ])

    static let branding = Schema.object(
        ["logoUrl", "darkLogoUrl", "favicon", "darkFavicon"].map { .optional($0, .url) })

    private static let url = Schema.Field.nullish("", .urlOrEmpty).schema

    private static let signIn = Schema.object([
        .required(
            "methods",
            .array(
                .object([
                    .required("identifier", .choice(of: Experience.Identifier.self)), .required("password", .boolean),
                    .required("verificationCode", .boolean), .required("isPasswordPrimary", .boolean),
                ])))
    ])

    private static let signUp = Schema.object([
        .required("identifiers", .array(.choice(of: Experience.Identifier.self))), .required("password", .boolean),
        .required("verify", .boolean),
        .optional(
            "secondaryIdentifiers",
            .array(
                .object([
                    .required("identifier", .choice(of: Experience.SignUp.SecondaryIdentifier.self)),
                    .optional("verify", .boolean),
                ]))),
    ])

    private static let passwordPolicy = Schema.object([
        .optional(
            "length",
            .object([
                .optional("min", .number([.whole, .least(1)])), .optional("max", .number([.whole, .least(1)])),
            ])),
        .optional("characterTypes", .object([.optional("min", .number([.whole, .least(1), .most(4)]))])),
        .optional(
            "rejects",
            .object([
                .optional("pwned", .boolean), .optional("repetitionAndSequence", .boolean),
                .optional("userInfo", .boolean), .optional("words", .array(.text)),
            ])),
    ])

    private static let usernamePolicy = Schema.refined(
        .object([
            .required("caseSensitive", .boolean), .required("minLength", .number([.whole, .least(1), .most(128)])),
            .required("maxLength", .number([.whole, .least(1), .most(128)])),
            .required(
                "allowedChars",
                .object(["lowercase", "uppercase", "numbers", "underscore"].map { .required($0, .boolean) })),
        ])
    ) { policy in
        let allowed = policy["allowedChars"]
        return policy["minLength"]?.double ?? 1 <= policy["maxLength"]?.double ?? 128
            && ["lowercase", "uppercase", "underscore"].contains { allowed?[$0]?.bool == true }
    }

    private static let switchable = Schema.object([.optional("enabled", .boolean)])

    private static let appearance: [Schema.Field] = [
        .optional(
            "color",
            .object([
                .required("primaryColor", Self.color), .required("isDarkModeEnabled", .boolean),
                .required("darkPrimaryColor", Self.color),
            ])),
        .optional("branding", Self.branding),
        .optional("hideLogtoBranding", .boolean),
        .optional(
            "languageInfo", .object([.required("autoDetect", .boolean), .required("fallbackLanguage", .text)])),
        .optional("termsOfUseUrl", Self.url),
        .optional("privacyPolicyUrl", Self.url),
        .optional("agreeToTermsPolicy", .choice(of: Experience.AgreeToTermsPolicy.self)),
        .nullish("customCss", .text),
        .optional("customContent", .record(.text)),
        .nullish("customUiAssets", .object([.required("id", .text), .required("createdAt", .number([]))])),
        .optional(
            "customUiCsp",
            .object([.optional("scriptSrc", .array(.text)), .optional("connectSrc", .array(.text))])),
    ]

    private static let policies: [Schema.Field] = [
        .optional("passwordPolicy", Self.passwordPolicy),
        .optional(
            "mfa",
            .object([
                .required("factors", .array(.choice(of: MFAFactor.self))),
                .required("policy", .choice(of: Experience.MFA.Policy.self)),
                .optional("organizationRequiredMfaPolicy", .choice(of: Experience.MFA.OrganizationPolicy.self)),
            ])),
        .optional("adaptiveMfa", Self.switchable),
        .optional("captchaPolicy", Self.switchable),
        .optional(
            "sentinelPolicy",
            .object([.optional("maxAttempts", .number([])), .optional("lockoutDuration", .number([]))])),
        .optional(
            "emailBlocklistPolicy",
            .object([
                .optional("blockDisposableAddresses", .boolean), .optional("blockSubaddressing", .boolean),
                .optional("customAllowlist", .array(.text)), .optional("customBlocklist", .array(.text)),
            ])),
        .optional(
            "verificationCodePolicy",
            .object([
                .optional("expirationDuration", .number([.whole, .least(60), .most(3600)])),
                .optional("maxRetryAttempts", .number([.whole, .least(1), .most(100)])),
            ])),
        .optional(
            "passkeySignIn",
            .object(["enabled", "showPasskeyButton", "allowAutofill"].map { .optional($0, .boolean) })),
        .optional(
            "passwordExpiration",
            .object([
                .optional("enabled", .boolean), .optional("validPeriodDays", .number([.whole, .least(1)])),
                .optional("enabledAt", .number([])),
            ])),
        .optional("usernamePolicy", Self.usernamePolicy),
    ]

    static let change = Schema.object(Self.fields)

    /// All settings, none of which has to be sent.
    static let fields: [Schema.Field] =
        Self.appearance + [
            .optional("signIn", Self.signIn),
            .optional("signUp", Self.signUp),
            .optional(
                "socialSignIn",
                .object([
                    .optional("automaticAccountLinking", .boolean), .optional("skipRequiredIdentifiers", .boolean),
                ])),
            .optional("socialSignInConnectorTargets", .array(.text)),
            .optional("signInMode", .choice(of: Experience.Mode.self)),
            .optional("singleSignOnEnabled", .boolean),
            .nullish("supportEmail", .union([.string([.email]), .literal("")])),
            .optional("supportWebsiteUrl", Self.url),
            .optional("unknownSessionRedirectUrl", Self.url),
            .nullish("forgotPasswordMethods", .array(.choice(of: Experience.ForgotPasswordMethod.self))),
            .nullish("signUpProfileFields", .array(.object([.required("name", .text)]))),
        ] + Self.policies
}
