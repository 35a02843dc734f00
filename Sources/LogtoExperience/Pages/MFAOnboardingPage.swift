import Core
import Hummingbird
import Logto
import Web

/// `/mfa-onboarding`: asks whoever may do without second factors whether they want one (spec `logto-oidc.md` §8.5,
/// `user.suggest_mfa`).
struct MFAOnboardingPage: Sendable {
    let parts: ExperienceParts

    static let path = "/mfa-onboarding"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("mfa-onboarding", use: self.show)
            .post("mfa-onboarding", use: self.submit)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .onboarding else { return try current.redirect(to: demand) }
        return self.page(current, current.texts(for: request))
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .onboarding else { return try current.redirect(to: demand) }
        let texts = current.texts(for: request)
        let flow = PageFlow(self.parts, current, texts)
        do {
            return form["skip"] == nil ? try await flow.enableMFA() : try await flow.skipMFA(isSuggestion: false)
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal) { return page }
            return self.page(current, texts, alert: refusal.message(in: texts.language))
        }
    }

    private func page(_ current: CurrentInteraction, _ texts: PageTexts, alert: String? = nil) -> Response {
        var form = StepForm(current, at: Self.path, submit: texts.turnOnMFA)
        form.text = texts.turnOnMFAText
        form.alert = alert
        form.others = [form.other(texts.skip, sending: "skip")]
        return form.response(texts.turnOnMFA, current, texts, in: self.parts.pages)
    }
}
