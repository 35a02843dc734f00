import Core
import HTTPTypes
import Hummingbird
import Logging
import Logto
import OAuth
import Storage
import Web

/// `GET /oidc/auth`, and `POST`, which means the same: where an application sends the browser to have a user signed in
/// (OpenID Connect Core §3.1.2; spec `logto-oidc.md` §6).
struct AuthorizeEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("auth") { request, context in
                try await self.authorize(AuthorizationRequest(request.queryParameters), request, context)
            }
            .post("auth") { request, context in
                guard let parameters = try await RequestBody.query(of: request) else {
                    return OIDCRoutes.unknown(request, context)
                }
                return try await self.authorize(AuthorizationRequest(parameters), request, context)
            }
    }

    private func authorize(
        _ authorization: AuthorizationRequest, _ request: Request, _ context: WebContext
    ) async throws -> Response {
        let provider = self.provider
        let cookie = provider.sessionCookie.value(in: request)
        do {
            let (answer, session) = try await provider.store.auditedTransaction { db in
                let accepted = try AuthorizationChecks(
                    request: authorization, keys: provider.keys.published, issuer: provider.origins.issuer,
                    db: db, pushedRequest: { try db.pushedRequest($0, at: provider.time.now) }
                ).run()
                var session = try cookie.flatMap { try db.session(cookie: $0, at: provider.time.now) }
                let decision = AuthorizationDecision(accepted: accepted, provider: provider, resumed: nil)
                let answer = try decision.answer(in: db, session: &session)
                return (answer, session)
            }
            return provider.response(answer, session: session, to: request)
        } catch let refusal as Refusal {
            try await self.log(refusal, of: authorization, context)
            return try provider.response(refusal)
        }
    }

    /// What someone who sees the raw JSON in the browser will look for.
    private func log(_ refusal: Refusal, of authorization: AuthorizationRequest, _ context: WebContext) async throws {
        guard case .direct(let error, _) = refusal, error.code == .invalidRedirectURI else { return }
        let registered = try await self.provider.store.read { db in
            try authorization.clientID.flatMap(db.application)?.oidcClientMetadata.redirectUris ?? []
        }
        context.logger.warning(
            "redirect_uri refused by Logto",
            metadata: [
                "client_id": .string(authorization.clientID?.value ?? ""),
                "requested": .string(authorization.redirectURI ?? ""),
                "registered": .array(registered.map { .string($0) }),
            ])
    }
}
