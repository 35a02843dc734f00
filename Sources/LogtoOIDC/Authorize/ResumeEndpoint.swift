import Core
import HTTPTypes
import Hummingbird
import JOSE
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
        // Only the cookie is read: the engine does not compare the uid in the path.
        guard let uid = provider.interactionCookies.resumedUID(in: request) else {
            throw Self.failure("authorization request has expired")
        }
        let cookie = provider.sessionCookie.value(in: request)
        var headers = HTTPFields()
        provider.interactionCookies.removeResume(uid, in: &headers)
        do {
            let outcome = try await provider.store.transaction { db in
                try self.outcome(of: uid, cookie: cookie, in: db)
            }
            switch outcome {
            case .answered(let answer, let session):
                return provider.response(answer, session: session, to: request, headers: headers)
            case .occupied(let session):
                return SignOutForm(provider: provider).response(for: session, isAskedFor: false)
            }
        } catch let refusal as Refusal {
            return try provider.response(refusal)
        }
    }

    private func outcome(of uid: String, cookie: String?, in db: Transaction) throws -> Outcome {
        let now = self.provider.time.now
        guard let interaction = try db.interaction(uid) else { throw Self.failure("interaction session not found") }
        if interaction.isExpired(at: now) { throw Self.failure("authorization request has expired") }
        var session = try cookie.flatMap { try db.session(cookie: $0, at: now) }
        if let before = interaction.sessionUserID, let present = session?.userID, before != present {
            throw Self.failure("interaction session and authentication session mismatch")
        }
        if let userID = interaction.newlySignedInUserID {
            if var occupied = session, let present = occupied.userID, present != userID {
                occupied.logout = OIDCSession.Logout(
                    xsrf: self.provider.entropy.token(), applicationID: interaction.applicationID,
                    redirectURI: "\(self.provider.origins.issuer)/auth/\(uid)")
                try db.put(occupied)
                return .occupied(occupied)
            }
            session = try self.signedIn(userID, session, in: db, at: now)
        }
        try db.deleteInteraction(uid)
        let accepted = try AuthorizationChecks(
            request: AuthorizationRequest(stored: interaction.parameters), keys: self.provider.keys.published,
            issuer: self.provider.origins.issuer, db: db
        ).runAgain()
        let decision = AuthorizationDecision(accepted: accepted, provider: self.provider, resumed: interaction)
        return .answered(try decision.answer(in: db, session: &session), session: session)
    }

    /// The session, signed in; its cookie gets a new value, so that whoever knew the old one gains nothing.
    private func signedIn(
        _ userID: ID<LogtoUser>, _ existing: OIDCSession?, in db: Transaction, at now: Instant
    ) throws -> OIDCSession {
        let expiresAt = now.advanced(bySeconds: self.provider.sessionLifetime)
        var session =
            existing ?? OIDCSession(uid: self.provider.entropy.token(), cookie: "", expiresAt: expiresAt)
        session.cookie = self.provider.entropy.token()
        session.userID = userID
        session.authenticatedAt = now
        session.expiresAt = expiresAt
        session.logout = nil
        try db.put(session)
        return session
    }

    private static func failure(_ description: String) -> OIDCError {
        OIDCError(.invalidRequest(description), authorization: OIDCError.Authorization(state: nil))
    }
}

extension Interaction {
    /// Who signed in during this interaction: at a consent page only someone else than before, which is what its "Use
    /// another account" is for.
    fileprivate var newlySignedInUserID: ID<LogtoUser>? {
        self.prompt == .login || self.signedInUserID != self.sessionUserID ? self.signedInUserID : nil
    }
}
