import Core
import Hummingbird
import Logto
import Web

/// `/forgot-password`, and `/reset-password` for applications that begin there with `first_screen=reset_password`: whose
/// password is to be replaced (spec `logto-oidc.md` §6.5, §8.6). Whether there is such a user nobody learns.
struct ForgotPasswordPage: Sendable {
    let parts: ExperienceParts

    static let path = "/forgot-password"
    private static let firstPath = "/reset-password"
    /// What a form chooses that only leads here, with an address that may be the right one.
    static let beginning = "begin"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("forgot-password") { request, _ in try await self.show(request, at: Self.path) }
            .post("forgot-password") { request, _ in try await self.submit(request, at: Self.path) }
            .get("reset-password") { request, _ in try await self.show(request, at: Self.firstPath) }
            .post("reset-password") { request, _ in try await self.submit(request, at: Self.firstPath) }
    }

    private func show(_ request: Request, at path: String) async throws -> Response {
        let current = try await self.parts.current(request)
        let identifiers = current.recoveryIdentifiers
        guard !identifiers.isEmpty else { return .redirect(to: current.address("/sign-in")) }
        let alert = try await self.parts.takeSayings(of: current).alert
        return self.page(
            at: path, current, current.texts(for: request), typed: current.prefilledIdentifier(among: identifiers),
            alert: alert)
    }

    private func submit(_ request: Request, at path: String) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        let identifiers = current.recoveryIdentifiers
        guard !identifiers.isEmpty else { return .redirect(to: current.address("/sign-in")) }
        let typed = form["identifier"] ?? ""
        if form["choice"] == Self.beginning { return self.page(at: path, current, texts, typed: typed) }
        let identifier = current.identifier(typed: typed, among: identifiers)
        if let error = identifier.objection(among: identifiers, texts) {
            return self.page(at: path, current, texts, typed: typed, error: error)
        }
        do {
            return try await PageFlow(self.parts, current, texts).sendCode(
                to: identifier, for: .forgotPassword, from: path)
        } catch let refusal as LogtoError {
            return self.page(at: path, current, texts, typed: typed, alert: refusal.message(in: texts.language))
        }
    }

    private func page(
        at path: String, _ current: CurrentInteraction, _ texts: PageTexts, typed: String?, alert: String? = nil,
        error: String? = nil
    ) -> Response {
        let identifiers = current.recoveryIdentifiers
        var form = StepForm(current, at: path, submit: texts.continue)
        form.text = texts.resetPasswordText(identifiers)
        form.alert = alert
        form.fields = [.identifier(identifiers, texts, isFirst: true, value: typed, error: error)]
        if path == Self.firstPath {
            form.links = [StepForm.Link(href: current.address("/sign-in"), text: texts.backToSignIn)]
        } else {
            form.back = StepForm.Link(href: current.address("/sign-in"), text: texts.back)
        }
        return form.response(texts.resetPassword, current, texts, in: self.parts.pages)
    }
}

extension CurrentInteraction {
    /// By what people prove who they are who have forgotten their password.
    var recoveryIdentifiers: [SignInExperience.Identifier] {
        let kinds = Set(self.connectors.compactMap(\.kind))
        return self.experience.usableForgotPasswordMethods(connectors: kinds).map { $0 == .email ? .email : .phone }
    }

    /// The way to a new password, where there is one (§19.1).
    func forgotPasswordLink(_ texts: PageTexts) -> StepForm.Link? {
        guard !self.recoveryIdentifiers.isEmpty else { return nil }
        return StepForm.Link(href: self.address(ForgotPasswordPage.path), text: texts.forgotPassword)
    }
}
