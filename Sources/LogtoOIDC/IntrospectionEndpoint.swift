import Core
import Hummingbird
import OAuth
import Storage
import Web

/// `POST /oidc/token/introspection`: what an opaque token is still good for (RFC 7662; spec `logto-oidc.md` §14).
struct IntrospectionEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("token/introspection", use: self.introspect)
            .preflight("token/introspection")
    }

    @Sendable private func introspect(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let authentication = ClientAuthentication(request, parameters: parameters, issuer: provider.origins.issuer)
        let answer = try await provider.store.read { db in
            let now = provider.time.now
            let client = try authentication.application(in: db, at: now)
            let text = try PresentedToken.text(
                in: parameters, refusing: "introspected via the introspection_endpoint")
            guard let token = try PresentedToken(text, in: db, at: now), Self.mayAsk(client, about: token) else {
                return ["active": false] as JSON
            }
            return token.description(issuer: provider.origins.issuer)
        }
        return .json(answer)
    }

    /// Whoever has a secret may ask about everyone's tokens. A refresh token that was used is no secret.
    private static func mayAsk(_ client: LogtoApplication, about token: PresentedToken) -> Bool {
        if case .refresh(let token) = token.kind, token.consumedAt != nil { return false }
        return !client.isPublic || token.grant.applicationID == client.id
    }
}

extension PresentedToken {
    /// In the engine's order.
    fileprivate func description(issuer: String) -> JSON {
        let (scopes, sid, issuedAt, expiresAt, type): ([String], String?, Instant, Instant, JSON?) =
            switch self.kind {
            case .access(let token): (token.scopes, token.sid, token.issuedAt, token.expiresAt, "Bearer")
            case .refresh(let token): (token.scopes, token.sid, token.issuedAt, token.expiresAt, nil)
            }
        return [
            "active": true,
            "sub": .string(self.grant.userID.value),
            "client_id": .string(self.grant.applicationID.value),
            "exp": .int(expiresAt.seconds),
            "iat": .int(issuedAt.seconds),
            "sid": sid.map(JSON.string),
            "iss": .string(issuer),
            "scope": scopes.isEmpty ? nil : .string(scopes.joined(separator: " ")),
            "token_type": type,
        ]
    }
}
