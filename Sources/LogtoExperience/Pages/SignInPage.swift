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
        var current = try await self.parts.current(request)
        let alert = current.interaction.state["alert"]?.string
        if alert != nil {
            // It is said once.
            current.interaction.state = current.interaction.state.setting("alert", to: nil)
            try await self.parts.remember(current.interaction)
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
        do {
            let user = try await self.user(identifier, password, current)
            return try await self.finish(current, user)
        } catch let error as LogtoError {
            if error.code == "user.suspended" { return AccountSuspendedPage(texts).response(in: self.parts.pages) }
            let message = error.body(in: texts.language)["message"]?.string
            return self.page(current, request, alert: message, entry: Entry(identifier: identifier))
        }
    }

    private func user(
        _ identifier: String, _ password: String, _ current: CurrentInteraction
    ) async throws -> LogtoUser {
        let enabled = current.passwordIdentifiers
        let found = try await self.parts.store.read { db -> LogtoUser? in
            if enabled.contains(.username), let user = try db.user(username: identifier) { return user }
            if enabled.contains(.email), let user = try db.user(primaryEmail: identifier) { return user }
            return enabled.contains(.phone) ? try db.user(primaryPhone: identifier) : nil
        }
        guard let user = found, user.accepts(password) else {
            throw LogtoError("session.invalid_credentials", .unprocessableContent)
        }
        if user.isSuspended { throw LogtoError("user.suspended", .unauthorized) }
        return user
    }

    private func finish(_ current: CurrentInteraction, _ user: LogtoUser) async throws -> Response {
        let now = self.parts.time.now
        try await self.parts.store.transaction { db in
            // Read again: checking the password took its time.
            guard var user = try db.user(user.id), !user.isSuspended else {
                throw LogtoError("user.suspended", .unauthorized)
            }
            var interaction = current.interaction
            interaction.signedInUserID = user.id
            try db.update(interaction)
            user.lastSignInAt = now
            try db.update(user)
        }
        return .redirect(to: self.parts.resumeAddress(current.interaction))
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
        return self.parts.pages.response("sign-in", model, in: current.frame(texts.signInTitle, texts))
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
