extension Phrases {
    /// Why settings of the sign-in experience do not go together (spec `logto-management-api.md` §6.9): the codes are
    /// Logto's, its words are not recorded.
    static let signInExperience: [String: String] = [
        "adaptive_mfa_requires_mfa": "Adaptive MFA needs at least one MFA factor.",
        "adaptive_mfa_requires_non_skippable_policy": "Adaptive MFA needs an MFA policy that cannot be skipped.",
        "at_least_one_authentication_factor": "A sign-in method needs a password or a verification code.",
        "backup_code_cannot_be_enabled_alone": "Backup codes need another MFA factor beside them.",
        "code_sign_in_must_be_enabled":
            "Where people sign up without a password, they have to be able to sign in by verification code.",
        "duplicated_mfa_factors": "An MFA factor is named twice.",
        "duplicated_sign_up_identifiers": "A sign-up identifier is named twice.",
        "email_verification_code_cannot_be_used_for_mfa":
            "Verification codes by e-mail are used to sign in, and cannot be an MFA factor as well.",
        "email_verification_code_cannot_be_used_for_sign_in":
            "Verification codes by e-mail are an MFA factor, and cannot be used to sign in as well.",
        "enabled_connector_not_found": "There is no connector for type: {{type}}.",
        "forgot_password_method_requires_connector":
            "A method to reset passwords needs a connector that sends its verification codes.",
        "invalid_custom_email_blocklist_format": "Neither an e-mail address nor a domain: {{items}}.",
        "missing_sign_up_identifiers": "Secondary sign-up identifiers need a primary one.",
        "non_adaptive_mfa_requires_skippable_policy": "This MFA policy needs adaptive MFA.",
        "password_expiration_invalid_period_days": "A password has to be valid for some days.",
        "password_expiration_not_enabled": "The tenant's passwords do not expire.",
        "password_expiration_requires_forgot_password": "Passwords that expire need a method to reset them.",
        "passwordless_requires_verify": "E-mail addresses and phone numbers have to be verified at sign-up.",
        "phone_verification_code_cannot_be_used_for_mfa":
            "Verification codes by phone are used to sign in, and cannot be an MFA factor as well.",
        "phone_verification_code_cannot_be_used_for_sign_in":
            "Verification codes by phone are an MFA factor, and cannot be used to sign in as well.",
        "unsupported_default_language": "The language {{language}} is not supported.",
        "username_policy_case_conflicts_exist": "There are usernames that differ in letter case alone.",
    ].reduce(into: [:]) { phrases, phrase in phrases["sign_in_experiences.\(phrase.key)"] = phrase.value }
}
