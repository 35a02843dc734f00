import Core
import HTTPTypes

extension SignInExperience {
    /// - Throws: 403 `auth.forbidden` for what the tenant's sign-in mode rules out.
    package func check(_ event: InteractionEvent) throws(LogtoError) {
        let isAllowed =
            switch event {
            case .signIn: self.allowsSignIn
            case .register: self.allowsRegistration
            case .forgotPassword: true
            }
        guard isAllowed else { throw LogtoError("auth.forbidden", .forbidden) }
    }

    /// Whether a proof is one by which people may be identified. A social account always is.
    ///
    /// - Throws: 422 `user.sign_in_method_not_enabled`, `session.not_supported_for_forgot_password`.
    func check(_ record: VerificationRecord, for event: InteractionEvent) throws(LogtoError) {
        if event == .forgotPassword {
            throw LogtoError("session.not_supported_for_forgot_password", .unprocessableContent)
        }
        let isEnabled =
            switch record.content {
            case .password(let identifier):
                self.signInMethods.contains { $0.identifier == identifier.type && $0.password }
            case .social: true
            case .newPasswordIdentity, .totp, .backupCode: false
            }
        guard isEnabled else { throw LogtoError("user.sign_in_method_not_enabled", .unprocessableContent) }
    }
}
