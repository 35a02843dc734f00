import Core
import Hummingbird
import Logto
import Web

/// `/forgot-password/reset`: the new password of somebody who has proved their address (spec `logto-oidc.md` §8.6).
struct ResetPasswordPage: Sendable {
    let parts: ExperienceParts

    static let path = "/forgot-password/reset"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("forgot-password/reset", use: self.show)
            .post("forgot-password/reset", use: self.submit)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        guard let experience = current.interaction.experience, experience.event == .forgotPassword,
            experience.userID != nil
        else { return .redirect(to: current.address(ForgotPasswordPage.path)) }
        return self.page(NewPasswordForm(), current, current.texts(for: request))
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        var fields = NewPasswordForm(form, texts)
        guard let password = fields.chosen else { return self.page(fields, current, texts) }
        do {
            return try await PageFlow(self.parts, current, texts).resetPassword(to: password)
        } catch let refusal as LogtoError {
            if fields.take(refusal, texts) { return self.page(fields, current, texts) }
            // It was done already, or the address was never proved: from the beginning.
            return try await self.parts.page(
                ForgotPasswordPage.path, of: current, alert: refusal.message(in: texts.language))
        }
    }

    private func page(
        _ fields: NewPasswordForm, _ current: CurrentInteraction, _ texts: PageTexts
    ) -> Response {
        var form = StepForm(current, at: Self.path, submit: texts.savePassword)
        form.back = StepForm.Link(href: current.address(ForgotPasswordPage.path), text: texts.back)
        form.fields = fields.fields(texts, current.experience.passwordPolicy)
        return form.response(texts.newPassword, current, texts, in: self.parts.pages)
    }
}
