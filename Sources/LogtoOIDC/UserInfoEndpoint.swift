import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `GET` and `POST /oidc/me`: the claims behind an opaque access token (OpenID Connect Core §5.3; spec
/// `logto-oidc.md` §13).
struct UserInfoEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("me") { request, _ in try await self.answer(request, form: FormParameters([])) }
            .post("me") { request, _ in
                try await self.answer(request, form: try await RequestBody.parameters(of: request))
            }
            .preflight("me")
    }

    private func answer(_ request: Request, form: FormParameters) async throws -> Response {
        let presented = try self.token(in: request, form: form)
        let provider = self.provider
        let origin = ClientOrigin(request, issuer: provider.origins.issuer)
        let claims = try await provider.store.read { db in
            let now = provider.time.now
            guard
                let token = try db.accessToken(presented, at: now.advanced(bySeconds: -AccessToken.clockTolerance)),
                let grant = try db.liveGrant(token.grantID, of: nil, session: token.binding, at: now)
            else { throw self.challenge(OAuthError(.invalidToken, "invalid token provided"), .unauthorized) }
            guard token.scopes.contains("openid") else {
                let error = OAuthError(.insufficientScope, "access token missing openid scope", scope: "openid")
                throw self.challenge(error, .forbidden)
            }
            try db.application(grant.applicationID).map { application in try origin.check(application) }
            guard let user = try db.user(grant.userID), !user.isSuspended else {
                throw self.challenge(.invalidGrant("grant request is invalid"), .badRequest)
            }
            return try db.claims(about: user, scopes: token.scopes, for: .userInfo)
        }
        return .json(claims, headers: [.cacheControl: "no-store"])
    }

    private func token(in request: Request, form: FormParameters) throws -> String {
        if request.queryParameters["access_token"] != nil {
            throw self.challenge(
                .invalidRequest("access tokens must not be provided via query parameter"), .badRequest)
        }
        let posted = form.present("access_token")
        guard let header = request.headers[.authorization] else {
            if let posted { return posted }
            throw OIDCError(
                OAuthError(.invalidToken, "no access token provided"), status: .unauthorized,
                headers: [.wwwAuthenticate: "Bearer realm=\"\(self.provider.origins.issuer)\""])
        }
        if posted != nil {
            throw self.challenge(
                .invalidRequest("access token must only be provided using one mechanism"), .badRequest)
        }
        let words = header.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2 else {
            throw self.challenge(.invalidRequest("invalid authorization header value format"), .badRequest)
        }
        switch words[0].lowercased() {
        case "bearer": return String(words[1])
        case "dpop": throw self.challenge(.invalidRequest("`DPoP` header not provided"), .badRequest)
        default:
            throw self.challenge(.invalidRequest("authorization header scheme must be `Bearer`"), .badRequest)
        }
    }

    /// Errors come with a challenge that repeats them (RFC 6750 §3).
    private func challenge(_ error: OAuthError, _ status: HTTPResponse.Status) -> OIDCError {
        var challenge =
            "Bearer realm=\"\(self.provider.origins.issuer)\", error=\"\(error.code.rawValue)\", "
            + "error_description=\"\(error.description ?? "")\""
        if let scope = error.scope { challenge += ", scope=\"\(scope)\"" }
        return OIDCError(error, status: status, headers: [.wwwAuthenticate: challenge])
    }
}
