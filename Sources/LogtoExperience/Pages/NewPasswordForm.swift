import Core
import Logto
import Web

/// The two fields for a password that somebody chooses, on every page that asks for one.
struct NewPasswordForm: Sendable {
    private let password: String
    private var errors: [String] = []
    private var confirmationError: String?

    /// An empty one.
    init() {
        self.password = ""
    }

    /// What was entered.
    init(_ form: FormParameters, _ texts: PageTexts) {
        self.password = form["newPassword"] ?? ""
        if self.password.isEmpty {
            self.errors = [texts.passwordRequired]
        } else if let repeated = form["confirmPassword"], repeated != self.password {
            self.confirmationError = texts.passwordsDiffer
        }
    }

    /// What was entered, unless something is wrong with it.
    var chosen: String? { self.errors.isEmpty && self.confirmationError == nil ? self.password : nil }

    /// Takes a refusal that is about the password.
    ///
    /// - Returns: whether it is one.
    mutating func take(_ refusal: LogtoError, _ texts: PageTexts) -> Bool {
        switch refusal.code {
        case "password.rejected":
            self.errors = PasswordIssue.sentences(refusal.passwordIssues, in: texts.language)
        case "user.same_password":
            self.errors = [refusal.message(in: texts.language) ?? texts.unknownError]
        default: return false
        }
        return true
    }

    /// Nobody gets a password back from a page.
    func fields(_ texts: PageTexts, _ policy: SignInExperience.PasswordPolicy) -> [PageField] {
        [
            PageField(
                "newPassword", label: texts.newPassword, type: "password", autocomplete: "new-password",
                isFirst: true, hint: texts.requirements(policy), errors: self.errors),
            PageField(
                "confirmPassword", label: texts.confirmPassword, type: "password", autocomplete: "new-password",
                errors: self.confirmationError.map { [$0] } ?? []),
        ]
    }
}
