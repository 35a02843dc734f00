/// The messages of the Experience API (spec `logto-oidc.md` §8, §19.2); those that the specification does not word are as
/// in Logto's phrases.
extension Phrases {
    static let experienceTexts: [String: Texts] = [
        "guard.invalid_input": Texts("The request {{type}} is invalid.", "リクエスト {{type}} は無効です。"),
        "connector.unexpected_type": Texts(
            "The connector's type is unexpected.", "コネクタのタイプが予期せぬものになりました。"),
        "custom_profile_fields.name_conflict_built_in_prop": Texts(
            "Invalid field name. Reserved built-in user profile property name(s): {{name}}."),
        "custom_profile_fields.name_conflict_custom_data": Texts(
            "Invalid field name. Reserved custom data key(s): {{name}}."),
        "custom_profile_fields.name_conflict_sign_in_identifier": Texts(
            "Invalid field name. Reserved sign-in identifier key(s): {{name}}."),
        // In words of ours, as they are not recorded.
        "password.expired": Texts(
            "Your password has expired. Please reset it.",
            "パスワードの有効期限が切れています。再設定してください。"),
        "session.captcha_failed": Texts("Captcha verification failed.", "Captcha 検証に失敗しました。"),
        "session.email_blocklist.disposable_email_validation_failed": Texts(
            "Email address validation failed.", "メールアドレスの検証に失敗しました。"),
        "session.email_blocklist.email_not_allowed": Texts(
            "The email address \"{{email}}\" is restricted. Please choose a different one.",
            "メールアドレス \"{{email}}\" は制限されています。別のものを選択してください。"),
        "session.email_blocklist.email_subaddressing_not_allowed": Texts(
            "Email subaddressing is not allowed.", "メールのサブアドレッシングは許可されていません。"),
        "session.email_blocklist.invalid_email": Texts("Invalid email address.", "無効なメールアドレス。"),
        "session.identifier_not_found": Texts(
            "User identifier not found. Please go back and sign in again.",
            "ユーザー ID が見つかりません。戻って再度サインインしてください。"),
        "session.insufficient_info": Texts("Insufficient sign-in info.", "十分なサインイン情報がありません。"),
        "session.invalid_interaction_type": Texts(
            "This operation is not supported for the current interaction. Please initiate a new session.",
            "この操作は現在のインタラクションではサポートされていません。新しいセッションを開始してください。"),
        "session.mfa.mfa_factor_not_enabled": Texts("MFA factor is not enabled.", "MFA は有効になっていません。"),
        "session.not_supported_for_forgot_password": Texts(
            "This operation is not supported for forgot password.",
            "この操作は パスワードを忘れた 場合にはサポートされていません。"),
        "session.verification_failed": Self.verificationFailed,
        "session.verification_session_not_found": Self.verificationFailed,
        "storage.not_configured": Texts(
            "Storage provider is not configured.", "ストレージプロバイダが構成されていません。"),
        "user.email_exists_in_profile": Texts(
            "Your profile has already associated with an email address.",
            "すでにメールアドレスがプロフィールに関連付けられています。"),
        "user.new_password_required_in_profile": Texts(
            "You need to set a new password.", "新しいパスワードを設定する必要があります。"),
        "user.password_exists_in_profile": Texts(
            "Password already exists in your profile.", "すでにパスワードがプロフィールに存在しています。"),
        "user.phone_already_in_use": Texts(
            "This phone number is associated with an existing account.",
            "この電話番号は既に別のアカウントに関連付けされています。"),
        "user.phone_exists_in_profile": Texts(
            "Your profile has already associated with a phone number.",
            "すでに電話番号がプロフィールに関連付けられています。"),
        "user.same_password": Texts(
            "New password cannot be the same as your old password.",
            "新しいパスワードは、古いパスワードと同じであってはなりません。"),
        "user.user_not_exist": Texts(
            "User with {{ identifier }} does not exist.", "{{ identifier }}を持つユーザーは存在しません。"),
        "user.username_exists_in_profile": Texts(
            "Username already exists in your profile.", "すでにユーザー名がプロフィールに存在しています。"),
        "user.username_lowercase_not_allowed": Texts(
            "Lowercase letters are not allowed in usernames.", "ユーザー名に小文字は使用できません。"),
        "user.username_numbers_not_allowed": Texts(
            "Numbers are not allowed in usernames.", "ユーザー名に数字は使用できません。"),
        "user.username_too_long": Texts(
            "Username must be at most {{max}} characters long.", "ユーザー名は最大で {{max}} 文字である必要があります。"),
        "user.username_too_short": Texts(
            "Username must be at least {{min}} characters long.", "ユーザー名は少なくとも {{min}} 文字である必要があります。"),
        "user.username_underscore_not_allowed": Texts(
            "Underscores are not allowed in usernames.", "ユーザー名にアンダースコアは使用できません。"),
        "user.username_uppercase_not_allowed": Texts(
            "Uppercase letters are not allowed in usernames.", "ユーザー名に大文字は使用できません。"),
    ]

    private static let verificationFailed = Texts(
        "The verification was not successful. Restart the verification flow and try again.",
        "検証が成功しませんでした。検証フローを再開してもう一度やり直してください。")
}
