import Core
import Hummingbird
import Logto
import Web

/// `/register`: the mirror image of the sign-in page, first shown with `first_screen=register` or
/// `interaction_mode=signUp` (spec `logto-oidc.md` §6.5, §19.1). So far one registers through social buttons only.
struct RegisterPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("register", use: self.show)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let texts = current.texts(for: request)
        let switchPage =
            current.experience.mode == .signInAndRegister
            ? SignInForm.SwitchPage(prompt: texts.haveAccount, href: current.address("/sign-in"), text: texts.signIn)
            : nil
        let model = SignInForm(current, texts, identifierForm: nil, switchPage: switchPage, alert: nil)
        return self.parts.pages.response("sign-in", model, in: current.firstPartyFrame(texts.registerTitle, texts))
    }
}
