/// What the sign-in pages offer and how they look: the tenant's settings (spec `logto-oidc.md` §8.7).
package struct SignInExperience: Equatable, Sendable {
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
        package var identifiers: [Identifier] = [.username]
        package var password = true
        package var verify = false
    }

    package struct SocialSignIn: Equatable, Sendable {
        package var automaticAccountLinking = false
        package var skipRequiredIdentifiers = false
    }

    package struct Color: Equatable, Sendable {
        package var primaryColor = "#6139F6"
        package var isDarkModeEnabled = false
        package var darkPrimaryColor = "#8768F8"
    }

    package struct LanguageInfo: Equatable, Sendable {
        package var autoDetect = true
        package var fallbackLanguage = "en"
    }

    package var color = Color()
    package var languageInfo = LanguageInfo()
    package var termsOfUseUrl: String?
    package var privacyPolicyUrl: String?
    package var signUp = SignUp()
    package var signInMethods = [
        SignInMethod(identifier: .username, password: true, verificationCode: false, isPasswordPrimary: true)
    ]
    package var socialSignIn = SocialSignIn()
    /// Which providers have a button, in this order.
    package var socialSignInConnectorTargets: [String] = []
    package var mode = Mode.signInAndRegister
    package var unknownSessionRedirectUrl: String?

    /// A fresh open-source instance's settings.
    package init() {}

    package var allowsSignIn: Bool { self.mode != .register }
    package var allowsRegistration: Bool { self.mode != .signIn }
}
