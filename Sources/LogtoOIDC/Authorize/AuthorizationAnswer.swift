import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// What an authorization request comes to, once it is decided and written down.
enum AuthorizationAnswer: Sendable {
    /// The browser goes to a page, and comes back by the interaction's uid.
    case page(location: String, interaction: Interaction, pages: FirstPage)
    case code(String, to: ResponseTarget)
    /// A device is given what it asked for.
    case approved
    case refused(OAuthError, to: ResponseTarget)
}

/// Decides on an accepted request, by who is signed in and what the application was granted, and writes it down.
struct AuthorizationDecision: Sendable {
    let accepted: AcceptedRequest
    let provider: OIDCProvider
    /// The interaction that the browser comes back from, if any.
    let resumed: Interaction?
    /// The device that is signed in, where it is not the browser itself.
    var device: DeviceCode?

    /// - Parameter session: the browser's; written back with what the application was given.
    func answer(in transaction: Transaction, session: inout OIDCSession?) throws -> AuthorizationAnswer {
        let now = self.provider.time.now
        let target = ResponseTarget(
            uri: self.accepted.redirectURI, mode: self.accepted.mode, state: self.accepted.request.state)
        if let userID = session?.userID, try !transaction.isActive(userID) {
            return .refused(OAuthError(.invalidGrant, "grant request is invalid"), to: target)
        }
        do {
            try self.checkAccess(to: session, in: transaction)
        } catch let error as OAuthError {
            return .refused(error, to: target)
        }
        let grant = try self.grant(of: session, in: transaction, at: now)
        let missing = MissingScopes(
            requested: self.accepted.scopes, servers: try self.servers(for: session?.userID, in: transaction),
            grant: grant)
        let step = NextStep(
            self.accepted,
            NextStep.Situation(
                userID: session?.userID, authenticatedAt: session?.authenticatedAt,
                missing: missing, hasSignedIn: self.resumed?.signedInUserID != nil,
                hasConsented: self.resumed?.consentedGrantID != nil, now: now))
        switch step {
        case .refuse(let error):
            return .refused(error, to: target)
        case .signIn:
            return try self.page(.login, session: session, state: self.state(grant), in: transaction, at: now)
        case .consent:
            let state = self.state(grant).adding(missing.json)
            return try self.page(.consent, session: session, state: state, in: transaction, at: now)
        case .respond:
            let scopes = grant.map(self.scopes) ?? []
            guard let grant, var active = session, !scopes.isEmpty else {
                return .refused(OAuthError(.accessDenied), to: target)
            }
            if let id = self.accepted.request.pushedID, try !transaction.use(pushedRequest: id, at: now) {
                return .refused(.usedRequestURI, to: target)
            }
            try self.authorize(grant, in: &active, transaction, at: now)
            session = active
            if let device {
                try self.approve(device, grant: grant, scopes: scopes, session: active, in: transaction)
                return .approved
            }
            let code = try self.code(for: grant, scopes: scopes, session: active, in: transaction, at: now)
            return .code(code, to: target)
        }
    }

    /// Whoever is signed in may still use the application, if they were given something there before. At a first time
    /// the consent step asks, and what was agreed to just now has been asked about already.
    private func checkAccess(to session: OIDCSession?, in transaction: Transaction) throws {
        let application = self.accepted.application
        guard
            self.resumed?.consentedGrantID == nil, let session, let userID = session.userID,
            session.authorizations[application.id] != nil
        else { return }
        try transaction.checkAccess(of: userID, to: application)
    }

    /// The grant that was agreed to just now, else the one that the session remembers.
    private func grant(of session: OIDCSession?, in transaction: Transaction, at now: Instant) throws -> Grant? {
        let remembered = session?.authorizations[self.accepted.application.id]?.grantID
        guard let id = self.resumed?.consentedGrantID ?? remembered else { return nil }
        let grant = try transaction.grant(id, at: now)
        return grant?.userID == session?.userID ? grant : nil
    }

    /// The APIs of the request, with what the user may have there.
    private func servers(for user: ID<LogtoUser>?, in transaction: Transaction) throws -> [ResourceServer] {
        try self.accepted.resources.compactMap { indicator in
            try transaction.resourceServer(
                indicator, user: user, application: self.accepted.application,
                organization: self.accepted.request["organization_id"].map { ID($0) })
        }
    }

    /// What of the request is granted.
    private func scopes(of grant: Grant) -> [String] {
        let granted = Set(grant.scopes + self.accepted.resources.flatMap { grant.resources[$0] ?? [] })
        return self.accepted.scopes.filter(granted.contains)
    }

    private func state(_ grant: Grant?) -> JSON { ["grantId": grant.map { .string($0.id.value) }] }

    private func page(
        _ prompt: Interaction.Prompt, session: OIDCSession?, state: JSON, in transaction: Transaction, at now: Instant
    ) throws -> AuthorizationAnswer {
        let interaction = Interaction(
            uid: self.provider.entropy.token(),
            applicationID: self.accepted.application.id,
            parameters: self.accepted.request.json,
            prompt: prompt,
            sessionUserID: session?.userID,
            signedInUserID: self.resumed?.signedInUserID,
            deviceCode: self.device?.code,
            state: state,
            csrfToken: self.provider.entropy.token(),
            expiresAt: now.advanced(bySeconds: Interaction.lifetime))
        try transaction.insert(interaction)
        AuditTrail.current?.enter(interaction, nil)
        AuditTrail.current?.begin(
            "Interaction.Create",
            [
                "interactionId": .string(interaction.uid), "prompt": ["name": .string(prompt.rawValue)],
                "params": interaction.parameters,
            ])
        let pages = FirstPage(self.accepted)
        return .page(
            location: prompt == .login ? pages.signIn : pages.consent, interaction: interaction,
            pages: pages)
    }

    /// The session remembers what the application was given in it.
    private func authorize(
        _ grant: Grant, in session: inout OIDCSession, _ transaction: Transaction, at now: Instant
    ) throws {
        let applicationID = self.accepted.application.id
        let sid = session.authorizations[applicationID]?.sid ?? self.provider.entropy.token()
        session.authorizations[applicationID] = OIDCSession.Authorization(grantID: grant.id, sid: sid)
        session.expiresAt = now.advanced(bySeconds: try transaction.sessionLifetime())
        try transaction.put(session)
        if let limit = self.accepted.application.customClientMetadata.maxAllowedGrants {
            try self.keep(limit, of: grant.userID, to: applicationID, transaction, at: now)
        }
    }

    /// The application has as many grants as it may have, and older ones are no more: that is in the log, and told
    /// (spec `logto-management-api.md` §8.4, §9).
    private func keep(
        _ limit: Int64, of user: ID<LogtoUser>, to application: ID<LogtoApplication>, _ transaction: Transaction,
        at now: Instant
    ) throws {
        let (count, revoked) = try transaction.revokeGrants(of: user, to: application, beyond: limit, at: now)
        guard !revoked.isEmpty else { return }
        let ids = JSON.strings(revoked.map(\.value))
        let who: JSON = ["userId": .string(user.value), "applicationId": .string(application.value)]
        AuditTrail.current?.begin(
            "RevokeGrants", who.adding(["revokeGrantIds": ids, "reason": "maxAllowedGrants limit reached"]))
        try transaction.triggerHooks(
            exception: "Grant.LimitExceeded",
            who.adding([
                "revokedGrantIds": ids, "maxAllowedGrants": .int(limit),
                "preRevocationActiveGrantCount": .int(Int64(count)),
            ]), namesInteraction: false, at: now)
    }

    private func code(
        for grant: Grant, scopes: [String], session: OIDCSession, in transaction: Transaction, at now: Instant
    ) throws -> String {
        let code = AuthorizationCode(
            code: self.provider.entropy.token(),
            grantID: grant.id,
            sessionUID: session.uid,
            isSessionBound: !scopes.contains("offline_access"),
            sid: self.sid(of: session),
            scopes: scopes,
            resources: self.accepted.resources,
            redirectURI: self.accepted.redirectURI,
            nonce: self.accepted.request["nonce"],
            codeChallenge: self.accepted.request["code_challenge"],
            authTime: self.mayLearnTime ? session.authenticatedAt : nil,
            expiresAt: now.advanced(bySeconds: AuthorizationCode.lifetime))
        try transaction.insert(code)
        return code.code
    }

    private func approve(
        _ device: DeviceCode, grant: Grant, scopes: [String], session: OIDCSession, in transaction: Transaction
    ) throws {
        var device = device
        device.outcome = .approved(
            DeviceCode.Approval(
                userID: grant.userID, grantID: grant.id, sessionUID: session.uid,
                isSessionBound: !scopes.contains("offline_access"), sid: self.sid(of: session), scopes: scopes,
                resources: self.accepted.resources, nonce: self.accepted.request["nonce"],
                authTime: self.mayLearnTime ? session.authenticatedAt : nil))
        try transaction.update(device)
    }

    private func sid(of session: OIDCSession) -> String? {
        let application = self.accepted.application
        return application.wantsSID ? session.authorizations[application.id]?.sid : nil
    }

    /// Whether the client may learn when the user signed in (§12.1).
    private var mayLearnTime: Bool {
        self.accepted.request["max_age"] != nil || self.accepted.prompts.contains("login")
    }
}

extension Transaction {
    /// Whether the user exists and is not suspended.
    func isActive(_ id: ID<LogtoUser>) throws -> Bool {
        guard let user = try self.user(id) else { return false }
        return !user.isSuspended
    }
}

extension OIDCProvider {
    /// The response to an answer, with the cookies that go with it.
    ///
    /// - Parameter headers: what the caller has to say already.
    func response(
        _ answer: AuthorizationAnswer, session: OIDCSession?, to request: Request, headers: HTTPFields = [:]
    ) -> Response {
        var response: Response
        switch answer {
        case .page(let location, let interaction, let pages):
            response = .redirect(to: location, headers: [.cacheControl: "no-store"])
            self.interactionCookies.set(interaction, for: request, in: &response.headers)
            self.cookies.set("_logto", to: pages.brandingCookie.text(), isHTTPOnly: false, in: &response.headers)
            if let credential = pages.googleCredential { self.set(googleCredential: credential, in: &response.headers) }
        case .code(let code, let target):
            response = target.success(code: code, issuer: self.origins.issuer, pages: self.pages)
        case .approved:
            response = .redirect(to: DevicePageAddress.success, status: .found, headers: [.cacheControl: "no-store"])
            DeviceCookie(self.cookies).remove(in: &response.headers)
        case .refused(let error, let target):
            response = target.failure(error, issuer: self.origins.issuer, pages: self.pages)
        }
        if let session { self.sessionCookie.set(session, in: &response.headers) }
        response.headers.append(contentsOf: headers)
        return response
    }

    /// For ten seconds. What no cookie can hold is not a token.
    private func set(googleCredential: String, in headers: inout HTTPFields) {
        guard googleCredential.wholeMatch(of: /[A-Za-z0-9._~-]+/) != nil else { return }
        self.cookies.set(
            "_logto_google_one_tap_credential", to: googleCredential, expires: self.time.now.advanced(bySeconds: 10),
            isHTTPOnly: false, in: &headers)
    }

    func response(_ refusal: Refusal) throws -> Response {
        switch refusal {
        case .direct(let error, let state):
            throw OIDCError(error, authorization: OIDCError.Authorization(state: state))
        case .redirect(let error, let target):
            return target.failure(error, issuer: self.origins.issuer, pages: self.pages)
        }
    }
}
