import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `POST /oidc/request`: a client sends its authorization request ahead, past the browser (RFC 9126; spec
/// `logto-oidc.md` §16).
struct PushedAuthorizationEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("request", use: self.push).preflight("request")
    }

    @Sendable private func push(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let authentication = ClientAuthentication(request, parameters: parameters, issuer: provider.origins.issuer)
        let pushed = try await provider.store.transaction { db in
            let now = provider.time.now
            let application = try authentication.application(in: db, at: now)
            let authorization = AuthorizationRequest(parameters, from: application.id)
            try AuthorizationChecks(
                request: authorization, keys: provider.keys.published, issuer: provider.origins.issuer,
                db: db
            ).runAhead(for: application)
            let pushed = PushedRequest(
                id: provider.entropy.token(), applicationID: application.id, parameters: authorization.json,
                expiresAt: now.advanced(bySeconds: PushedRequest.lifetime))
            try db.insert(pushed)
            return pushed
        }
        return .json(
            ["expires_in": .int(PushedRequest.lifetime), "request_uri": .string(pushed.uri)], status: .created)
    }
}
