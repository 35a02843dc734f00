/// The rules that a sign-in or a registration is held to.
extension SignInExperience {
    package struct PasswordPolicy: Equatable, Sendable {
        package struct Length: Equatable, Sendable {
            package var min: Int64 = 8
            package var max: Int64 = 256
        }

        package struct CharacterTypes: Equatable, Sendable {
            /// How many of lower case, upper case, digits and symbols there must be.
            package var min: Int64 = 1
        }

        package struct Rejects: Equatable, Sendable {
            package var pwned = true
            package var repetitionAndSequence = true
            package var userInfo = true
            package var words: [String] = []
        }

        package var length: Length?
        package var characterTypes: CharacterTypes?
        package var rejects: Rejects?

        package var effectiveLength: Length { self.length ?? Length() }
        package var effectiveCharacterTypes: CharacterTypes { self.characterTypes ?? CharacterTypes() }
        package var effectiveRejects: Rejects { self.rejects ?? Rejects() }
    }

    /// How long a password is good for (spec `logto-management-api.md` §6.9).
    package struct PasswordExpiration: Equatable, Sendable {
        package var enabled: Bool?
        package var validPeriodDays: Int64?
        /// When the rule came into force; set by the server.
        package var enabledAt: Instant?

        package init(enabled: Bool? = nil, validPeriodDays: Int64? = nil, enabledAt: Instant? = nil) {
            self.enabled = enabled
            self.validPeriodDays = validPeriodDays
            self.enabledAt = enabledAt
        }
    }

    package struct UsernamePolicy: Equatable, Sendable {
        package struct AllowedCharacters: Equatable, Sendable {
            package var lowercase = true
            package var uppercase = true
            package var numbers = true
            package var underscore = true
        }

        package var caseSensitive = true
        package var minLength: Int64 = 1
        package var maxLength: Int64 = 128
        package var allowedChars = AllowedCharacters()
    }

    /// Second factors.
    package struct MFA: Equatable, Sendable {
        package enum Policy: String, CaseIterable, Sendable {
            case userControlled = "UserControlled"
            case mandatory = "Mandatory"
            case promptOnlyAtSignIn = "PromptOnlyAtSignIn"
            case promptAtSignInAndSignUp = "PromptAtSignInAndSignUp"
            case noPrompt = "NoPrompt"
            case promptAtSignInAndSignUpMandatory = "PromptAtSignInAndSignUpMandatory"
            case promptOnlyAtSignInMandatory = "PromptOnlyAtSignInMandatory"

            /// The two that go with adaptive MFA, and only with it.
            package var isForAdaptiveMFA: Bool {
                self == .promptAtSignInAndSignUpMandatory || self == .promptOnlyAtSignInMandatory
            }
        }

        package enum OrganizationPolicy: String, CaseIterable, Sendable {
            case noPrompt = "NoPrompt"
            case mandatory = "Mandatory"
        }

        package var factors: [MFAFactor] = []
        package var policy = Policy.userControlled
        package var organizationRequiredMfaPolicy: OrganizationPolicy?
    }

    package struct AdaptiveMFA: Equatable, Sendable {
        package var enabled: Bool?
    }

    package struct CaptchaPolicy: Equatable, Sendable {
        package var enabled: Bool?
    }

    /// When failed verifications lock an identifier out, and for how long (spec `logto-oidc.md` §17).
    package struct SentinelPolicy: Equatable, Sendable {
        package var maxAttempts: Int64?
        /// Minutes.
        package var lockoutDuration: Int64?

        package var effectiveMaxAttempts: Int64 { self.maxAttempts ?? 100 }
        package var effectiveLockoutDuration: Int64 { self.lockoutDuration ?? 60 }
    }

    package struct EmailBlocklistPolicy: Equatable, Sendable {
        package var blockDisposableAddresses: Bool?
        package var blockSubaddressing: Bool?
        package var customAllowlist: [String]?
        package var customBlocklist: [String]?
    }

    package struct VerificationCodePolicy: Equatable, Sendable {
        /// Seconds.
        package var expirationDuration: Int64?
        package var maxRetryAttempts: Int64?

        package var effectiveExpirationDuration: Int64 { self.expirationDuration ?? 600 }
        package var effectiveMaxRetryAttempts: Int64 { self.maxRetryAttempts ?? 10 }
    }

    package struct PasskeySignIn: Equatable, Sendable {
        package var enabled: Bool?
        package var showPasskeyButton: Bool?
        package var allowAutofill: Bool?
    }
}

/// What may prove who somebody is, beside the first proof (spec `logto-management-api.md` §6.9).
package enum MFAFactor: String, CaseIterable, Sendable {
    case totp = "Totp"
    case webAuthn = "WebAuthn"
    case backupCode = "BackupCode"
    case emailVerificationCode = "EmailVerificationCode"
    case phoneVerificationCode = "PhoneVerificationCode"
}
