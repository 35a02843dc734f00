import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/sign-in`: the first page of a sign-in, and what its form does (spec `logto-oidc.md` §19.1).
struct SignInPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("sign-in", use: self.show)
            .post("sign-in", use: self.submit)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let alert = current.interaction.state["alert"]?.string
        if alert != nil {
            // It is said once.
            try await self.parts.inSession(current.interaction.uid) { $0.setPageState("alert", to: nil) }
        }
        let hint = current.interaction.parameters["login_hint"]?.string
        return self.page(current, request, alert: alert, entry: Entry(identifier: hint))
    }

    /// Signs in with identifier and password (§8.2, `password`): an unknown user and a wrong password look alike.
    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        let identifier = form["identifier"] ?? ""
        let password = form["password"] ?? ""
        guard !identifier.isEmpty, !password.isEmpty else {
            var entry = Entry(identifier: identifier)
            if identifier.isEmpty { entry.identifierError = texts.required(self.label(current, texts)) }
            if password.isEmpty { entry.passwordError = texts.passwordRequired }
            return self.page(current, request, entry: entry)
        }
        let flow = PageFlow(self.parts, current, texts)
        do {
            let identifier = current.identifier(typed: identifier)
            AuditTrail.current?.begin(step: "Create", of: .signIn)
            try await PasswordVerification(parts: self.parts).verify(password, of: identifier)
            return try await flow.signIn(with: .password(identifier))
        } catch let error as LogtoError {
            return flow.page(for: error)
                ?? self.page(
                    current, request, alert: error.message(in: texts.language),
                    entry: Entry(identifier: identifier))
        }
    }

    /// What is in the form's fields when the page is shown.
    private struct Entry {
        var identifier: String?
        var identifierError: String?
        var passwordError: String?
    }

    private func page(
        _ current: CurrentInteraction, _ request: Request, alert: String? = nil, entry: Entry
    ) -> Response {
        let texts = current.texts(for: request)
        let model = SignInForm(
            current, texts, identifierForm: self.identifierForm(current, texts, entry),
            switchPage: self.switchPage(current, texts), alert: alert)
        return self.parts.pages.response("sign-in", model, in: current.firstPartyFrame(texts.signInTitle, texts))
    }

    private func identifierForm(
        _ current: CurrentInteraction, _ texts: PageTexts, _ entry: Entry
    ) -> SignInForm.IdentifierForm? {
        guard !current.passwordIdentifiers.isEmpty else { return nil }
        return SignInForm.IdentifierForm(
            action: current.address("/sign-in"),
            identifier: SignInForm.Field(
                label: self.label(current, texts), autocomplete: "username", value: entry.identifier,
                error: entry.identifierError),
            password: SignInForm.Field(
                label: texts.password, autocomplete: "current-password", error: entry.passwordError),
            forgotPassword: nil,
            submit: texts.signIn)
    }

    private func label(_ current: CurrentInteraction, _ texts: PageTexts) -> String {
        texts.either(current.passwordIdentifiers.map(texts.label))
    }

    /// Shown where people may register and there is something to register with (§19.1).
    private func switchPage(_ current: CurrentInteraction, _ texts: PageTexts) -> SignInForm.SwitchPage? {
        guard current.experience.mode == .signInAndRegister, !current.experience.signUp.identifiers.isEmpty else {
            return nil
        }
        return SignInForm.SwitchPage(
            prompt: texts.noAccount, href: current.address("/register"), text: texts.createAccount)
    }
}

extension CurrentInteraction {
    /// What people may type beside a password.
    var passwordIdentifiers: [SignInExperience.Identifier] {
        guard self.experience.allowsSignIn else { return [] }
        return self.experience.signInMethods.filter(\.password).map(\.identifier)
    }

    /// What somebody typed, as Logto's page understands it: an address, a phone number or a username, of those that are
    /// enabled.
    func identifier(typed text: String) -> UserIdentifier {
        let enabled = self.passwordIdentifiers
        let likely: SignInExperience.Identifier =
            if text.contains("@") { .email } else if text.allSatisfy(\.isWholeNumber) { .phone } else { .username }
        return UserIdentifier(enabled.contains(likely) ? likely : enabled.first ?? .username, text)
    }
}

extension PageTexts {
    func label(_ identifier: SignInExperience.Identifier) -> String {
        switch identifier {
        case .username: self.username
        case .email: self.email
        case .phone: self.phone
        }
    }
}
