import Core
import Hummingbird
import Logto
import Web

/// `/sign-in/password`: the password of whoever said on the first page who they are.
struct SignInPasswordPage: Sendable {
    let parts: ExperienceParts

    static let path = "/sign-in/password"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("sign-in/password", use: self.show)
            .post("sign-in/password", use: self.submit)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        guard let identifier = current.enteredIdentifier,
            current.signInMethods.contains(where: { $0.identifier == identifier.type && $0.password })
        else { return .redirect(to: current.address("/sign-in")) }
        return self.page(for: identifier, current, current.texts(for: request))
    }

    /// The form says whose password it is: in another tab it may be another's turn.
    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        let identifier = current.identifier(
            typed: form["identifier"] ?? "", among: current.signInMethods.map(\.identifier))
        let flow = PageFlow(self.parts, current, texts)
        do {
            if form["choice"] == "code" {
                return try await flow.sendCode(to: identifier, for: .signIn, from: current.origin(.signIn))
            }
            let password = form["password"] ?? ""
            guard !password.isEmpty else {
                return self.page(for: identifier, current, texts, error: texts.passwordRequired)
            }
            return try await flow.signIn(with: password, of: identifier)
        } catch let refusal as LogtoError {
            return flow.page(for: refusal, of: identifier)
                ?? self.page(for: identifier, current, texts, alert: refusal.message(in: texts.language))
        }
    }

    private func page(
        for identifier: UserIdentifier, _ current: CurrentInteraction, _ texts: PageTexts, alert: String? = nil,
        error: String? = nil
    ) -> Response {
        var form = StepForm(current, at: Self.path, submit: texts.continue)
        form.back = StepForm.Link(href: current.address(current.origin(.signIn)), text: texts.back)
        form.text = texts.enterPasswordText(identifier)
        form.alert = alert
        // Where a password manager looks for it.
        form.hidden = [StepForm.Hidden(name: "identifier", value: identifier.value)]
        form.fields = [.password(texts, isFirst: true, error: error)]
        form.forgotPassword = current.forgotPasswordLink(texts)
        if current.experience.signInMethod(identifier.type)?.verificationCode == true {
            let choice = StepForm.Hidden(name: "choice", value: "code")
            form.others = [
                StepForm.Other(action: form.action, text: texts.signInWithCode, hidden: form.hidden + [choice])
            ]
        }
        return form.response(texts.enterPassword, current, texts, in: self.parts.pages)
    }
}
