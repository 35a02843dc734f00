import Core
import HTTPTypes
import Hummingbird
import JOSE
import OAuth
import Storage
import Web

/// `POST /oidc/session/end/confirm`: carries out what `/oidc/session/end` prepared (spec `logto-oidc.md` §15).
struct EndSessionConfirmEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("session/end/confirm", use: self.confirm)
    }

    @Sendable private func confirm(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let cookie = provider.sessionCookie.value(in: request)
        let isEverywhere = parameters.present("logout") != nil
        let (logout, remaining, notices) = try await provider.store.transaction { db in
            guard
                var session = try cookie.flatMap({ try db.session(cookie: $0, at: provider.time.now) }),
                let logout = session.logout
            else { throw OAuthError.invalidRequest("could not find logout details") }
            guard ConstantTime.equals(logout.xsrf, parameters.present("xsrf") ?? "") else {
                throw OAuthError.invalidRequest("xsrf token invalid")
            }
            let leaving = isEverywhere ? Array(session.authorizations.keys) : logout.applicationID.map { [$0] } ?? []
            let notices = try BackchannelLogout.notices(to: leaving, about: session, in: db)
            if isEverywhere {
                try self.endSession(session, in: db)
                return (logout, nil as OIDCSession?, notices)
            }
            try self.forget(logout.applicationID, in: &session, db)
            return (logout, session, notices)
        }
        try await BackchannelLogout(provider: provider).send(notices, context.logger)
        var response = Response.redirect(
            to: self.location(after: logout, isEverywhere: isEverywhere), headers: [.cacheControl: "no-store"])
        if let remaining {
            provider.sessionCookie.set(remaining, in: &response.headers)
        } else {
            provider.sessionCookie.remove(in: &response.headers)
        }
        return response
    }

    /// Grants that were to outlive the session stay, and their refresh tokens with them.
    private func endSession(_ session: OIDCSession, in db: Transaction) throws {
        for authorization in session.authorizations.values {
            try self.revoke(authorization.grantID, in: db)
        }
        try db.deleteSession(uid: session.uid)
    }

    /// Only the one application is signed out of; whoever knew the cookie does not know the new one.
    private func forget(
        _ application: ID<LogtoApplication>?, in session: inout OIDCSession, _ db: Transaction
    ) throws {
        if let application {
            try self.revoke(session.authorizations[application]?.grantID, in: db)
            session.authorizations[application] = nil
            try db.deleteAuthorization(of: application, inSession: session.uid)
        }
        session.cookie = self.provider.entropy.token()
        session.logout = nil
        try db.put(session)
    }

    private func revoke(_ id: ID<Grant>?, in db: Transaction) throws {
        guard let id, let grant = try db.grant(id, at: self.provider.time.now) else { return }
        if !grant.scopes.contains("offline_access") { try db.revoke(id) }
    }

    private func location(after logout: OIDCSession.Logout, isEverywhere: Bool) -> String {
        guard let uri = logout.redirectURI, var url = WebURL(uri) else {
            let success = "\(self.provider.origins.issuer)/session/end/success"
            guard !isEverywhere, let application = logout.applicationID else { return success }
            return "\(success)?client_id=\(PercentEncoding.component(application.value))"
        }
        if let state = logout.state { url.set(searchParameter: "state", to: state) }
        return url.href
    }
}
