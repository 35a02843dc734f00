/// Logto's error messages in its own words, by code (spec `logto-oidc.md` §1.5 and §19.2).
package enum Phrases {
    /// The message of a code. A placeholder that nobody supplies stays as it is, as in Logto ([U-1]).
    package static func message(_ code: String, in language: Language, values: [String: String] = [:]) -> String {
        var message = self.phrase(code, in: language) ?? self.fallback(code, in: language)
        for (name, value) in values {
            message = message.replacing("{{\(name)}}", with: value).replacing("{{ \(name) }}", with: value)
        }
        return message
    }

    private static func phrase(_ code: String, in language: Language) -> String? {
        guard let texts = self.texts[code] else { return self.management[code] ?? self.signInExperience[code] }
        return language == .japanese ? texts.japanese ?? texts.english : texts.english
    }

    private static func fallback(_ code: String, in language: Language) -> String {
        guard code.hasPrefix("oidc.") else { return code }
        return language == .japanese ? "OIDCエラーが発生しました: \(code)。" : "An OIDC error occurred: \(code)."
    }

    struct Texts: Sendable {
        let english: String
        let japanese: String?

        init(_ english: String, _ japanese: String? = nil) {
            self.english = english
            self.japanese = japanese
        }
    }

    private static let texts = [
        Self.commonTexts, Self.experienceTexts, Self.messageTexts, Self.mfaTexts, Self.passwordTexts,
    ].reduce(into: [:]) { texts, more in
        texts.merge(more) { first, _ in first }
    }

    private static let commonTexts: [String: Texts] = [
        "auth.forbidden": Texts("Forbidden. Please check your user roles and permissions."),
        "connector.authorization_failed": Texts(
            "The user's authorization process is unsuccessful.", "ユーザーの認証プロセスが失敗しました。"),
        "connector.general": Texts(
            "Error occurred in connector: {{errorDescription}}", "コネクタでエラーが発生しました：{{errorDescription}}"),
        "connector.invalid_config": Texts("The connector's config is invalid.", "コネクタの設定が無効です。"),
        "connector.invalid_response": Texts(
            "The connector's response is invalid.", "コネクタのレスポンスが無効です。"),
        "connector.social_auth_code_invalid": Texts(
            "Unable to get access token, please check authorization code.",
            "アクセストークンを取得できません。承認コードを確認してください。"),
        "connector.social_invalid_access_token": Texts(
            "The connector's access token is invalid.", "コネクタのアクセストークンが無効です。"),
        "entity.not_found": Texts("The resource does not exist."),
        "oidc.aborted": Texts("The end-user aborted interaction."),
        "oidc.access_denied": Texts("Access denied.", "アクセスが拒否されました。"),
        "oidc.insufficient_scope": Texts("Token missing scope `{{scope}}`."),
        "oidc.invalid_client_metadata": Texts("Invalid client metadata provided."),
        "oidc.invalid_grant": Texts("Grant request is invalid.", "付与リクエストが無効です。"),
        "oidc.invalid_issuer": Texts("Invalid issuer."),
        "oidc.invalid_redirect_uri": Texts(
            "`redirect_uri` did not match any of the client's registered `redirect_uris`.",
            "``redirect_uri`` `は、クライアントが登録したいずれのものとも一致しませんでした```redirect_uris`。"),
        "oidc.invalid_request": Texts("Request is invalid.", "リクエストが無効です。"),
        "oidc.invalid_scope": Texts("Invalid scope: {{error_description}}."),
        "oidc.invalid_target": Texts("Invalid resource indicator.", "無効なリソース指示子です。"),
        "oidc.invalid_token": Texts("Invalid token provided.", "提供されたトークンが無効です。"),
        "oidc.key_not_found": Texts("Key with ID {{id}} is not found."),
        "oidc.key_required": Texts("At least one key is required."),
        "oidc.only_previous_key_can_be_deleted": Texts("Only a previous key can be deleted."),
        "oidc.server_error": Texts(
            "An unknown OIDC error occurred. Please try again later.",
            "不明なOIDCエラーが発生しました。後でもう一度お試しください。"),
        "oidc.unsupported_grant_type": Texts("Unsupported `grant_type` requested."),
        "oidc.unsupported_response_mode": Texts("Unsupported `response_mode` requested."),
        "oidc.unsupported_response_type": Texts("Unsupported `response_type` requested."),
        "organization.require_membership": Texts(
            "The user must be a member of the organization to proceed.",
            "ユーザーは組織のメンバーである必要があります。"),
        "password.invalid_legacy_password_format": Texts("Invalid legacy password format."),
        "password.rejected": Texts("Password rejected. Please check if your password meets the requirements."),
        "password.unsupported_legacy_hash_algorithm": Texts("Unsupported legacy hash algorithm: {{algorithm}}."),
        "session.connector_validation_session_not_found": Texts(
            "The connector session for token validation is not found.",
            "トークン検証用のコネクタセッションが見つかりません。"),
        "session.identity_conflict": Texts(
            "Identity mismatch detected. Please initiate a new session to proceed with a different identity.",
            "ID の不一致が検出されました。別の ID を使用して新しいセッションを開始してください。"),
        "session.interaction_not_found": Texts(
            "Interaction session not found. Please go back and start the session again.",
            "インタラクションセッションが見つかりません。戻ってセッションを開始してください。"),
        "session.invalid_connector_id": Texts(
            "Unable to find available connector with id {{connectorId}}.",
            "利用可能な id {{connectorId}} のコネクタが見つかりません。"),
        "session.invalid_credentials": Texts(
            "Incorrect account or password. Please check your input.",
            "アカウントまたはパスワードが正しくありません。入力内容を確認してください。"),
        "session.not_found": Texts(
            "Session not found. Please go back and sign in again.",
            "セッションが見つかりません。戻って再度サインインしてください。"),
        "user.email_already_in_use": Texts(
            "This email is associated with an existing account.",
            "このメールアドレスは既に別のアカウントに関連付けされています。"),
        "user.identity_already_in_use": Texts(
            "The social account has been associated with an existing account.",
            "このソーシャルアカウントはすでに別のアカウントに関連付けされています。"),
        "user.identity_not_exist": Texts(
            "The social account has not been registered yet.", "このソーシャルアカウントは登録されていません。"),
        "user.missing_profile": Texts(
            "You need to provide additional info before signing-in.",
            "サインインする前に追加情報を提供する必要があります。"),
        "user.sign_in_method_not_enabled": Texts(
            "This sign-in method is not enabled.", "このサインイン方法は有効化されていません。"),
        "user.suspended": Texts("This account is suspended.", "このアカウントは停止されています。"),
        "user.username_already_in_use": Texts(
            "This username is already in use.", "このユーザー名はすでに使用されています。"),
    ]
}
