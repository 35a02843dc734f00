import Core
import Hummingbird
import Logto
import Storage

/// The browser comes back from the pages with what they found out (spec `logto-oidc.md` §7.2, step 5): signs the session
/// in, and hands over the interaction, which is over then.
struct Resumption: Sendable {
    let uid: String
    private let sessionCookie: String?
    private let route: ResumeRoute
    private let provider: OIDCProvider

    /// - Throws: ``Failure``. Only the cookie is read: the engine does not compare the uid in the path.
    init(of request: Request, at route: ResumeRoute, provider: OIDCProvider) throws(Failure) {
        guard let uid = provider.interactionCookies.resumedUID(in: request) else { throw Failure.expired }
        self.uid = uid
        self.sessionCookie = provider.sessionCookie.value(in: request)
        self.route = route
        self.provider = provider
    }

    enum Outcome: Sendable {
        case resumed(Interaction, OIDCSession?)
        /// Someone else is signed in and has to be signed out first.
        case occupied(OIDCSession)
    }

    /// Why the browser cannot go on, in the engine's words.
    struct Failure: Error, Sendable {
        let description: String
        /// The device that waits for this sign-in.
        var deviceCode: String?

        static let expired = Failure(description: "authorization request has expired")
    }

    /// - Throws: ``Failure``, or the database's error.
    func take(in db: Transaction) throws -> Outcome {
        let now = self.provider.time.now
        guard let interaction = try db.interaction(self.uid) else {
            throw Failure(description: "interaction session not found")
        }
        if interaction.isExpired(at: now) { throw Failure.expired }
        var session = try self.sessionCookie.flatMap { try db.session(cookie: $0, at: now) }
        if let before = interaction.sessionUserID, let present = session?.userID, before != present {
            throw Failure(
                description: "interaction session and authentication session mismatch",
                deviceCode: interaction.deviceCode)
        }
        if let userID = interaction.newlySignedInUserID {
            if var occupied = session, let present = occupied.userID, present != userID {
                occupied.logout = OIDCSession.Logout(
                    xsrf: self.provider.entropy.token(), applicationID: interaction.applicationID,
                    redirectURI: self.provider.origins.logto + self.route.path(self.uid))
                try db.put(occupied)
                return .occupied(occupied)
            }
            let signedIn = try self.signedIn(userID, session, in: db, at: now)
            try db.put(
                SessionExtension(
                    userID: userID, lastSubmission: interaction.experience?.submissionJSON,
                    applicationID: interaction.applicationID, createdAt: now), of: signedIn)
            session = signedIn
        }
        AuditTrail.current?.enter(interaction, nil)
        AuditTrail.current?.begin(
            "Interaction.End",
            [
                "interactionId": .string(interaction.uid), "userId": session?.userID.map { .string($0.value) },
                "params": interaction.parameters,
            ])
        try db.deleteInteraction(self.uid)
        return .resumed(interaction, session)
    }

    /// The session, signed in; its cookie gets a new value, so that whoever knew the old one gains nothing.
    private func signedIn(
        _ userID: ID<LogtoUser>, _ existing: OIDCSession?, in db: Transaction, at now: Instant
    ) throws -> OIDCSession {
        let expiresAt = now.advanced(bySeconds: try db.sessionLifetime())
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
}

extension Interaction {
    /// Who signed in during this interaction: at a consent page only someone else than before, which is what its "Use
    /// another account" is for.
    fileprivate var newlySignedInUserID: ID<LogtoUser>? {
        self.prompt == .login || self.signedInUserID != self.sessionUserID ? self.signedInUserID : nil
    }
}
