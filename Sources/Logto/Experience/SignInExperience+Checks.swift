import Core
import HTTPTypes

extension SignInExperience {
    /// - Parameter hasOneTimeToken: whoever has one is let in whatever the mode: an administrator has asked them to come.
    /// - Throws: 403 `auth.forbidden` for what the tenant's sign-in mode rules out.
    package func check(_ event: InteractionEvent, hasOneTimeToken: Bool = false) throws(LogtoError) {
        let isAllowed =
            switch event {
            case .signIn: self.allowsSignIn
            case .register: self.allowsRegistration || hasOneTimeToken
            case .forgotPassword: true
            }
        guard isAllowed else { throw LogtoError("auth.forbidden", .forbidden) }
    }

    /// Whether a proof is one by which people may be identified. A social account always is, and so is a one-time token,
    /// for which the mode does not count either.
    ///
    /// - Throws: 403 `auth.forbidden`; 422 `user.sign_in_method_not_enabled`,
    ///   `session.not_supported_for_forgot_password`.
    func check(_ record: VerificationRecord, for event: InteractionEvent) throws(LogtoError) {
        if event == .forgotPassword {
            guard self.resetsPassword(by: record) else {
                throw LogtoError("session.not_supported_for_forgot_password", .unprocessableContent)
            }
            return
        }
        if case .oneTimeToken = record.content { return }
        try self.check(event)
        let isEnabled =
            switch record.content {
            case .password(let identifier): self.signInMethod(identifier.type)?.password ?? false
            case .code(_, .mfaVerification, _): false
            case .code(let address, _, _): self.signInMethod(UserIdentifier(address).type)?.verificationCode ?? false
            case .social, .oneTimeToken: true
            case .newPasswordIdentity, .totp, .backupCode: false
            }
        guard isEnabled else { throw LogtoError("user.sign_in_method_not_enabled", .unprocessableContent) }
    }

    /// Only by a code, and in the tenant's ways; where it has not said which, in both.
    private func resetsPassword(by record: VerificationRecord) -> Bool {
        guard case .code(let address, let purpose, _) = record.content, purpose != .mfaVerification else {
            return false
        }
        guard let methods = self.forgotPasswordMethods else { return true }
        return switch address {
        case .email: methods.contains(.email)
        case .phone: methods.contains(.phone)
        }
    }
}
