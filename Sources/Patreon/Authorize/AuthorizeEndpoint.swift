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
    let parts: PatreonParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("oauth2/authorize", get: self.ask)
            .serve("api/oauth2/authorize", get: self.ask, post: self.decide)
    }

    @Sendable private func ask(_ request: Request, context: WebContext) async throws -> Response {
        let parameters = request.queryParameters
        let headless = HeadlessDecision(request, switches: self.parts.switches)
        let outcome = try await self.parts.store.transaction { db in
            let accepted = try db.accepted(AuthorizationRequest(parameters), self.parts.switches)
            if let decision = try headless.decision(on: accepted, in: db) {
                return try Approval(accepted, parts: self.parts).outcome(of: decision, in: db)
            }
            let persona = accepted.request.loginHint ?? self.parts.switches.persona
            return .asked(
                ApprovalPage(
                    accepted, accounts: try db.patreonPersonas(), persona: persona, parameters: parameters))
        }
        return self.response(to: outcome, context)
    }

    @Sendable private func decide(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await request.formParameters()
        let outcome = try await self.parts.store.transaction { db in
            let accepted = try db.accepted(AuthorizationRequest(form), self.parts.switches)
            return try Approval(accepted, parts: self.parts).outcome(of: try Self.decision(form, in: db), in: db)
        }
        return self.response(to: outcome, context)
    }

    private static func decision(_ form: FormParameters, in db: Transaction) throws -> Approval.Choice {
        switch form[ApprovalPage.decision] {
        case "deny": .deny
        case "allow": .allow(try form[ApprovalPage.account].flatMap { try db.patreonAccount(ID($0)) })
        default: .none
        }
    }

    private func response(to outcome: Approval.Outcome, _ context: WebContext) -> Response {
        context.decision.note(outcome)
        switch outcome {
        case .asked(let page):
            return page.response(in: self.parts.pages)
        case .approved(_, let location):
            return .redirect(to: location, status: .found)
        case .undecided(let problem):
            return MessagePage(tone: .error, paragraphs: [problem])
                .response(in: Self.frame("Nothing was decided"), status: .badRequest, pages: self.parts.pages)
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
                .response(in: Self.frame("Verify your email address"), pages: self.parts.pages)
        }
    }

    private static func frame(_ title: String) -> PageFrame { PageFrame(surface: .patreon, title: title) }
}

extension Transaction {
    func accepted(
        _ request: AuthorizationRequest, _ switches: PatreonSwitches
    ) throws -> AuthorizationChecks.Accepted {
        try AuthorizationChecks.run(
            request, client: try request.clientID.flatMap(self.patreonClient), switches: switches)
    }
}
