/// What the sign-in pages offer and how they look: the tenant's settings, under Logto's names
/// (spec `logto-management-api.md` §6.9, `logto-oidc.md` §8.7).
///
/// A setting that Logto leaves out of its answer until somebody sets it is an optional here, so that what was stored
/// is what is shown. Where it has an effect, a computed property of its type says which value counts.
package struct SignInExperience: Equatable, Sendable {
    package var color = Color()
    package var branding = Branding()
    package var hideLogtoBranding = false
    package var languageInfo = LanguageInfo()
    package var termsOfUseUrl: String?
    package var privacyPolicyUrl: String?
    package var agreeToTermsPolicy = AgreeToTermsPolicy.automatic
    /// `signIn.methods` on the wire.
    package var signInMethods = [
        SignInMethod(identifier: .username, password: true, verificationCode: false, isPasswordPrimary: true)
    ]
    package var signUp = SignUp()
    package var socialSignIn = SocialSignIn()
    /// Which providers have a button, in this order.
    package var socialSignInConnectorTargets: [String] = []
    /// `signInMode` on the wire.
    package var mode = Mode.signInAndRegister
    package var customCss: String?
    /// Path → HTML; kept and shown, but no page of the emulator is replaced by it.
    package var customContent: JSON = [:]
    package var customUiAssets: CustomUIAssets?
    package var customUiCsp = CustomUICSP()
    package var passwordPolicy = PasswordPolicy()
    package var mfa = MFA()
    package var adaptiveMfa = AdaptiveMFA()
    package var singleSignOnEnabled = false
    package var supportEmail: String?
    package var supportWebsiteUrl: String?
    package var unknownSessionRedirectUrl: String?
    package var captchaPolicy = CaptchaPolicy()
    package var sentinelPolicy = SentinelPolicy()
    package var emailBlocklistPolicy = EmailBlocklistPolicy()
    package var verificationCodePolicy = VerificationCodePolicy()
    /// `nil`, on the wire `null`, is the setting of older tenants: whatever the connectors make possible.
    package var forgotPasswordMethods: [ForgotPasswordMethod]? = []
    package var passkeySignIn = PasskeySignIn()
    /// The names of the profile fields that people are asked for when they register; `nil` asks for all there are.
    package var signUpProfileFields: [String]?
    package var passwordExpiration = PasswordExpiration()
    package var usernamePolicy = UsernamePolicy()

    /// A fresh open-source instance's settings.
    package init() {}

    package var allowsSignIn: Bool { self.mode != .register }
    package var allowsRegistration: Bool { self.mode != .signIn }

    package func signInMethod(_ identifier: Identifier) -> SignInMethod? {
        self.signInMethods.first { $0.identifier == identifier }
    }
}

extension SignInExperience {
    package enum Mode: String, CaseIterable, Sendable {
        case signIn = "SignIn"
        case register = "Register"
        case signInAndRegister = "SignInAndRegister"
    }

    package enum Identifier: String, CaseIterable, Sendable {
        case username, email, phone
    }

    package struct SignInMethod: Equatable, Sendable {
        package var identifier: Identifier
        package var password: Bool
        package var verificationCode: Bool
        package var isPasswordPrimary: Bool

        package init(identifier: Identifier, password: Bool, verificationCode: Bool, isPasswordPrimary: Bool) {
            self.identifier = identifier
            self.password = password
            self.verificationCode = verificationCode
            self.isPasswordPrimary = isPasswordPrimary
        }
    }

    package struct SignUp: Equatable, Sendable {
        package enum SecondaryIdentifier: String, CaseIterable, Sendable {
            case username, email, phone, emailOrPhone
        }

        package struct Secondary: Equatable, Sendable {
            package var identifier: SecondaryIdentifier
            package var verify: Bool?

            package init(identifier: SecondaryIdentifier, verify: Bool? = nil) {
                self.identifier = identifier
                self.verify = verify
            }
        }

        /// With which of these people register; with email and phone both, one of the two is enough.
        package var identifiers: [Identifier] = [.username]
        package var password = true
        /// Whether addresses have to be verified.
        package var verify = false
        /// What else people have to give.
        package var secondaryIdentifiers: [Secondary]?
    }

    package struct SocialSignIn: Equatable, Sendable {
        package var automaticAccountLinking: Bool?
        package var skipRequiredIdentifiers: Bool?
    }

    package enum AgreeToTermsPolicy: String, CaseIterable, Sendable {
        case automatic = "Automatic"
        case manualRegistrationOnly = "ManualRegistrationOnly"
        case manual = "Manual"
    }

    package enum ForgotPasswordMethod: String, CaseIterable, Sendable {
        case email = "EmailVerificationCode"
        case phone = "PhoneVerificationCode"
    }
}
