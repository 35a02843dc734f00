import Core
import Logto

/// Titles, buttons and errors of the steps after the first page, as Logto has them; the sentences that explain them are
/// ours.
extension PageTexts {
    var back: String { self.text("Back", "戻る") }
    var forgotPassword: String { self.text("Forgot your password?", "パスワードを忘れましたか？") }

    // MARK: passwords

    var enterPassword: String { self.text("Enter password", "パスワードを入力する") }
    var setPassword: String { self.text("Set password", "パスワードを設定する") }
    var newPassword: String { self.text("New password", "新しいパスワード") }
    var confirmPassword: String { self.text("Confirm password", "パスワードを確認") }
    var savePassword: String { self.text("Save password", "パスワードを保存する") }
    var passwordChanged: String { self.text("Password changed", "パスワードが変更されました") }
    var passwordsDiffer: String {
        self.text("Your passwords don’t match.", "パスワードが一致しません。もう一度お試しください。")
    }

    func enterPasswordText(_ identifier: UserIdentifier) -> String {
        let name = self.label(identifier.type)
        return self.text("\(name): \(identifier.value)", "\(name)：\(identifier.value)")
    }

    /// What a new password has to have.
    func requirements(_ policy: SignInExperience.PasswordPolicy) -> String? {
        let length = policy.effectiveLength.min
        let kinds = policy.effectiveCharacterTypes.min
        var parts: [String] = []
        if length > 1 { parts.append(self.text("at least \(length) characters", "\(length) 文字以上")) }
        if kinds > 1 {
            parts.append(
                self.text(
                    "\(kinds) of these: uppercase letters, lowercase letters, digits, symbols",
                    "大文字、小文字、数字、記号のうち \(kinds) 種類以上"))
        }
        guard !parts.isEmpty else { return nil }
        return self.text("Use \(parts.joined(separator: ", with ")).", parts.joined(separator: "、") + "にしてください。")
    }

    // MARK: missing profile

    var setUsername: String { self.text("Set username", "ユーザー名を入力する") }
    var setUsernameText: String {
        self.text(
            "You can sign in with it later. Letters, digits and underscores make a username.",
            "後でサインインに使えます。使えるのは文字、数字、アンダースコアです。")
    }
    var moreIsNeeded: String {
        self.text("One more thing before you are signed in.", "サインインの前に、あと 1 つ入力してください。")
    }
    var linkEmail: String { self.text("Link email", "メールアドレスをリンクする") }
    var linkPhone: String { self.text("Link phone", "電話番号をリンクする") }
    var linkEmailOrPhone: String {
        self.text("Link email or phone", "メールアドレスまたは電話番号をリンクする")
    }

    // MARK: what is wrong with an identifier

    func invalid(_ label: String) -> String {
        self.text("The \(label.lowercased()) is invalid", "\(label)が無効です")
    }

    var usernameStartsWithDigit: String {
        self.text("Username should not start with a number", "ユーザー名は数字で始めることはできません")
    }
    var usernameCharacters: String {
        self.text(
            "Username should only contain letters, numbers, or underscores.",
            "ユーザー名は文字、数字、またはアンダースコアのみを含める必要があります。")
    }

    // MARK: terms

    var agreeToTerms: String {
        self.text("I have read and agree to the ", "以下に同意することを確認しました：")
    }
    var termsMustBeAgreedTo: String {
        self.text(
            "You must agree to the terms to continue.",
            "続行するには利用規約に同意する必要があります。もう一度お試しください。")
    }

    // MARK: one identifier, asked for by the application

    var allSignInOptions: String { self.text("All sign-in options", "すべてのサインインオプション") }
    var allRegistrationOptions: String {
        self.text("All account creation options", "すべてのアカウント作成オプション")
    }
}
