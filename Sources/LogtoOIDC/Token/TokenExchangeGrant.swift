import Core
import Logto
import OAuth
import Storage
import Web

/// `grant_type=urn:ietf:params:oauth:grant-type:token-exchange`: a token that stands for a user is traded for one that an
/// application may use (RFC 8693; spec `logto-oidc.md` §11.7, in Logto's order).
struct TokenExchangeGrant: Sendable {
    let parameters: FormParameters
    let application: LogtoApplication
    let provider: OIDCProvider

    func authorize(in db: Transaction) throws -> GrantOutcome {
        let presented = try self.requiredParameters()
        do {
            let subject = try SubjectOfExchange(
                token: presented.token, type: presented.type, provider: self.provider, db: db)
            guard let user = try db.user(subject.userID), !user.isSuspended else {
                return .refused("user gone or suspended")
            }
            try db.checkAccess(of: user.id, to: self.application)
            let organization = self.parameters.present("organization_id").map { ID<Organization>($0) }
            if let organization {
                try OrganizationAccess(user: user, application: self.application).check(organization, in: db)
            }
            guard let target = try self.target(for: user, in: organization, db: db) else { return .unknownResource }
            let actor = try self.actor(in: db)
            let access = try self.access(to: target, user: user, actor: actor, in: db)
            if let token = subject.subjectToken { try db.consume(token, at: self.provider.time.now) }
            return .authorized(Authorization(access: access))
        } catch let refusal as SubjectOfExchange.Refusal {
            return .refused(refusal.text)
        }
    }

    private func requiredParameters() throws(OAuthError) -> (token: String, type: String) {
        let token = self.parameters.present("subject_token")
        let type = self.parameters.present("subject_token_type")
        switch (token, type) {
        case (nil, nil): throw .invalidRequest("missing required parameters 'subject_token' and 'subject_token_type'")
        case (nil, _): throw .invalidRequest("missing required parameter 'subject_token'")
        case (_, nil): throw .invalidRequest("missing required parameter 'subject_token_type'")
        case (let token?, let type?): return (token, type)
        }
    }

    /// What the new token is for.
    private enum Target {
        case resource(ResourceServer, scopes: [String], organization: ID<Organization>?)
        case organization(ID<Organization>, scopes: [String])
        case provider(scopes: [String])
    }

    /// - Returns: `nil` for an API that is unknown.
    private func target(for user: LogtoUser, in organization: ID<Organization>?, db: Transaction) throws -> Target? {
        let requested = Scope(parsing: self.parameters.present("scope") ?? "").names
        if let indicator = try self.indicator(in: db) {
            let server = try db.resourceServer(
                indicator, user: user.id, application: self.application, organization: organization)
            return server.map { server in
                .resource(server, scopes: requested.filter(server.scopes.contains), organization: organization)
            }
        }
        if let organization {
            let available = try db.organizationScopeNames(of: user.id, in: organization)
            return .organization(organization, scopes: available.filter(requested.contains))
        }
        return .provider(scopes: requested.filter(RequestedScopes.oidc.contains))
    }

    /// Several give way to the tenant's default API, which otherwise does not count here.
    private func indicator(in db: Transaction) throws -> String? {
        let named = self.parameters.present(all: "resource")
        return named.count > 1 ? try db.defaultResource()?.indicator : named.first
    }

    /// Who acts as the user: whoever the `actor_token` was issued to, which has to be good for userinfo.
    private func actor(in db: Transaction) throws -> ID<LogtoUser>? {
        guard let presented = self.parameters.present("actor_token") else { return nil }
        guard self.parameters.present("actor_token_type") == SubjectOfExchange.accessTokenType else {
            throw SubjectOfExchange.Refusal(text: "actor token type unknown")
        }
        let now = self.provider.time.now
        guard
            let token = try db.accessToken(presented, at: now),
            let grant = try db.liveGrant(token.grantID, of: nil, session: token.binding, at: now)
        else { throw SubjectOfExchange.Refusal(text: "actor token unknown or expired") }
        guard token.scopes.contains("openid") else {
            throw SubjectOfExchange.Refusal(text: "actor token without openid")
        }
        return grant.userID
    }

    /// The token, and the grant that it belongs to: nobody was asked for it, so that it is a new one each time.
    private func access(
        to target: Target, user: LogtoUser, actor: ID<LogtoUser>?, in db: Transaction
    ) throws -> Authorization.Access {
        let now = self.provider.time.now
        var grant = Grant(
            id: ID(self.provider.entropy.token()), userID: user.id, applicationID: self.application.id, createdAt: now,
            expiresAt: now.advanced(bySeconds: Grant.lifetime))
        let act: JSON = ["act": actor.map { ["sub": .string($0.value)] }]
        switch target {
        case .resource(let server, let scopes, let organization):
            grant.resources[server.indicator] = scopes
            try db.put(grant)
            return self.signed(
                user, audience: server.indicator, scopes: scopes, lifetime: server.accessTokenLifetime,
                claims: act.adding(["organization_id": organization.map { .string($0.value) }]))
        case .organization(let organization, let scopes):
            let audience = Organization.audience(of: organization)
            grant.resources[audience] = scopes
            try db.put(grant)
            return self.signed(
                user, audience: audience, scopes: scopes, lifetime: SignedAccessToken.organizationLifetime, claims: act)
        case .provider(let scopes):
            grant.scopes = scopes
            try db.put(grant)
            let token = AccessToken(
                token: self.provider.entropy.token(), grantID: grant.id, sessionUID: nil, isSessionBound: false,
                scopes: scopes, issuedAt: now, expiresAt: now.advanced(bySeconds: AccessToken.lifetime))
            try db.insert(token)
            return .opaque(token)
        }
    }

    private func signed(
        _ user: LogtoUser, audience: String, scopes: [String], lifetime: Int64, claims: JSON
    ) -> Authorization.Access {
        .signed(
            SignedAccessToken(
                subject: user.id.value, clientID: self.application.id, audience: audience, scopes: scopes,
                claims: claims, issuedAt: self.provider.time.now, lifetime: lifetime))
    }
}
