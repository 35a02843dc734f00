import Core
import Hummingbird
import Logto
import Storage
import Web

/// `/one-time-token`: where a link from an e-mail leads, by way of the application (spec `logto-oidc.md` §6.1). Whoever
/// has the token signs in as the user with the address that it was sent to, or becomes one (source: Logto's page of the
/// same address).
struct OneTimeTokenPage: Sendable {
    let parts: ExperienceParts

    private static let path = "/one-time-token"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("one-time-token", use: self.show)
            .post("one-time-token", use: self.agree)
    }

    /// What the page's address says.
    private struct Link: Sendable {
        let token: String
        let email: String

        /// `nil` for what cannot be right.
        init?(_ request: Request, _ texts: PageTexts) {
            guard let token = request.queryParameters["one_time_token"], !token.isEmpty,
                let email = request.queryParameters["login_hint"],
                UserIdentifier(.email, email).objection(among: [.email], texts) == nil
            else { return nil }
            self.token = token
            self.email = email
        }

        var query: [(String, String)] { [("one_time_token", self.token), ("login_hint", self.email)] }
    }

    /// The way to this page from a first page that was given a token.
    static func redirect(from request: Request) -> Response? {
        guard let token = request.queryParameters["one_time_token"], !token.isEmpty else { return nil }
        return .redirect(to: "\(Self.path)?\(request.uri.query ?? "")")
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let texts = current.texts(for: request)
        guard let link = Link(request, texts) else { return try await self.refusal(request, nil) }
        if FirstScreen.signIn.asksForAgreement(current.experience.agreeToTermsPolicy),
            Terms(toAgreeTo: current.experience, texts) != nil
        {
            return self.agreement(link, current, texts)
        }
        return try await self.enter(with: link, current, request)
    }

    /// Where the tenant wants terms agreed to, nothing happens before.
    private func agreement(
        _ link: Link, _ current: CurrentInteraction, _ texts: PageTexts, alert: String? = nil
    ) -> Response {
        let form = SignInForm.IdentifierForm(
            action: current.address(Self.path, link.query), submit: texts.continue)
        let model = SignInForm(
            current, texts, on: .signIn, identifierForm: form, switchPage: nil, hasSocialButtons: false, alert: alert)
        return self.parts.pages.response("sign-in", model, in: current.firstPartyFrame(texts.signInTitle, texts))
    }

    @Sendable private func agree(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        guard let link = Link(request, texts) else { return try await self.refusal(request, nil) }
        if form.pageLackingAgreement != nil {
            return self.agreement(link, current, texts, alert: texts.termsMustBeAgreedTo)
        }
        return try await self.enter(with: link, current, request)
    }

    private func enter(
        with link: Link, _ current: CurrentInteraction, _ request: Request
    ) async throws -> Response {
        let texts = current.texts(for: request)
        let flow = PageFlow(self.parts, current, texts)
        let id: String
        do {
            id = try await flow.redeem(link.token, of: link.email)
        } catch let refusal as LogtoError {
            return try await self.refusal(request, refusal.message(in: texts.language))
        }
        do {
            return try await flow.enter(withAddress: id)
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal) { return page }
            return try await self.parts.firstPage(.signIn, of: current, alert: refusal.message(in: texts.language))
        }
    }

    private func refusal(_ request: Request, _ message: String?) async throws -> Response {
        try await self.parts.plainPage(for: request) { texts in
            PlainPage(title: texts.invalidLink, paragraphs: [message ?? texts.invalidLinkText])
        }
    }
}

extension PageFlow {
    /// Uses a token up.
    ///
    /// - Returns: the id of the proof.
    fileprivate func redeem(_ token: String, of email: String) async throws -> String {
        try await self.parts.inSession(self.current.interaction.uid) { session in
            session.begin(.register)
            return try Result(of: {
                try session.apply { try $0.redeem(oneTimeToken: token, of: email, in: $1).id }
            })
        }.get()
    }

    /// Whoever has proved an address becomes a user, or signs in as the one who has it.
    fileprivate func enter(withAddress verificationID: String) async throws -> Response {
        do {
            return try await self.perform { session in
                try session.apply { try $0.collect(verificationID, in: $1) }
                return try session.proceed()
            }
        } catch let refusal as LogtoError where refusal.code == "user.email_already_in_use" {
            return try await self.perform { session in
                try session.signIn(with: verificationID)
                return try session.proceed()
            }
        }
    }
}

extension PageTexts {
    fileprivate var invalidLink: String { self.text("Invalid link", "無効なリンク") }
    fileprivate var invalidLinkText: String {
        self.text(
            "Your one-time token may have expired or is no longer valid.",
            "ワンタイムトークンの有効期限が切れているか、無効になっています。")
    }
}
