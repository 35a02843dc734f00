extension SignInExperience {
    /// As the Management API shows it, in its order (spec `logto-management-api.md` §6.9).
    package var json: JSON {
        [
            "tenantId": "default", "id": "default",
            "color": [
                "primaryColor": .string(self.color.primaryColor),
                "isDarkModeEnabled": .bool(self.color.isDarkModeEnabled),
                "darkPrimaryColor": .string(self.color.darkPrimaryColor),
            ],
            "branding": [
                "logoUrl": self.branding.logoUrl.map(JSON.string),
                "darkLogoUrl": self.branding.darkLogoUrl.map(JSON.string),
                "favicon": self.branding.favicon.map(JSON.string),
                "darkFavicon": self.branding.darkFavicon.map(JSON.string),
            ],
            "hideLogtoBranding": .bool(self.hideLogtoBranding),
            "languageInfo": [
                "autoDetect": .bool(self.languageInfo.autoDetect),
                "fallbackLanguage": .string(self.languageInfo.fallbackLanguage),
            ],
            "termsOfUseUrl": .nullable(self.termsOfUseUrl),
            "privacyPolicyUrl": .nullable(self.privacyPolicyUrl),
            "agreeToTermsPolicy": .string(self.agreeToTermsPolicy.rawValue),
            "signIn": ["methods": .array(self.signInMethods.map(\.json))],
            "signUp": self.signUp.json,
            "socialSignIn": [
                "automaticAccountLinking": self.socialSignIn.automaticAccountLinking.map(JSON.bool),
                "skipRequiredIdentifiers": self.socialSignIn.skipRequiredIdentifiers.map(JSON.bool),
            ],
            "socialSignInConnectorTargets": .strings(self.socialSignInConnectorTargets),
            "signInMode": .string(self.mode.rawValue),
            "customCss": .nullable(self.customCss),
            "customContent": self.customContent,
            "customUiAssets": self.customUiAssets.map(\.json) ?? .null,
            "customUiCsp": [
                "scriptSrc": self.customUiCsp.scriptSrc.map { .strings($0) },
                "connectSrc": self.customUiCsp.connectSrc.map { .strings($0) },
            ],
            "passwordPolicy": self.passwordPolicy.json,
            "mfa": [
                "factors": .strings(self.mfa.factors.map(\.rawValue)),
                "policy": .string(self.mfa.policy.rawValue),
                "organizationRequiredMfaPolicy": self.mfa.organizationRequiredMfaPolicy.map { .string($0.rawValue) },
            ],
            "adaptiveMfa": ["enabled": self.adaptiveMfa.enabled.map(JSON.bool)],
            "singleSignOnEnabled": .bool(self.singleSignOnEnabled),
            "supportEmail": .nullable(self.supportEmail),
            "supportWebsiteUrl": .nullable(self.supportWebsiteUrl),
            "unknownSessionRedirectUrl": .nullable(self.unknownSessionRedirectUrl),
            "captchaPolicy": ["enabled": self.captchaPolicy.enabled.map(JSON.bool)],
            "sentinelPolicy": [
                "maxAttempts": self.sentinelPolicy.maxAttempts.map(JSON.int),
                "lockoutDuration": self.sentinelPolicy.lockoutDuration.map(JSON.int),
            ],
            "emailBlocklistPolicy": self.emailBlocklistPolicy.json,
            "verificationCodePolicy": [
                "expirationDuration": self.verificationCodePolicy.expirationDuration.map(JSON.int),
                "maxRetryAttempts": self.verificationCodePolicy.maxRetryAttempts.map(JSON.int),
            ],
            "forgotPasswordMethods": self.forgotPasswordMethods.map { .strings($0.map(\.rawValue)) } ?? .null,
            "passkeySignIn": [
                "enabled": self.passkeySignIn.enabled.map(JSON.bool),
                "showPasskeyButton": self.passkeySignIn.showPasskeyButton.map(JSON.bool),
                "allowAutofill": self.passkeySignIn.allowAutofill.map(JSON.bool),
            ],
            "signUpProfileFields": self.signUpProfileFields.map { .array($0.map { ["name": .string($0)] }) } ?? .null,
            "passwordExpiration": [
                "enabled": self.passwordExpiration.enabled.map(JSON.bool),
                "validPeriodDays": self.passwordExpiration.validPeriodDays.map(JSON.int),
                "enabledAt": self.passwordExpiration.enabledAt.map { .int($0.milliseconds) },
            ],
            "usernamePolicy": self.usernamePolicy.json,
        ]
    }

    /// What anyone may read of it (spec `logto-oidc.md` §8.7); connectors and what follows from them come behind it.
    package var publicJSON: JSON {
        let hidden = ["emailBlocklistPolicy", "forgotPasswordMethods"]
        return .object((self.json.members ?? []).filter { !hidden.contains($0.name) })
    }

    /// What ``json`` wrote. A value that is missing or that somebody has damaged is that of a fresh instance.
    package init(_ json: JSON) {
        // Whatever placeholders a stored text still has were meant as text.
        let verbatim = Origins(logto: "${logto}", patreon: "${patreon}", console: "${console}")
        self =
            ConfigObject.read(
                json, at: "", origins: verbatim, report: ConfigReport(), SignInExperience.init(reading:))
            ?? SignInExperience()
    }
}

extension SignInExperience.SignInMethod {
    fileprivate var json: JSON {
        [
            "identifier": .string(self.identifier.rawValue),
            "password": .bool(self.password),
            "verificationCode": .bool(self.verificationCode),
            "isPasswordPrimary": .bool(self.isPasswordPrimary),
        ]
    }
}

extension SignInExperience.SignUp {
    fileprivate var json: JSON {
        let secondary = self.secondaryIdentifiers?.map { secondary -> JSON in
            [
                "identifier": .string(secondary.identifier.rawValue),
                "verify": secondary.verify.map(JSON.bool),
            ]
        }
        return [
            "identifiers": .strings(self.identifiers.map(\.rawValue)),
            "password": .bool(self.password),
            "verify": .bool(self.verify),
            "secondaryIdentifiers": secondary.map(JSON.array),
        ]
    }
}

extension SignInExperience.CustomUIAssets {
    fileprivate var json: JSON { ["id": .string(self.id), "createdAt": .int(self.createdAt.milliseconds)] }
}

extension SignInExperience.PasswordPolicy {
    fileprivate var json: JSON {
        [
            "length": self.length.map { ["min": .int($0.min), "max": .int($0.max)] },
            "characterTypes": self.characterTypes.map { ["min": .int($0.min)] },
            "rejects": self.rejects.map { rejects in
                [
                    "pwned": .bool(rejects.pwned),
                    "repetitionAndSequence": .bool(rejects.repetitionAndSequence),
                    "userInfo": .bool(rejects.userInfo),
                    "words": .strings(rejects.words),
                ]
            },
        ]
    }
}

extension SignInExperience.EmailBlocklistPolicy {
    fileprivate var json: JSON {
        [
            "blockDisposableAddresses": self.blockDisposableAddresses.map(JSON.bool),
            "blockSubaddressing": self.blockSubaddressing.map(JSON.bool),
            "customAllowlist": self.customAllowlist.map { .strings($0) },
            "customBlocklist": self.customBlocklist.map { .strings($0) },
        ]
    }
}

extension SignInExperience.UsernamePolicy {
    fileprivate var json: JSON {
        [
            "caseSensitive": .bool(self.caseSensitive),
            "minLength": .int(self.minLength),
            "maxLength": .int(self.maxLength),
            "allowedChars": [
                "lowercase": .bool(self.allowedChars.lowercase),
                "uppercase": .bool(self.allowedChars.uppercase),
                "numbers": .bool(self.allowedChars.numbers),
                "underscore": .bool(self.allowedChars.underscore),
            ],
        ]
    }
}
