/// What a person does in an interaction (spec `logto-oidc.md` §8).
package enum InteractionEvent: String, CaseIterable, Sendable {
    case signIn = "SignIn"
    case register = "Register"
    case forgotPassword = "ForgotPassword"
}
