import Core
import Hummingbird
import Logging
import OAuth
import Storage
import Web

/// `/oauth2/authorize`: puts a client's request before a person and sends the browser back with a code
/// (spec `patreon.md` §1).
///
/// The page posts to `/api/oauth2/authorize` what it was asked with, and all of it is checked again. No token against
/// cross-site requests goes with it: nobody is signed in here whom such a request could use.
struct AuthorizeEndpoint: Sendable {
    let store: Store
    let time: TimeSource
    let entropy: Entropy
    let pages: Pages

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("oauth2/authorize", get: self.ask)
            .serve("api/oauth2/authorize", get: self.ask, post: self.decide)
    }

    @Sendable private func ask(_ request: Request, context: WebContext) async throws -> Response {
        let parameters = request.queryParameters
        let page = try await self.store.read { db in
            let accepted = try db.accepted(AuthorizationRequest(parameters))
            return ApprovalPage(accepted, accounts: try db.patreonAccounts(), parameters: parameters)
        }
        return page.response(in: self.pages)
    }

    @Sendable private func decide(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await request.formParameters()
        let outcome = try await self.store.transaction { db in
            try self.outcome(of: form, in: db)
        }
        switch outcome {
        case .approved(let location):
            return .redirect(to: location, status: .found)
        case .undecided(let problem):
            return MessagePage(tone: .error, paragraphs: [problem])
                .response(in: Self.frame("Nothing was decided"), status: .badRequest, pages: self.pages)
        case .emailUnverified(let account):
            context.logger.warning(
                "authorization stopped: the account's e-mail address is not verified",
                metadata: ["account_id": .string(account.id.value)])
            let words = [
                "Your email address must be verified before you can use your Patreon account with other apps.",
                "We have sent a verification email to \(account.email ?? "your address").",
                "In the emulator no mail is sent: go back and choose another account, or say isEmailVerified in the "
                    + "configuration of this one.",
            ]
            return MessagePage(tone: .notice, paragraphs: words)
                .response(in: Self.frame("Verify your email address"), pages: self.pages)
        }
    }

    private static func frame(_ title: String) -> PageFrame { PageFrame(surface: .patreon, title: title) }

    private enum Outcome: Sendable {
        case approved(location: String)
        case undecided(String)
        case emailUnverified(PatreonAccount)
    }

    private func outcome(of form: FormParameters, in db: Transaction) throws -> Outcome {
        let accepted = try db.accepted(AuthorizationRequest(form))
        switch form[ApprovalPage.decision] {
        case "deny":
            throw AuthorizationRefusal.redirect(
                OAuthError(.accessDenied), to: accepted.redirectURI,
                AuthorizationRefusal.Context(request: accepted.request, client: accepted.client))
        case "allow":
            guard let id = form[ApprovalPage.account], let account = try db.patreonAccount(ID(id)) else {
                return .undecided("Choose one of the accounts, then allow or deny.")
            }
            guard account.mayUseOAuth else { return .emailUnverified(account) }
            return .approved(location: try self.approve(accepted, by: account, in: db))
        default:
            return .undecided("Either allow or deny; the form says neither.")
        }
    }

    /// - Returns: where the browser takes the code (§1.4).
    private func approve(
        _ accepted: AuthorizationChecks.Accepted, by account: PatreonAccount, in db: Transaction
    ) throws -> String {
        let approved = try db.patreonConsent(of: account.id, to: accepted.client.id)
        try db.putPatreonConsent(
            of: account.id, to: accepted.client.id, scopes: Scope(accepted.scopes + approved).names)
        let code = PatreonCode(
            code: self.entropy.string(30, of: .alphanumeric), clientID: accepted.client.id, accountID: account.id,
            redirectURI: accepted.redirectURI,
            scopes: PatreonScope.granted(
                accepted.scopes, approved: approved, to: accepted.client, by: account),
            expiresAt: self.time.now.advanced(bySeconds: Self.codeLifetime))
        try db.insert(code)
        return RedirectLocation.adding(
            [("code", code.code), ("state", accepted.request.state)], to: accepted.redirectURI)
    }

    /// Seconds. Patreon publishes none (§10).
    private static let codeLifetime: Int64 = 600
}

extension Transaction {
    fileprivate func accepted(_ request: AuthorizationRequest) throws -> AuthorizationChecks.Accepted {
        try AuthorizationChecks.run(request, client: try request.clientID.flatMap(self.patreonClient))
    }
}

extension PatreonAccount {
    /// Patreon lets nobody past whose address is unverified (§1.3, check 11); an account without one has none to verify.
    fileprivate var mayUseOAuth: Bool { self.isEmailVerified || self.email == nil }
}
