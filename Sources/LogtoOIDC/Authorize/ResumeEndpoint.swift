import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `GET /oidc/auth/{uid}`: the browser comes back from the pages (spec `logto-oidc.md` §7.2, steps 5 to 8).
struct ResumeEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("auth/:uid", use: self.resume)
    }

    private enum Outcome: Sendable {
        case answered(AuthorizationAnswer, session: OIDCSession?)
        /// Someone else is signed in and has to be signed out first.
        case occupied(OIDCSession)
    }

    @Sendable private func resume(_ request: Request, _ context: WebContext) async throws -> Response {
        let provider = self.provider
        var headers = HTTPFields()
        do {
            let resumption = try Resumption(of: request, at: .authorization, provider: provider)
            provider.interactionCookies.removeResume(resumption.uid, at: .authorization, in: &headers)
            let outcome = try await provider.store.auditedTransaction { db in try self.outcome(of: resumption, in: db) }
            switch outcome {
            case .answered(let answer, let session):
                return provider.response(answer, session: session, to: request, headers: headers)
            case .occupied(let session):
                return SignOutForm(provider: provider).response(for: session, isAskedFor: false)
            }
        } catch let refusal as Refusal {
            return try provider.response(refusal)
        } catch let failure as Resumption.Failure {
            throw OIDCError(
                .invalidRequest(failure.description), authorization: OIDCError.Authorization(state: nil))
        }
    }

    private func outcome(of resumption: Resumption, in db: Transaction) throws -> Outcome {
        let interaction: Interaction
        var session: OIDCSession?
        switch try resumption.take(in: db) {
        case .occupied(let occupied): return .occupied(occupied)
        case .resumed(let resumed, let present): (interaction, session) = (resumed, present)
        }
        let accepted = try AuthorizationChecks(
            request: AuthorizationRequest(stored: interaction.parameters), keys: self.provider.keys.published,
            issuer: self.provider.origins.issuer, db: db
        ).runAgain()
        let decision = AuthorizationDecision(accepted: accepted, provider: self.provider, resumed: interaction)
        return .answered(try decision.answer(in: db, session: &session), session: session)
    }
}
