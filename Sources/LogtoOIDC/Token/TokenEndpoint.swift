import Core
import HTTPTypes
import Hummingbird
import Logging
import OAuth
import Storage
import Web

/// `POST /oidc/token`: trades a grant for tokens (RFC 6749 §3.2; spec `logto-oidc.md` §11).
struct TokenEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("token", use: self.token).preflight("token")
    }

    @Sendable private func token(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let authentication = ClientAuthentication(request, parameters: parameters, issuer: provider.origins.issuer)
        let outcome = try await TokenAudit(parameters).run(in: provider.store) { db, audit in
            let application = try authentication.application(in: db, at: provider.time.now)
            audit.note(application)
            let grant = try GrantType(of: application, in: parameters)
            switch grant {
            case .authorizationCode:
                return try AuthorizationCodeGrant(parameters: parameters, application: application, provider: provider)
                    .authorize(in: db)
            case .refreshToken:
                return try RefreshTokenGrant(parameters: parameters, application: application, provider: provider)
                    .authorize(in: db)
            case .clientCredentials:
                return try ClientCredentialsGrant(parameters: parameters, application: application, provider: provider)
                    .authorize(in: db)
            case .deviceCode:
                return try DeviceCodeGrant(parameters: parameters, application: application, provider: provider)
                    .authorize(in: db)
            case .tokenExchange:
                return try TokenExchangeGrant(parameters: parameters, application: application, provider: provider)
                    .authorize(in: db)
            }
        }
        switch outcome {
        case .authorized(let authorization):
            return .json(
                try TokenIssuer(provider: provider).issue(authorization), headers: [.cacheControl: "no-store"])
        case .refused(let reason):
            context.logger.notice("grant refused", metadata: ["reason": .string(reason.text)])
            if let mismatch = reason.mismatch { self.log(mismatch, context) }
            throw reason.error
        }
    }

    private func log(_ mismatch: GrantRefusal.RedirectMismatch, _ context: WebContext) {
        context.logger.warning(
            "redirect_uri refused by Logto at the token endpoint",
            metadata: [
                "client_id": .string(mismatch.clientID.value), "requested": .string(mismatch.requested),
                "authorized": .string(mismatch.authorized),
                "registered": .array(mismatch.registered.map { .string($0) }),
            ])
    }
}
