import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logging
import Logto
import OAuth
import Storage
import Web

/// `GET /oidc/session/end`, and `POST`, which means the same: signs the browser out (OpenID Connect RP-Initiated
/// Logout 1.0; spec `logto-oidc.md` §15).
struct EndSessionEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("session/end") { request, context in
                try await self.end(request, request.queryParameters, context)
            }
            .post("session/end") { request, context in
                guard let parameters = try await RequestBody.query(of: request) else {
                    return OIDCRoutes.unknown(request, context)
                }
                return try await self.end(request, parameters, context)
            }
    }

    private func end(_ request: Request, _ parameters: FormParameters, _ context: WebContext) async throws -> Response {
        let provider = self.provider
        let cookie = provider.sessionCookie.value(in: request)
        do {
            let session = try await provider.store.transaction { db in
                let now = provider.time.now
                var session =
                    try cookie.flatMap { try db.session(cookie: $0, at: now) }
                    ?? OIDCSession(
                        uid: provider.entropy.token(), cookie: provider.entropy.token(),
                        expiresAt: now.advanced(bySeconds: db.sessionLifetime()))
                session.logout = try self.logout(parameters, in: db)
                try db.put(session)
                return session
            }
            return SignOutForm(provider: provider).response(for: session, isAskedFor: true)
        } catch let refusal as RedirectRefusal {
            context.logger.warning(
                "post_logout_redirect_uri refused by Logto",
                metadata: [
                    "client_id": .string(refusal.clientID.value), "requested": .string(refusal.requested),
                    "registered": .array(refusal.registered.map { .string($0) }),
                ])
            throw OAuthError.invalidRequest("post_logout_redirect_uri not registered")
        }
    }

    private struct RedirectRefusal: Error {
        let clientID: ID<LogtoApplication>
        let requested: String
        let registered: [String]
    }

    /// The engine's checks in its order: the hint decodes, names the same client, the client exists, the hint is
    /// genuine, the address is the client's.
    private func logout(_ parameters: FormParameters, in db: Transaction) throws -> OIDCSession.Logout {
        let hint = parameters.present("id_token_hint")
        let hinted = try hint.map(Self.audience)
        let clientID = parameters.present("client_id")
        if let hinted, let clientID, hinted != clientID {
            throw OAuthError.invalidRequest("client_id does not match the provided id_token_hint")
        }
        let application = try (hinted ?? clientID).map { id in
            guard let application = try db.application(ID(id)) else {
                throw OAuthError.invalidClient("invalid client \(id)")
            }
            return application
        }
        if let hint { try self.verify(hint) }
        var redirectURI: String?
        // Without a client there is nobody whose address it could be: it is ignored.
        if let requested = parameters.present("post_logout_redirect_uri"), let application {
            let registered = application.oidcClientMetadata.postLogoutRedirectUris
            guard RedirectURI.matches(requested, registered: registered, allowsLoopbackPorts: false) else {
                throw RedirectRefusal(clientID: application.id, requested: requested, registered: registered)
            }
            redirectURI = requested
        }
        return OIDCSession.Logout(
            xsrf: self.provider.entropy.token(), applicationID: application?.id, redirectURI: redirectURI,
            state: parameters.present("state"))
    }

    private static func audience(of hint: String) throws(OAuthError) -> String {
        let parts = hint.split(separator: ".", omittingEmptySubsequences: false)
        guard
            parts.count == 3, let payload = Base64URL.decode(parts[1]), let claims = try? JSON(parsing: payload),
            let audience = claims["aud"]?.string
        else { throw .invalidRequest("could not decode id_token_hint") }
        return audience
    }

    /// A hint that has expired is good enough.
    private func verify(_ hint: String) throws(OAuthError) {
        let claims = (try? JWS.verify(hint, with: self.provider.keys.published))
            .flatMap { try? JSON(parsing: $0.payload) }
        guard claims?["iss"]?.string == self.provider.origins.issuer else {
            throw .invalidRequest("could not validate id_token_hint")
        }
    }
}

/// The page that posts the confirmation of a sign-out (§15): it asks nothing, and sends itself.
struct SignOutForm: Sendable {
    let provider: OIDCProvider

    private struct Model: Encodable, Sendable {
        let action: String
        let xsrf: String
        let submit: String
    }

    /// - Parameter isAskedFor: `false` where someone else has to be signed out before a sign-in can go on (§7.2).
    func response(for session: OIDCSession, isAskedFor: Bool) -> Response {
        let model = Model(
            action: "\(self.provider.origins.issuer)/session/end/confirm", xsrf: session.logout?.xsrf ?? "",
            submit: isAskedFor ? "Sign out" : "Continue")
        let frame = PageFrame(surface: .logto, title: "Sign Out")
        var response = self.provider.pages.response(
            "logout", model, in: frame, headers: [.cacheControl: "no-store"])
        self.provider.sessionCookie.set(session, in: &response.headers)
        return response
    }
}
