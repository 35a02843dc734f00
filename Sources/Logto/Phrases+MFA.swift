/// The messages about second factors and lockout (spec `logto-oidc.md` §8, §17); those that the specification does not
/// word are as in Logto's phrases, but for `user.suggest_mfa`, whose words are ours.
extension Phrases {
    static let mfaTexts: [String: Texts] = [
        "session.mfa.backup_code_can_not_be_alone": Texts(
            "Backup code can not be the only MFA.", "バックアップコードは唯一の MFA にはできません。"),
        "session.mfa.backup_code_required": Texts("Backup code is required.", "バックアップコードが必要です。"),
        "session.mfa.invalid_backup_code": Texts("Invalid backup code.", "無効なバックアップコード。"),
        "session.mfa.invalid_totp_code": Texts("Invalid TOTP code.", "無効な TOTP コード。"),
        "session.mfa.mfa_factor_not_enabled": Texts("MFA factor is not enabled.", "MFA は有効になっていません。"),
        "session.mfa.mfa_policy_not_user_controlled": Texts(
            "MFA policy is not user controlled.", "MFA ポリシーはユーザーによって管理されていません。"),
        "session.mfa.pending_info_not_found": Texts(
            "Pending MFA info not found, please initiate MFA first.",
            "保留中の MFA 情報が見つかりません。まず MFA を開始してください。"),
        "session.mfa.require_mfa_verification": Texts(
            "Mfa verification is required to sign in.", "サインインするには MFA 検証が必要です。"),
        "session.mfa.suggest_additional_mfa": Texts(
            "For stronger protection, consider adding another MFA method. You can skip this step and continue.",
            "より強力な保護のため、別のMFA方法の追加を検討してください。この手順はスキップして続行できます。"),
        "session.verification_blocked_too_many_attempts": Texts(
            "Too many attempts in a short time. Please try again {{relativeTime}}.",
            "試行回数が多すぎます。{{relativeTime}}後に再度試してください。"),
        "user.backup_code_already_in_use": Texts(
            "Backup code is already in use.", "バックアップコードはすでに使用されています。"),
        "user.missing_mfa": Texts(
            "You need to bind additional MFA before signing-in.", "MFAを追加してからサインインしてください。"),
        "user.suggest_mfa": Texts(
            "Turn on 2-step verification to protect your account.",
            "2 段階認証を有効にしてアカウントを保護してください。"),
        "user.totp_already_in_use": Texts("TOTP is already in use.", "TOTPはすでに使用されています。"),
        "user.totp_secret_invalid": Texts(
            "Invalid TOTP secret supplied.", "無効な TOTP シークレットが提供されました。"),
        "user.wrong_backup_code_format": Texts(
            "Backup code format is invalid.", "バックアップコードの形式が無効です。"),
    ]
}
