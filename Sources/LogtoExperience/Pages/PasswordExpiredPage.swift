import Core
import Hummingbird
import Logto
import Web

/// What stands in the place of a page on which a password was right and has expired (spec `logto-oidc.md` §8.2): Logto's
/// says it in a window with one button, which leads to the page for forgotten passwords (source:
/// `packages/experience/src/hooks/use-password-sign-in.ts`).
struct PasswordExpiredPage: Sendable {
    private let identifier: UserIdentifier
    private let current: CurrentInteraction
    private let texts: PageTexts

    /// `nil` where the tenant has no way to a new password.
    init?(of identifier: UserIdentifier, _ current: CurrentInteraction, _ texts: PageTexts) {
        guard !current.recoveryIdentifiers.isEmpty else { return nil }
        self.identifier = identifier
        self.current = current
        self.texts = texts
    }

    func response(in pages: Pages) -> Response {
        var form = StepForm(self.current, at: ForgotPasswordPage.path, submit: self.texts.resetPassword)
        form.text = self.texts.passwordExpiredText
        form.hidden = [StepForm.Hidden(name: "choice", value: ForgotPasswordPage.beginning)]
        if self.current.recoveryIdentifiers.contains(self.identifier.type) {
            form.hidden.append(StepForm.Hidden(name: "identifier", value: self.identifier.value))
        }
        return form.response(self.texts.passwordExpired, self.current, self.texts, in: pages)
    }
}
