import Core
import Logto

/// The pages for verification codes and forgotten passwords: titles, buttons and errors as Logto has them; the sentences
/// that explain them are ours.
extension PageTexts {
    // MARK: codes

    var verificationCode: String { self.text("Verification code", "認証コード") }
    var invalidCode: String { self.text("The verification code is invalid.", "検証コードが無効です。") }
    var codeSent: String { self.text("We have sent a code to", "コードをお送りした宛先：") }
    var codeSentAgain: String { self.text("A new code is on its way.", "新しいコードをお送りしました。") }
    var resendCode: String { self.text("Resend verification code", "認証コードを再送") }
    var signInWithCode: String { self.text("Sign in with verification code", "認証コードでサインインする") }
    var signInWithPassword: String { self.text("Sign in with password", "パスワードでサインインする") }

    func digit(_ number: Int, of count: Int) -> String {
        self.text("Digit \(number) of \(count)", "\(count) 桁のうち \(number) 桁目")
    }

    var verifyEmail: String { self.text("Verify your email", "Eメールを確認する") }
    var verifyPhone: String { self.text("Verify your phone number", "電話番号を確認する") }

    func verifyTitle(_ identifier: UserIdentifier) -> String {
        identifier.type == .phone ? self.verifyPhone : self.verifyEmail
    }

    // MARK: addresses that are somebody's, or nobody's

    var create: String { self.text("Create", "作成する") }
    var bindAndContinue: String { self.text("Link and continue", "リンクして続行する") }

    func change(_ identifier: UserIdentifier) -> String { self.change(self.kind(identifier)) }

    func change(_ kind: String) -> String { self.text("Change \(kind)", "\(kind) を変更する") }

    var nobodyHasIt: String {
        self.text("Nobody has an account here yet with", "まだアカウントのない宛先です：")
    }
    var somebodyHasIt: String {
        self.text("There is an account already with", "すでにアカウントのある宛先です：")
    }

    func nobodyHas(_ identifier: UserIdentifier) -> String {
        let kind = self.kind(identifier)
        return self.text(
            "No account has the \(kind) \(identifier.shown).", "\(kind) \(identifier.shown) のアカウントはありません。")
    }

    func somebodyHas(_ identifier: UserIdentifier) -> String {
        let kind = self.kind(identifier)
        return self.text(
            "The \(kind) \(identifier.shown) belongs to another account. Please try another \(kind).",
            "\(kind) \(identifier.shown) は別のアカウントのものです。別の\(kind)をお試しください。")
    }

    /// Within a sentence.
    private func kind(_ identifier: UserIdentifier) -> String { self.label(identifier.type).lowercased() }

    // MARK: forgotten passwords

    var passwordExpired: String { self.text("Password expired", "パスワードの有効期限切れ") }
    var passwordExpiredText: String {
        self.text(
            "Your password has expired. Set a new one to sign in.",
            "パスワードの有効期限が切れています。サインインするには、新しいパスワードを設定してください。")
    }
    var resetPassword: String { self.text("Reset password", "パスワードを再設定する") }
    var backToSignIn: String { self.text("Back to sign in", "サインインに戻る") }

    func resetPasswordText(_ identifiers: [SignInExperience.Identifier]) -> String {
        let kinds = self.either(identifiers.map { self.label($0).lowercased() })
        return self.text(
            "Tell us the \(kinds) of your account, and a code will be sent there.",
            "アカウントの\(kinds)を入力してください。そこにコードをお送りします。")
    }
}

extension UserIdentifier {
    /// As people read it.
    var shown: String { self.type == .phone ? "+\(self.value)" : self.value }
}
