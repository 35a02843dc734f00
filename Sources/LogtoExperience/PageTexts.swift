import Logto

/// The words on the sign-in pages, as Logto has them (spec `logto-oidc.md` §19).
struct PageTexts: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func text(_ english: String, _ japanese: String) -> String {
        switch self.language {
        case .english: english
        case .japanese: japanese
        }
    }

    var signInTitle: String { self.text("Sign in to your account", "アカウントにサインインする") }
    var registerTitle: String { self.text("Create your account", "アカウントを作成する") }
    var signIn: String { self.text("Sign in", "サインイン") }
    var createAccount: String { self.text("Create account", "アカウントを作成する") }
    var noAccount: String { self.text("No account yet?", "アカウントを作成していませんか？") }
    var haveAccount: String { self.text("Already have an account?", "すでにアカウントをお持ちですか？") }
    var or: String { self.text("or", "または") }
    var username: String { self.text("Username", "ユーザー名") }
    var email: String { self.text("Email", "メールアドレス") }
    var phone: String { self.text("Phone number", "電話番号") }
    var password: String { self.text("Password", "パスワード") }
    var passwordRequired: String { self.text("Password is required", "パスワードが必要です") }
    var somethingWentWrong: String { self.text("Something went wrong", "問題が発生しました") }
    var unknownError: String {
        self.text("Unknown error.", "不明なエラーが発生しました。後でもう一度お試しください。")
    }
    var invalidConnectorAuth: String { self.text("The authorization is invalid", "認証が無効です") }
    var invalidSession: String {
        self.text(
            "Session not found. Please go back and sign in again.",
            "セッションが見つかりません。もう一度サインインしてください。")
    }
    var accountSuspended: String { self.text("Account suspended", "アカウントが停止されています") }
    var accountSuspendedText: String {
        self.text(
            "This account has been suspended. Please contact the administrator for assistance.",
            "このアカウントは停止されています。管理者にお問い合わせください。")
    }
    var linkOrCreate: String { self.text("Link or create account", "アカウントのリンクまたは作成") }
    var linkText: String {
        self.text(
            "We found a related account which had been registered, and you can link it directly.",
            "関連するアカウントが登録されているのが見つかりましたので、直接リンクできます。")
    }
    var skipLinking: String {
        self.text("Skip linking to existing account?", "既存のアカウントとのリンクをスキップしますか？")
    }
    var termsOfUse: String { self.text("Terms of Use", "利用規約") }
    var privacyPolicy: String { self.text("Privacy Policy", "プライバシーポリシー") }
    var termsBefore: String { self.text("By continuing, you agree to the ", "続行することで、") }
    var termsBetween: String { self.text(" and ", "及び") }
    var termsAfter: String { self.text(".", "に同意したことになります。") }

    func continueWith(_ name: String) -> String { self.text("Continue with \(name)", "\(name) で続ける") }

    func required(_ label: String) -> String { self.text("\(label) is required", "\(label)が必要です") }

    func link(with address: String) -> String { self.text("Link with \(address)", "\(address) とリンクする") }

    /// Two or three labels as one, such as `Email or Username`.
    func either(_ labels: [String]) -> String {
        guard let last = labels.last, labels.count > 1 else { return labels.first ?? "" }
        let rest = labels.dropLast()
        return self.text("\(rest.joined(separator: ", ")) or \(last)", "\(rest.joined(separator: "、"))または\(last)")
    }
}
