import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/sign-in`, the first page of a sign-in, and `/identifier-sign-in`, which offers only what the application asks for
/// (spec `logto-oidc.md` §6.5, §19.1). Where every identifier goes with a password alone, both are asked for at once;
/// otherwise the identifier says which page is next.
struct SignInPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("sign-in") { request, _ in try await self.show(request, isReduced: false) }
            .post("sign-in") { request, _ in try await self.submit(request, isReduced: false) }
            .get("identifier-sign-in") { request, _ in try await self.show(request, isReduced: true) }
            .post("identifier-sign-in") { request, _ in try await self.submit(request, isReduced: true) }
    }

    private func show(_ request: Request, isReduced: Bool) async throws -> Response {
        let current = try await self.parts.current(request)
        guard current.experience.allowsSignIn else { return .redirect(to: current.address("/register")) }
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
        let password = form["password"] ?? ""
        view.typed = typed
        let identifier = current.identifier(typed: typed, among: view.identifiers)
        view.identifierError =
            view.asksForPassword
            ? identifier.absence(among: view.identifiers, view.texts)
            : identifier.objection(among: view.identifiers, view.texts)
        if view.asksForPassword, password.isEmpty { view.passwordError = view.texts.passwordRequired }
        if view.identifierError != nil || view.passwordError != nil { return view.response(in: self.parts.pages) }
        if form.pageLackingAgreement != nil {
            view.alert = view.texts.termsMustBeAgreedTo
            return view.response(in: self.parts.pages)
        }
        let flow = PageFlow(self.parts, current, view.texts)
        do {
            if view.asksForPassword { return try await flow.signIn(with: password, of: identifier) }
            return try await flow.goOn(as: identifier, from: view.path)
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal, of: identifier) { return page }
            view.alert = refusal.message(in: view.texts.language)
            return view.response(in: self.parts.pages)
        }
    }
}

extension SignInPage {
    /// The page, with what is in its fields and wrong with them.
    private struct View {
        let current: CurrentInteraction
        let texts: PageTexts
        let isReduced: Bool
        let methods: [SignInExperience.SignInMethod]
        var alert: String?
        var notice: String?
        var typed: String?
        var identifierError: String?
        var passwordError: String?

        init(_ current: CurrentInteraction, _ texts: PageTexts, isReduced: Bool) {
            self.current = current
            self.texts = texts
            self.isReduced = isReduced
            let identifiers = current.requested(of: current.signInMethods.map(\.identifier))
            self.methods =
                isReduced
                ? current.signInMethods.filter { identifiers.contains($0.identifier) } : current.signInMethods
        }

        var path: String { self.isReduced ? FirstScreen.signIn.reducedPath : FirstScreen.signIn.path }

        var identifiers: [SignInExperience.Identifier] { self.methods.map(\.identifier) }

        var asksForPassword: Bool { self.methods.allSatisfy { $0.password && !$0.verificationCode } }

        func response(in pages: Pages) -> Response {
            let model = SignInForm(
                self.current, self.texts, on: .signIn, identifierForm: self.form, switchPage: self.switchPage,
                hasSocialButtons: !self.isReduced, alert: self.alert, notice: self.notice)
            return pages.response(
                "sign-in", model, in: self.current.firstPartyFrame(self.texts.signInTitle, self.texts))
        }

        private var form: SignInForm.IdentifierForm? {
            guard !self.methods.isEmpty else { return nil }
            let identifier = PageField.identifier(
                self.identifiers, self.texts, value: self.typed, error: self.identifierError)
            let password = PageField.password(self.texts, error: self.passwordError)
            return SignInForm.IdentifierForm(
                action: self.current.address(self.path),
                fields: [identifier] + (self.asksForPassword ? [password] : []),
                forgotPassword: self.asksForPassword ? self.current.forgotPasswordLink(self.texts) : nil,
                submit: self.texts.signIn)
        }

        /// To registration, where people may register and there is something to register with (§19.1); from the reduced
        /// page to the whole one.
        private var switchPage: SignInForm.SwitchPage? {
            if self.isReduced {
                return SignInForm.SwitchPage(
                    prompt: "", href: self.current.address("/sign-in"), text: self.texts.allSignInOptions)
            }
            let experience = self.current.experience
            guard experience.mode == .signInAndRegister, !experience.signUp.identifiers.isEmpty else { return nil }
            return SignInForm.SwitchPage(
                prompt: self.texts.noAccount, href: self.current.address("/register"), text: self.texts.createAccount)
        }
    }
}

extension CurrentInteraction {
    /// What the application asks to be offered, as far as it is on offer; where that is nothing, all of it (§6.1).
    func requested(of offered: [SignInExperience.Identifier]) -> [SignInExperience.Identifier] {
        let names = (self.interaction.extra("identifier") ?? "").split(separator: " ").map(String.init)
        let requested = offered.filter { names.contains($0.rawValue) }
        return requested.isEmpty ? offered : requested
    }
}
