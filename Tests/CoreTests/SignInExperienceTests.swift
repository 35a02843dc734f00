import Core
import Testing

/// Spec `logto-management-api.md` §6.9.
@Suite struct SignInExperienceTests {
    /// Copied from the specification.
    private static let fresh = """
        {
          "tenantId": "default", "id": "default",
          "color": { "primaryColor": "#6139F6", "isDarkModeEnabled": false, "darkPrimaryColor": "#8768F8" },
          "branding": { "logoUrl": "https://logto.io/logo.svg", "darkLogoUrl": "https://logto.io/logo-dark.svg" },
          "hideLogtoBranding": false,
          "languageInfo": { "autoDetect": true, "fallbackLanguage": "en" },
          "termsOfUseUrl": null, "privacyPolicyUrl": null, "agreeToTermsPolicy": "Automatic",
          "signIn": { "methods": [ { "identifier": "username", "password": true, "verificationCode": false, "isPasswordPrimary": true } ] },
          "signUp": { "identifiers": ["username"], "password": true, "verify": false },
          "socialSignIn": {}, "socialSignInConnectorTargets": [], "signInMode": "SignInAndRegister",
          "customCss": null, "customContent": {}, "customUiAssets": null, "customUiCsp": {},
          "passwordPolicy": {}, "mfa": { "factors": [], "policy": "UserControlled" }, "adaptiveMfa": {},
          "singleSignOnEnabled": false, "supportEmail": null, "supportWebsiteUrl": null, "unknownSessionRedirectUrl": null,
          "captchaPolicy": {}, "sentinelPolicy": {}, "emailBlocklistPolicy": {}, "verificationCodePolicy": {},
          "forgotPasswordMethods": [], "passkeySignIn": {}, "signUpProfileFields": null, "passwordExpiration": {},
          "usernamePolicy": { "caseSensitive": true, "minLength": 1, "maxLength": 128,
            "allowedChars": { "lowercase": true, "uppercase": true, "numbers": true, "underscore": true } }
        }
        """

    /// Every setting, none as in a fresh instance.
    private static let full = """
        {"tenantId":"default","id":"default",\
        "color":{"primaryColor":"#abc","isDarkModeEnabled":true,"darkPrimaryColor":"#123456"},\
        "branding":{"logoUrl":"https://a.example/l.png","favicon":"https://a.example/f.ico"},"hideLogtoBranding":true,\
        "languageInfo":{"autoDetect":false,"fallbackLanguage":"ja"},"termsOfUseUrl":"https://a.example/t",\
        "privacyPolicyUrl":"https://a.example/p","agreeToTermsPolicy":"Manual",\
        "signIn":{"methods":[{"identifier":"email","password":false,"verificationCode":true,"isPasswordPrimary":false}]},\
        "signUp":{"identifiers":["email"],"password":false,"verify":true,\
        "secondaryIdentifiers":[{"identifier":"phone","verify":true},{"identifier":"username"}]},\
        "socialSignIn":{"automaticAccountLinking":false,"skipRequiredIdentifiers":true},\
        "socialSignInConnectorTargets":["patreon"],"signInMode":"SignIn","customCss":"a{}",\
        "customContent":{"/sign-in":"<p>${logto}</p>"},"customUiAssets":{"id":"x","createdAt":5},\
        "customUiCsp":{"scriptSrc":["https://a.example"]},\
        "passwordPolicy":{"length":{"min":10,"max":256},"rejects":{"pwned":false,"repetitionAndSequence":true,\
        "userInfo":true,"words":["book"]}},\
        "mfa":{"factors":["Totp","BackupCode"],"policy":"NoPrompt","organizationRequiredMfaPolicy":"Mandatory"},\
        "adaptiveMfa":{"enabled":false},"singleSignOnEnabled":true,"supportEmail":"a@a.example",\
        "supportWebsiteUrl":"https://a.example/s","unknownSessionRedirectUrl":"https://a.example/",\
        "captchaPolicy":{"enabled":true},"sentinelPolicy":{"maxAttempts":3,"lockoutDuration":5},\
        "emailBlocklistPolicy":{"blockSubaddressing":true,"customBlocklist":["@b.example"]},\
        "verificationCodePolicy":{"expirationDuration":60,"maxRetryAttempts":3},"forgotPasswordMethods":null,\
        "passkeySignIn":{"enabled":true},"signUpProfileFields":[{"name":"birthdate"}],\
        "passwordExpiration":{"enabled":true,"validPeriodDays":30,"enabledAt":7},\
        "usernamePolicy":{"caseSensitive":false,"minLength":3,"maxLength":20,\
        "allowedChars":{"lowercase":true,"uppercase":false,"numbers":true,"underscore":false}}}
        """

    @Test func `a fresh instance shows what the specification shows, in its order`() throws {
        #expect(try SignInExperience().json.text() == JSON(parsing: Self.fresh).text())
    }

    @Test(arguments: [fresh, full])
    func `what was written is read as it was`(text: String) throws {
        let json = try JSON(parsing: text)
        #expect(SignInExperience(json).json.text() == json.text())
    }

    @Test func `the public settings leave out two`() throws {
        let names = (SignInExperience().publicJSON.members ?? []).map(\.name)
        #expect(!names.contains("emailBlocklistPolicy"))
        #expect(!names.contains("forgotPasswordMethods"))
        #expect(names.count == (SignInExperience().json.members ?? []).count - 2)
    }

    @Test(arguments: [
        "{}", "[]", "null", "7",
        #"{"color": 7, "branding": null, "signIn": [], "signUp": {"identifiers": "x"}, "mfa": {"factors": {}}}"#,
    ])
    func `what somebody has damaged is as in a fresh instance`(text: String) throws {
        var expected = SignInExperience()
        if text.contains("identifiers") { expected.signUp.identifiers = [] }
        #expect(SignInExperience(try JSON(parsing: text)) == expected)
    }

    @Test func `a part of the password policy that is sent in part is completed from the defaults`() throws {
        let experience = SignInExperience(["passwordPolicy": ["length": ["min": 10], "rejects": [:]]])
        #expect(
            experience.json["passwordPolicy"]?.text()
                == #"{"length":{"min":10,"max":256},"rejects":{"pwned":true,"repetitionAndSequence":true,"userInfo":true,"words":[]}}"#
        )
        #expect(experience.passwordPolicy.effectiveCharacterTypes.min == 1)
    }

    @Test func `empty text clears, as everywhere in Logto`() {
        let experience = SignInExperience(["supportEmail": "", "termsOfUseUrl": "", "customCss": ""])
        #expect(experience == SignInExperience())
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let settings: String
        let codes: [String]
        var connectors: Set<LogtoConnector.Kind> = [.email, .sms]
        var testDescription: String { self.settings }
    }

    @Test(arguments: [
        Case(settings: "{}", codes: [], connectors: []),
        Case(settings: #"{"languageInfo": {"fallbackLanguage": "xx"}}"#, codes: ["unsupported_default_language"]),
        Case(
            settings: #"{"signUp": {"identifiers": [], "secondaryIdentifiers": [{"identifier": "username"}]}}"#,
            codes: ["missing_sign_up_identifiers"]),
        Case(
            settings:
                #"{"signUp": {"identifiers": ["email"], "verify": true, "secondaryIdentifiers": [{"identifier": "emailOrPhone", "verify": true}]}}"#,
            codes: ["duplicated_sign_up_identifiers"]),
        Case(
            settings: #"{"signUp": {"identifiers": ["email"], "verify": false}}"#,
            codes: ["passwordless_requires_verify"]
        ),
        Case(
            settings: #"{"signUp": {"identifiers": ["username"], "secondaryIdentifiers": [{"identifier": "phone"}]}}"#,
            codes: ["passwordless_requires_verify"]),
        Case(
            settings: #"{"signUp": {"identifiers": ["email", "phone"], "verify": true}}"#,
            codes: ["enabled_connector_not_found"], connectors: [.email]),
        Case(
            settings: #"{"signIn": {"methods": [{"identifier": "email", "verificationCode": true}]}}"#,
            codes: ["enabled_connector_not_found"], connectors: [.sms]),
        Case(
            settings: #"{"signIn": {"methods": [{"identifier": "email", "password": false}]}}"#,
            codes: ["at_least_one_authentication_factor"]),
        Case(
            settings:
                #"{"signUp": {"identifiers": ["email"], "verify": true, "password": false}, "signIn": {"methods": [{"identifier": "email"}, {"identifier": "username"}]}}"#,
            codes: ["code_sign_in_must_be_enabled"]),
        Case(
            settings:
                #"{"signIn": {"methods": [{"identifier": "email", "verificationCode": true}]}, "mfa": {"factors": ["EmailVerificationCode"]}}"#,
            codes: [
                "email_verification_code_cannot_be_used_for_sign_in", "email_verification_code_cannot_be_used_for_mfa",
            ]),
        Case(settings: #"{"mfa": {"factors": ["Totp", "Totp"]}}"#, codes: ["duplicated_mfa_factors"]),
        Case(settings: #"{"mfa": {"factors": ["BackupCode"]}}"#, codes: ["backup_code_cannot_be_enabled_alone"]),
        Case(settings: #"{"adaptiveMfa": {"enabled": true}}"#, codes: ["adaptive_mfa_requires_mfa"]),
        Case(
            settings: #"{"adaptiveMfa": {"enabled": true}, "mfa": {"factors": ["Totp"], "policy": "Mandatory"}}"#,
            codes: ["adaptive_mfa_requires_non_skippable_policy"]),
        Case(
            settings:
                #"{"adaptiveMfa": {"enabled": false}, "mfa": {"factors": ["Totp"], "policy": "PromptOnlyAtSignInMandatory"}}"#,
            codes: ["non_adaptive_mfa_requires_skippable_policy"]),
        Case(
            settings: #"{"forgotPasswordMethods": ["EmailVerificationCode"]}"#,
            codes: ["forgot_password_method_requires_connector"], connectors: [.sms]),
        Case(
            settings: #"{"passwordExpiration": {"enabled": true}}"#,
            codes: ["password_expiration_invalid_period_days", "password_expiration_requires_forgot_password"]),
        Case(
            settings:
                #"{"passwordExpiration": {"enabled": true, "validPeriodDays": 9}, "forgotPasswordMethods": ["PhoneVerificationCode"]}"#,
            codes: []),
        Case(
            settings:
                #"{"emailBlocklistPolicy": {"customBlocklist": ["@a.example", "x@b.example", "c.example", "a b@c.d"]}}"#,
            codes: ["invalid_custom_email_blocklist_format", "invalid_custom_email_blocklist_format"]),
    ])
    func `what does not go together is found, with Logto's code`(row: Case) throws {
        let experience = SignInExperience(try JSON(parsing: row.settings))
        #expect(experience.contradictions(connectors: row.connectors).map(\.code) == row.codes)
    }

    @Test func `a configuration with what does not go together is refused, with the path`() {
        let broken = BrokenConfig.experience(
            #"""
            "signIn": {"methods": [{"identifier": "email", "verificationCode": true}]}, "supportWebsiteUrl": "a",
            "emailBlocklistPolicy": {"blockDisposableAddresses": true}, "sentinelPolicy": {"maxAttempts": 0},
            "usernamePolicy": {"minLength": 9, "maxLength": 3, "allowedChars": {"lowercase": false, "uppercase": false,
            "underscore": false}}, "mfa": {"factors": ["Face"]}, "unheardOf": 1
            """#,
            "logto.signInExperience.supportWebsiteUrl: is \"a\"; it must be an address such as https://bookstore.example/",
            "logto.signInExperience.mfa.factors[0]: is \"Face\"; it must be one of: Totp, WebAuthn, BackupCode, "
                + "EmailVerificationCode, PhoneVerificationCode",
            "logto.signInExperience.sentinelPolicy.maxAttempts: must be a whole number of at least 1 and at most "
                + "2147483647",
            "logto.signInExperience.unheardOf",
            "logto.signInExperience.signIn.methods[0].verificationCode: needs a connector such as mock-email-service "
                + "to send codes to an address of kind email",
            "logto.signInExperience.emailBlocklistPolicy.blockDisposableAddresses: is true, which needs a service of "
                + "Logto's cloud; name domains in customBlocklist instead",
            "logto.signInExperience.usernamePolicy.minLength: is greater than maxLength",
            "logto.signInExperience.usernamePolicy.allowedChars: must allow lowercase, uppercase or underscore: no "
                + "username begins with a digit")
        #expect(
            broken.found.map {
                $0.hasPrefix("logto.signInExperience.unheardOf") ? "logto.signInExperience.unheardOf" : $0
            } == broken.problems)
    }

    @Test(
        arguments: [
            (
                SignInExperience.ForgotPasswordMethod.allCases, Set<LogtoConnector.Kind>([.email]),
                [SignInExperience.ForgotPasswordMethod.email]
            ),
            ([], [.email, .sms], []),
            (nil, [.sms], [.phone]),
            (nil, [], []),
        ]
            as [(
                [SignInExperience.ForgotPasswordMethod]?, Set<LogtoConnector.Kind>,
                [SignInExperience.ForgotPasswordMethod]
            )])
    func `passwords are reset by what is both set and connected`(
        methods: [SignInExperience.ForgotPasswordMethod]?, connectors: Set<LogtoConnector.Kind>,
        usable: [SignInExperience.ForgotPasswordMethod]
    ) {
        var experience = SignInExperience()
        experience.forgotPasswordMethods = methods
        #expect(experience.usableForgotPasswordMethods(connectors: connectors) == usable)
    }
}
