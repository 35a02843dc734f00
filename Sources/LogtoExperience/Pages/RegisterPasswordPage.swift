import Core
import Hummingbird
import Logto
import Web

/// `/register/password`: the password of whoever registers with a username (spec `logto-oidc.md` §8.6).
struct RegisterPasswordPage: Sendable {
    let parts: ExperienceParts

    private static let path = "/register/password"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("register/password", use: self.show)
            .post("register/password", use: self.submit)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        guard current.interaction.experience?.event == .register else {
            return .redirect(to: current.address("/register"))
        }
        return self.page(NewPasswordForm(), current, current.texts(for: request))
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        var fields = NewPasswordForm(form, texts)
        guard let password = fields.chosen else { return self.page(fields, current, texts) }
        let flow = PageFlow(self.parts, current, texts)
        do {
            return try await flow.complete(with: .password(password))
        } catch let refusal as LogtoError {
            if fields.take(refusal, texts) { return self.page(fields, current, texts) }
            if let page = flow.page(for: refusal) { return page }
            // The username is somebody else's by now, or there is none: from the beginning.
            return try await self.parts.page(
                current.origin(.register), of: current, alert: refusal.message(in: texts.language))
        }
    }

    private func page(
        _ fields: NewPasswordForm, _ current: CurrentInteraction, _ texts: PageTexts
    ) -> Response {
        var form = StepForm(current, at: Self.path, submit: texts.savePassword)
        form.back = StepForm.Link(href: current.address(current.origin(.register)), text: texts.back)
        form.fields = fields.fields(texts, current.experience.passwordPolicy)
        return form.response(texts.setPassword, current, texts, in: self.parts.pages)
    }
}
