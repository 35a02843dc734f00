/// Reads the settings from a configuration, and from the database, where nobody listens to what is noted.
extension SignInExperience {
    init(reading object: ConfigObject) {
        self.init()
        // The constant keys of the wire.
        _ = object.optionalString("tenantId")
        _ = object.optionalString("id")
        self.readAppearance(object)
        self.termsOfUseUrl = object.url("termsOfUseUrl")
        self.privacyPolicyUrl = object.url("privacyPolicyUrl")
        self.agreeToTermsPolicy = object.choice("agreeToTermsPolicy") ?? .automatic
        if let methods = object.object("signIn", { $0.objects("methods", SignInMethod.init(reading:)) }) {
            self.signInMethods = methods
        }
        self.signUp = object.object("signUp", SignUp.init(reading:)) ?? SignUp()
        self.socialSignIn = object.object("socialSignIn", SocialSignIn.init(reading:)) ?? SocialSignIn()
        self.socialSignInConnectorTargets = object.strings("socialSignInConnectorTargets") ?? []
        self.mode = object.choice("signInMode") ?? .signInAndRegister
        self.singleSignOnEnabled = object.bool("singleSignOnEnabled") ?? false
        self.supportEmail = object.clearable("supportEmail")
        self.supportWebsiteUrl = object.url("supportWebsiteUrl")
        self.unknownSessionRedirectUrl = object.url("unknownSessionRedirectUrl")
        if object.isNull("forgotPasswordMethods") {
            self.forgotPasswordMethods = nil
        } else {
            self.forgotPasswordMethods = object.choices("forgotPasswordMethods")
        }
        if object.has("signUpProfileFields") {
            self.signUpProfileFields = object.objects("signUpProfileFields") { $0.string("name") }
        }
        self.readPolicies(object)
    }

    private mutating func readAppearance(_ object: ConfigObject) {
        self.color = object.object("color", Color.init(reading:)) ?? Color()
        self.branding = object.object("branding", Branding.init(reading:)) ?? Branding()
        self.hideLogtoBranding = object.bool("hideLogtoBranding") ?? false
        self.languageInfo = object.object("languageInfo", LanguageInfo.init(reading:)) ?? LanguageInfo()
        self.customCss = object.clearable("customCss")
        self.customContent = object.json("customContent") ?? [:]
        self.customUiAssets = object.object("customUiAssets") { assets in
            CustomUIAssets(id: assets.string("id"), createdAt: Instant(milliseconds: assets.int("createdAt") ?? 0))
        }
        self.customUiCsp =
            object.object("customUiCsp") { csp in
                CustomUICSP(scriptSrc: csp.filled("scriptSrc"), connectSrc: csp.filled("connectSrc"))
            } ?? CustomUICSP()
    }

    private mutating func readPolicies(_ object: ConfigObject) {
        self.passwordPolicy = object.object("passwordPolicy", PasswordPolicy.init(reading:)) ?? PasswordPolicy()
        self.mfa = object.object("mfa", MFA.init(reading:)) ?? MFA()
        self.adaptiveMfa = object.object("adaptiveMfa") { AdaptiveMFA(enabled: $0.bool("enabled")) } ?? AdaptiveMFA()
        self.captchaPolicy =
            object.object("captchaPolicy") { CaptchaPolicy(enabled: $0.bool("enabled")) } ?? CaptchaPolicy()
        self.sentinelPolicy =
            object.object("sentinelPolicy") { policy in
                SentinelPolicy(
                    maxAttempts: policy.int("maxAttempts", in: 1...Int64(Int32.max)),
                    lockoutDuration: policy.int("lockoutDuration", in: 1...Int64(Int32.max)))
            } ?? SentinelPolicy()
        self.emailBlocklistPolicy =
            object.object("emailBlocklistPolicy", EmailBlocklistPolicy.init(reading:)) ?? EmailBlocklistPolicy()
        self.verificationCodePolicy =
            object.object("verificationCodePolicy") { policy in
                VerificationCodePolicy(
                    expirationDuration: policy.int("expirationDuration", in: 60...3600),
                    maxRetryAttempts: policy.int("maxRetryAttempts", in: 1...100))
            } ?? VerificationCodePolicy()
        self.passkeySignIn =
            object.object("passkeySignIn") { passkey in
                PasskeySignIn(
                    enabled: passkey.bool("enabled"), showPasskeyButton: passkey.bool("showPasskeyButton"),
                    allowAutofill: passkey.bool("allowAutofill"))
            } ?? PasskeySignIn()
        self.passwordExpiration =
            object.object("passwordExpiration") { expiration in
                PasswordExpiration(
                    enabled: expiration.bool("enabled"),
                    validPeriodDays: expiration.int("validPeriodDays", in: 1...Int64(Int32.max)),
                    enabledAt: expiration.int("enabledAt", in: 0...Int64.max).map(Instant.init(milliseconds:)))
            } ?? PasswordExpiration()
        self.usernamePolicy = object.object("usernamePolicy", UsernamePolicy.init(reading:)) ?? UsernamePolicy()
    }
}

extension SignInExperience.Color {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.primaryColor = object.color("primaryColor") ?? self.primaryColor
        self.isDarkModeEnabled = object.bool("isDarkModeEnabled") ?? false
        self.darkPrimaryColor = object.color("darkPrimaryColor") ?? self.darkPrimaryColor
    }
}

extension SignInExperience.Branding {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            logoUrl: object.url("logoUrl"), darkLogoUrl: object.url("darkLogoUrl"), favicon: object.url("favicon"),
            darkFavicon: object.url("darkFavicon"))
    }
}

extension SignInExperience.LanguageInfo {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.autoDetect = object.bool("autoDetect") ?? true
        self.fallbackLanguage = object.optionalString("fallbackLanguage") ?? "en"
    }
}

extension SignInExperience.SignInMethod {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            identifier: object.required(object.choice("identifier"), "identifier") ?? .username,
            password: object.bool("password") ?? true,
            verificationCode: object.bool("verificationCode") ?? false,
            isPasswordPrimary: object.bool("isPasswordPrimary") ?? true)
    }
}

extension SignInExperience.SignUp {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        if object.has("identifiers") { self.identifiers = object.choices("identifiers") }
        self.password = object.bool("password") ?? self.password
        self.verify = object.bool("verify") ?? self.verify
        if object.has("secondaryIdentifiers") {
            self.secondaryIdentifiers = object.objects("secondaryIdentifiers") { secondary in
                Secondary(
                    identifier: secondary.required(secondary.choice("identifier"), "identifier") ?? .username,
                    verify: secondary.bool("verify"))
            }
        }
    }
}

extension SignInExperience.SocialSignIn {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            automaticAccountLinking: object.bool("automaticAccountLinking"),
            skipRequiredIdentifiers: object.bool("skipRequiredIdentifiers"))
    }
}

extension SignInExperience.PasswordPolicy {
    /// What a part leaves out is completed from Logto's defaults.
    fileprivate init(reading object: ConfigObject) {
        self.init()
        let positive = 1...Int64(Int32.max)
        self.length = object.object("length") { length in
            Length(min: length.int("min", in: positive) ?? 8, max: length.int("max", in: positive) ?? 256)
        }
        self.characterTypes = object.object("characterTypes") { CharacterTypes(min: $0.int("min", in: 1...4) ?? 1) }
        self.rejects = object.object("rejects") { rejects in
            Rejects(
                pwned: rejects.bool("pwned") ?? true,
                repetitionAndSequence: rejects.bool("repetitionAndSequence") ?? true,
                userInfo: rejects.bool("userInfo") ?? true,
                words: rejects.strings("words") ?? [])
        }
    }
}

extension SignInExperience.MFA {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            factors: object.choices("factors"), policy: object.choice("policy") ?? .userControlled,
            organizationRequiredMfaPolicy: object.choice("organizationRequiredMfaPolicy"))
    }
}

extension SignInExperience.EmailBlocklistPolicy {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            blockDisposableAddresses: object.bool("blockDisposableAddresses"),
            blockSubaddressing: object.bool("blockSubaddressing"),
            customAllowlist: object.strings("customAllowlist")?.withoutRepetitions,
            customBlocklist: object.strings("customBlocklist")?.withoutRepetitions)
    }
}

extension SignInExperience.UsernamePolicy {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.caseSensitive = object.bool("caseSensitive") ?? true
        self.minLength = object.int("minLength", in: 1...128) ?? 1
        self.maxLength = object.int("maxLength", in: 1...128) ?? 128
        self.allowedChars =
            object.object("allowedChars") { allowed in
                AllowedCharacters(
                    lowercase: allowed.bool("lowercase") ?? true, uppercase: allowed.bool("uppercase") ?? true,
                    numbers: allowed.bool("numbers") ?? true, underscore: allowed.bool("underscore") ?? true)
            } ?? AllowedCharacters()
    }
}

extension ConfigObject {
    func color(_ name: String) -> String? {
        guard let text = self.optionalString(name) else { return nil }
        if text.wholeMatch(of: /#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})/) == nil {
            self.note(name, "is \"\(text)\"; it must be a colour such as #6139F6")
        }
        return text
    }

    /// Text that the empty string clears, as everywhere in Logto.
    fileprivate func clearable(_ name: String) -> String? {
        self.optionalString(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    func url(_ name: String) -> String? {
        guard let text = self.clearable(name) else { return nil }
        if !text.isAbsoluteURI {
            self.note(name, "is \"\(text)\"; it must be an address such as https://bookstore.example/")
        }
        return text
    }

    /// A list that counts as absent where it is empty.
    fileprivate func filled(_ name: String) -> [String]? {
        self.strings(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension [String] {
    fileprivate var withoutRepetitions: [String] {
        var seen: Set<String> = []
        return self.filter { seen.insert($0).inserted }
    }
}
