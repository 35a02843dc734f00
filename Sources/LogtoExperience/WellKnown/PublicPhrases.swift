import Core
import Logto

/// The texts that a page needs, under the names that Logto has for them (spec `logto-oidc.md` §8.7, §19): of Logto's
/// phrases those that the emulator's own pages show.
struct PublicPhrases {
    private let texts: PageTexts

    init(_ texts: PageTexts) {
        self.texts = texts
    }

    var json: JSON {
        [
            "translation": [
                "input": self.input, "action": self.action, "description": self.description, "error": self.error,
                "mfa": Self.object(self.texts.mfaPhrases),
            ]
        ]
    }

    private var input: JSON {
        Self.object([
            ("username", self.texts.username), ("password", self.texts.password), ("email", self.texts.email),
            ("phone_number", self.texts.phone), ("backup_code", self.texts.backupCode),
        ])
    }

    private var action: JSON {
        Self.object([
            ("sign_in", self.texts.signIn), ("continue", self.texts.continue),
            ("create_account", self.texts.createAccount), ("cancel", self.texts.cancel),
            ("bind", self.texts.link(with: "{{address}}")), ("sign_in_with", self.texts.continueWith("{{name}}")),
            ("authorize", self.texts.authorize), ("use_another_account", self.texts.useAnotherAccount),
            ("nav_skip", self.texts.skip), ("download", self.texts.download), ("nav_back", self.texts.back),
            ("save_password", self.texts.savePassword), ("forgot_password", self.texts.forgotPassword),
            ("sign_in_via_passcode", self.texts.signInWithCode),
            ("sign_in_via_password", self.texts.signInWithPassword), ("create", self.texts.create),
            ("change", self.texts.change("{{method}}")), ("bind_and_continue", self.texts.bindAndContinue),
        ])
    }

    private var description: JSON {
        Self.object([
            ("terms_of_use", self.texts.termsOfUse), ("privacy_policy", self.texts.privacyPolicy),
            ("or", self.texts.or), ("bind_account_title", self.texts.linkOrCreate),
            ("social_bind_with_existing", self.texts.linkText), ("skip_social_linking", self.texts.skipLinking),
            ("no_account", self.texts.noAccount), ("have_account", self.texts.haveAccount),
            ("create_your_account", self.texts.registerTitle), ("sign_in_to_your_account", self.texts.signInTitle),
            ("authorize_title", self.texts.authorizeTitle("{{name}}")),
            ("authorize_personal_data_usage", self.texts.consentPermissions),
            ("authorize_organization_access", self.texts.consentOrganizations), ("not_you", self.texts.notYou),
            ("user_id", self.texts.userID("{{id}}")), ("redirect_to", self.texts.redirected(to: "{{name}}")),
            ("enter_password", self.texts.enterPassword), ("set_password", self.texts.setPassword),
            ("new_password", self.texts.newPassword), ("reset_password", self.texts.resetPassword),
            ("password_expired", self.texts.passwordExpiredText),
            ("password_expiration_reset", self.texts.resetPassword),
            ("password_changed", self.texts.passwordChanged), ("back_to_sign_in", self.texts.backToSignIn),
            ("verify_email", self.texts.verifyEmail), ("verify_phone", self.texts.verifyPhone),
            ("enter_username", self.texts.setUsername), ("link_email", self.texts.linkEmail),
            ("link_phone", self.texts.linkPhone), ("link_email_or_phone", self.texts.linkEmailOrPhone),
            ("all_sign_in_options", self.texts.allSignInOptions),
            ("all_account_creation_options", self.texts.allRegistrationOptions),
            ("device_activation", self.texts.deviceTitle),
            ("device_activation_description", self.texts.deviceDescription),
            ("device_activation_success", self.texts.deviceSuccess),
        ])
    }

    private var error: JSON {
        Self.object([
            ("username_required", self.texts.required(self.texts.username)),
            ("password_required", self.texts.passwordRequired), ("unknown", self.texts.unknownError),
            ("invalid_connector_auth", self.texts.invalidConnectorAuth),
            ("invalid_session", self.texts.invalidSession), ("invalid_passcode", self.texts.invalidCode),
            ("passwords_do_not_match", self.texts.passwordsDiffer),
            ("invalid_email", self.texts.invalid(self.texts.email)),
            ("invalid_phone", self.texts.invalid(self.texts.phone)),
            ("username_should_not_start_with_number", self.texts.usernameStartsWithDigit),
            ("username_invalid_charset", self.texts.usernameCharacters),
        ])
    }

    private static func object(_ texts: [(name: String, text: String)]) -> JSON {
        .object(texts.map { JSON.Member($0.name, .string($0.text)) })
    }
}
