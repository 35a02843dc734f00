import Core
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `POST /oidc/token/revocation`: a client gives a token back, and with it all that came from the same grant (RFC 7009;
/// spec `logto-oidc.md` §14).
struct RevocationEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("token/revocation", use: self.revoke)
            .preflight("token/revocation")
    }

    @Sendable private func revoke(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let authentication = ClientAuthentication(request, parameters: parameters, issuer: provider.origins.issuer)
        try await provider.store.auditedTransaction { db in
            let now = provider.time.now
            let client = try authentication.application(in: db, at: now)
            let text = try PresentedToken.text(in: parameters, refusing: "revoked via the revocation_endpoint")
            guard let token = try PresentedToken(text, in: db, at: now) else { return }
            guard token.grant.applicationID == client.id else {
                // A public client does not learn that it guessed right.
                if client.isPublic { return }
                throw OAuthError.invalidRequest("client is not authorized to revoke the presented token")
            }
            let type = if case .access = token.kind { "AccessToken" } else { "RefreshToken" }
            AuditTrail.current?.begin(
                "RevokeToken",
                [
                    "applicationId": .string(client.id.value), "userId": .string(token.grant.userID.value),
                    "grantId": .string(token.grant.id.value),
                    "tokenTypes": [.string(type)],
                ])
            switch token.kind {
            case .access: try db.deleteTokens(of: token.grant.id)
            case .refresh: try db.revoke(token.grant.id)
            }
        }
        return .text("")
    }
}
