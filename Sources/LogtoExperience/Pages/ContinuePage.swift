import Core
import Hummingbird
import Logto
import Storage
import Web

/// `/continue/{what is missing}`: asks for what the tenant wants of every user (spec `logto-oidc.md` §8.6, §9.3).
struct ContinuePage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("continue/:missing", use: self.show)
            .post("continue/:missing", use: self.submit)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        var view = View(try self.missing(context, current), current, current.texts(for: request))
        view.alert = try await self.parts.takeSayings(of: current).alert
        return view.response(in: self.parts.pages)
    }

    /// - Throws: ``NoInteraction`` where nobody is to be asked.
    private func missing(_ context: WebContext, _ current: CurrentInteraction) throws -> MissingProfile {
        guard
            let missing = MissingProfile(rawValue: try context.parameters.require("missing")),
            let experience = current.interaction.experience, experience.event != .forgotPassword
        else { throw NoInteraction() }
        return missing
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        var view = View(try self.missing(context, current), current, texts)
        let flow = PageFlow(self.parts, current, texts)
        do {
            if let step = view.read(form) { return try await step(flow) }
        } catch let refusal as LogtoError {
            if !view.take(refusal) {
                if let page = flow.page(for: refusal) { return page }
                view.alert = refusal.message(in: texts.language)
            }
        }
        return view.response(in: self.parts.pages)
    }
}

extension ContinuePage {
    /// The page, with what is in its fields and wrong with them.
    private struct View {
        let missing: MissingProfile
        let current: CurrentInteraction
        let texts: PageTexts
        var alert: String?
        private var typed: String?
        private var error: String?
        private var password = NewPasswordForm()

        init(_ missing: MissingProfile, _ current: CurrentInteraction, _ texts: PageTexts) {
            self.missing = missing
            self.current = current
            self.texts = texts
        }

        private var path: String { "/continue/\(self.missing.rawValue)" }

        private var identifiers: [SignInExperience.Identifier] {
            switch self.missing {
            case .username: [.username]
            case .email: [.email]
            case .phone: [.phone]
            case .emailOrPhone: [.email, .phone]
            case .password: []
            }
        }

        /// - Returns: what to do with what was entered, unless something is wrong with it.
        mutating func read(_ form: FormParameters) -> (@Sendable (PageFlow) async throws -> Response)? {
            if self.missing == .password {
                self.password = NewPasswordForm(form, self.texts)
                guard let password = self.password.chosen else { return nil }
                return { try await $0.complete(with: .password(password)) }
            }
            let typed = form["identifier"] ?? ""
            self.typed = typed
            let identifier = self.current.identifier(typed: typed, among: self.identifiers)
            self.error = identifier.objection(among: self.identifiers, self.texts)
            guard self.error == nil else { return nil }
            let path = self.path
            return { try await $0.complete(with: identifier, from: path) }
        }

        /// - Returns: whether a refusal is about what was entered.
        mutating func take(_ refusal: LogtoError) -> Bool {
            if self.missing == .password { return self.password.take(refusal, self.texts) }
            guard refusal.isAboutIdentifier else { return false }
            self.error = refusal.message(in: self.texts.language)
            return true
        }

        func response(in pages: Pages) -> Response {
            let isPassword = self.missing == .password
            var form = StepForm(
                self.current, at: self.path,
                submit: isPassword ? self.texts.savePassword : self.texts.continue)
            form.text = self.missing == .username ? self.texts.setUsernameText : self.texts.moreIsNeeded
            form.alert = self.alert
            form.fields =
                isPassword
                ? self.password.fields(self.texts, self.current.experience.passwordPolicy)
                : [.identifier(self.identifiers, self.texts, isFirst: true, value: self.typed, error: self.error)]
            return form.response(self.title, self.current, self.texts, in: pages)
        }

        private var title: String {
            switch self.missing {
            case .username: self.texts.setUsername
            case .password: self.texts.setPassword
            case .email: self.texts.linkEmail
            case .phone: self.texts.linkPhone
            case .emailOrPhone: self.texts.linkEmailOrPhone
            }
        }
    }
}
