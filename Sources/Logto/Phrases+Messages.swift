extension Phrases {
    /// Codes and links that are sent to somebody.
    static let messageTexts: [String: Texts] = [
        "connector.not_found": Texts(
            "Cannot find any available connector for type: {{type}}.",
            "タイプ：{{type}}に利用可能なコネクタが見つかりません。"),
        "connector.template_not_found": Texts(
            "Unable to find correct template in connector config.",
            "コネクタ構成から正しいテンプレートを見つけることができませんでした。"),
        "one_time_token.cannot_reactivate_token": Texts(
            "Cannot reactivate the token.", "トークンを再アクティブ化できません。"),
        "one_time_token.email_mismatch": Texts(
            "Email mismatch with given token.", "指定されたトークンとメールが一致しません。"),
        "one_time_token.interaction_event_mismatch": Texts(
            "The token cannot be used for this interaction.", "このトークンはこのインタラクションには使用できません。"),
        "one_time_token.token_consumed": Texts("The token has been consumed.", "トークンが既に使用されています。"),
        "one_time_token.token_expired": Texts("The token is expired.", "トークンの有効期限が切れています。"),
        "one_time_token.token_not_found": Texts(
            "Token {{token}} not found.", "指定されたメールとトークンでアクティブなトークンが見つかりません。"),
        "one_time_token.token_revoked": Texts("The token has been revoked.", "トークンが取り消されました。"),
        "request.message_rate_limited": Texts(
            "Too many messages sent to this recipient. Please try again later."),
        "verification_code.code_mismatch": Texts("Invalid verification code.", "無効な検証コードです。"),
        "verification_code.email_mismatch": Texts(
            "Email mismatch. Please request a new verification code.",
            "Eメールが一致しません。新しい検証コードをリクエストしてください。"),
        "verification_code.exceed_max_try": Texts(
            "Verification code retries limitation exceeded. Please request a new verification code.",
            "検証コードのリトライ上限を超えました。新しい検証コードをリクエストしてください。"),
        "verification_code.expired": Texts(
            "Verification code has expired. Please request a new verification code.",
            "検証コードの有効期限が切れました。新しい検証コードをリクエストしてください。"),
        "verification_code.not_found": Texts(
            "Verification code not found. Please send verification code first.",
            "検証コードが見つかりません。先に検証コードを送信してください。"),
        "verification_code.phone_mismatch": Texts(
            "Phone mismatch. Please request a new verification code.",
            "電話番号が一致しません。新しい検証コードをリクエストしてください。"),
    ]
}
