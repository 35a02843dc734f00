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
        RouteCollection(context: WebContext.self).post("token", use: self.token)
    }

    @Sendable private func token(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let authentication = ClientAuthentication(request, parameters: parameters, issuer: provider.origins.issuer)
        let outcome = try await provider.store.transaction { db in
            let application = try authentication.application(in: db, at: provider.time.now)
            let grant = try GrantType(of: application, in: parameters)
            switch grant {
            case .authorizationCode:
                return try AuthorizationCodeGrant(parameters, application: application, provider: provider)
                    .authorize(in: db)
            case .refreshToken:
                return try RefreshTokenGrant(parameters, application: application, provider: provider)
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
            throw OAuthError.invalidGrant("grant request is invalid")
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

/// The grants that an application may use (spec `logto-oidc.md` §4, §11.2).
enum GrantType: String, Sendable {
    case authorizationCode = "authorization_code"
    case refreshToken = "refresh_token"

    init(of application: LogtoApplication, in parameters: FormParameters) throws(OAuthError) {
        guard let name = parameters["grant_type"], !name.isEmpty else {
            throw .invalidRequest("missing required parameter 'grant_type'")
        }
        guard let type = GrantType(rawValue: name) else {
            throw OAuthError(.unsupportedGrantType, "unsupported grant_type requested")
        }
        guard application.isInteractive else {
            throw .invalidRequest("requested grant type is not allowed for this client")
        }
        for name in parameters.repeatedNames where name != "resource" {
            throw .invalidRequest("'\(name)' parameter must not be provided twice")
        }
        if let scope = parameters["scope"], !scope.isEmpty { try Scope.check(scope) }
        self = type
    }
}

/// What a grant comes to. A refusal is a value and not an error, because what led to it has to be kept: a replayed code
/// revokes its grant, and a thrown error would undo that.
enum GrantOutcome: Sendable {
    case authorized(Authorization)
    case refused(GrantRefusal)
}

/// Why a grant was refused. Clients never learn it: every `invalid_grant` looks the same (§11.2).
struct GrantRefusal: Sendable {
    struct RedirectMismatch: Sendable {
        let clientID: ID<LogtoApplication>
        let requested: String
        let authorized: String
        let registered: [String]
    }

    let text: String
    var mismatch: RedirectMismatch?

    init(_ text: String, mismatch: RedirectMismatch? = nil) {
        self.text = text
        self.mismatch = mismatch
    }
}
