import Core
import HTTPTypes
import Hummingbird
import Logto
import Web

/// `/register`, the mirror image of the sign-in page, first shown with `first_screen=register` or
/// `interaction_mode=signUp`, and `/identifier-register`, which offers only what the application asks for
/// (spec `logto-oidc.md` §6.5, §8.6, §19.1).
struct RegisterPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("register") { request, _ in try await self.show(request, isReduced: false) }
            .post("register") { request, _ in try await self.submit(request, isReduced: false) }
            .get("identifier-register") { request, _ in try await self.show(request, isReduced: true) }
            .post("identifier-register") { request, _ in try await self.submit(request, isReduced: true) }
    }

    private func show(_ request: Request, isReduced: Bool) async throws -> Response {
        let current = try await self.parts.current(request)
        guard current.experience.allowsRegistration else { return .redirect(to: current.address("/sign-in")) }
        if !isReduced, let redirect = OneTimeTokenPage.redirect(from: request) { return redirect }
        let said = try await self.parts.takeSayings(of: current)
        var view = View(current, current.texts(for: request), isReduced: isReduced)
        view.alert = said.alert
        view.notice = said.isPasswordChanged ? view.texts.passwordChanged : nil
        view.typed = current.prefilledIdentifier(among: view.identifiers)
        return view.response(in: self.parts.pages)
    }

    private func submit(_ request: Request, isReduced: Bool) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        var view = View(current, current.texts(for: request), isReduced: isReduced)
        let typed = form["identifier"] ?? ""
        view.typed = typed
        let identifier = current.identifier(typed: typed, among: view.identifiers)
        view.error = identifier.objection(among: view.identifiers, view.texts)
        if view.error != nil { return view.response(in: self.parts.pages) }
        if form.pageLackingAgreement != nil {
            view.alert = view.texts.termsMustBeAgreedTo
            return view.response(in: self.parts.pages)
        }
        let flow = PageFlow(self.parts, current, view.texts)
        do {
            return try await flow.register(as: identifier, from: view.path)
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal) { return page }
            view.say(refusal)
            return view.response(in: self.parts.pages)
        }
    }
}

extension RegisterPage {
    /// The page, with what is in its field and wrong with it.
    private struct View {
        let current: CurrentInteraction
        let texts: PageTexts
        let isReduced: Bool
        var alert: String?
        var notice: String?
        var typed: String?
        var error: String?

        init(_ current: CurrentInteraction, _ texts: PageTexts, isReduced: Bool) {
            self.current = current
            self.texts = texts
            self.isReduced = isReduced
        }

        var path: String { self.isReduced ? FirstScreen.register.reducedPath : FirstScreen.register.path }

        var identifiers: [SignInExperience.Identifier] {
            let offered = self.current.registrationIdentifiers
            return self.isReduced ? self.current.requested(of: offered) : offered
        }

        /// What is wrong with the identifier stands below it, all else above.
        mutating func say(_ refusal: LogtoError) {
            let message = refusal.message(in: self.texts.language)
            if refusal.isAboutIdentifier { self.error = message } else { self.alert = message }
        }

        func response(in pages: Pages) -> Response {
            let model = SignInForm(
                self.current, self.texts, on: .register, identifierForm: self.form, switchPage: self.switchPage,
                hasSocialButtons: !self.isReduced, alert: self.alert, notice: self.notice)
            return pages.response(
                "sign-in", model, in: self.current.firstPartyFrame(self.texts.registerTitle, self.texts))
        }

        private var form: SignInForm.IdentifierForm? {
            guard !self.identifiers.isEmpty else { return nil }
            return SignInForm.IdentifierForm(
                action: self.current.address(self.path),
                fields: [.identifier(self.identifiers, self.texts, value: self.typed, error: self.error)],
                submit: self.texts.createAccount)
        }

        private var switchPage: SignInForm.SwitchPage? {
            if self.isReduced {
                return SignInForm.SwitchPage(
                    prompt: "", href: self.current.address("/register"), text: self.texts.allRegistrationOptions)
            }
            guard self.current.experience.mode == .signInAndRegister, !self.current.signInMethods.isEmpty else {
                return nil
            }
            return SignInForm.SwitchPage(
                prompt: self.texts.haveAccount, href: self.current.address("/sign-in"), text: self.texts.signIn)
        }
    }
}

extension LogtoError {
    /// Whether somebody has to think of another username or address.
    var isAboutIdentifier: Bool {
        guard let code = self.code else { return false }
        return code.hasPrefix("user.username_") || code.hasSuffix("_already_in_use")
            || code.hasPrefix("session.email_blocklist.")
    }
}
