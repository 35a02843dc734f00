import Core
import Logto
import Storage

/// What a user's code or refresh token stands for, and the tokens that are made of it (spec `logto-oidc.md` §11.4, "What
/// you get", and §11.5).
struct UserTokens: Sendable {
    let provider: OIDCProvider
    let application: LogtoApplication
    let user: LogtoUser
    let grant: Grant
    /// Of the provider, of APIs and of organizations, side by side as they travel.
    let scopes: [String]
    /// The APIs that the authorization request named.
    let resources: [String]
    let session: SessionBinding
    var nonce: String?
    var authTime: Instant?

    /// The access token: for an API, for an organization, or opaque and good for userinfo.
    ///
    /// - Parameter requested: the values of `resource`.
    /// - Returns: `nil` where the API is unknown, or the authorization request did not name it.
    func access(
        to requested: [String], in organization: ID<Organization>?, db: Transaction
    ) throws -> Authorization.Access? {
        if let organization, requested.isEmpty {
            let available = try db.organizationScopeNames(of: self.user.id, in: organization)
            return self.signed(
                for: Organization.audience(of: organization), scopes: available.filter(self.scopes.contains),
                lifetime: SignedAccessToken.organizationLifetime)
        }
        guard let indicator = try self.indicator(among: requested, in: db) else { return try self.opaque(in: db) }
        let server = try db.resourceServer(
            indicator, user: self.user.id, application: self.application, organization: organization)
        guard self.resources.contains(indicator), let server else { return nil }
        let granted = self.grant.resources[indicator] ?? []
        return self.signed(
            for: indicator,
            scopes: self.scopes.filter { server.scopes.contains($0) && granted.contains($0) },
            lifetime: server.accessTokenLifetime,
            claims: ["organization_id": organization.map { .string($0.value) }])
    }

    /// For applications that asked for `openid`; narrowing the scope may have taken that away.
    func idToken(in db: Transaction) throws -> IDToken? {
        guard self.scopes.contains("openid") else { return nil }
        let scopes = self.scopes.filter(self.grant.scopes.contains)
        return IDToken(
            clientID: self.application.id,
            claims: try db.claims(about: self.user, scopes: scopes, for: .idToken(try db.idTokenConfig())),
            nonce: self.nonce,
            authTime: self.authTime,
            sid: self.session.sid,
            issuedAt: self.provider.time.now,
            lifetime: self.application.idTokenLifetime)
    }

    /// Several APIs are no error but give way to the default one; a token that userinfo would not take anyway is for the
    /// API of the authorization request (§11.3, §11.5).
    private func indicator(among requested: [String], in db: Transaction) throws -> String? {
        let candidates = requested.isEmpty && !self.scopes.contains("openid") ? self.resources : requested
        return candidates.count > 1 ? try db.defaultResource()?.indicator : candidates.first
    }

    private func signed(
        for audience: String, scopes: [String], lifetime: Int64, claims: JSON = [:]
    ) -> Authorization.Access {
        .signed(
            SignedAccessToken(
                subject: self.user.id.value, clientID: self.application.id, audience: audience, scopes: scopes,
                claims: claims, issuedAt: self.provider.time.now, lifetime: lifetime))
    }

    private func opaque(in db: Transaction) throws -> Authorization.Access {
        let now = self.provider.time.now
        let token = AccessToken(
            token: self.provider.entropy.token(), grantID: self.grant.id, sessionUID: self.session.uid,
            isSessionBound: self.session.isBound, sid: self.session.sid,
            scopes: self.scopes.filter(self.grant.scopes.contains),
            issuedAt: now, expiresAt: now.advanced(bySeconds: AccessToken.lifetime))
        try db.insert(token)
        return .opaque(token)
    }
}
