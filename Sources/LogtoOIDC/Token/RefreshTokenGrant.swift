import Core
import HTTPTypes
import Logto
import OAuth
import Storage
import Web

/// `grant_type=refresh_token`, with Logto's rotation (spec `logto-oidc.md` §11.4, in its order).
struct RefreshTokenGrant: Sendable {
    let parameters: FormParameters
    let application: LogtoApplication
    let provider: OIDCProvider

    func authorize(in db: Transaction) throws -> GrantOutcome {
        let now = self.provider.time.now
        guard let presented = self.parameters.present("refresh_token") else {
            throw OAuthError.invalidRequest("missing required parameter 'refresh_token'")
        }
        guard let token = try db.refreshToken(presented, at: now) else {
            return .refused("refresh token unknown or expired")
        }
        guard let grant = try db.liveGrant(token.grantID, of: self.application.id, session: token.binding, at: now)
        else { return .refused("grant of the refresh token is gone, or another client's") }
        let scopes = try self.scopes(within: token)
        guard let user = try db.user(grant.userID), !user.isSuspended else { return .refused("user gone or suspended") }
        if let consumedAt = token.consumedAt, now > consumedAt.advanced(bySeconds: Self.leeway) {
            try db.revoke(grant.id)
            return .refused("refresh token was used before; its grant is revoked")
        }
        try db.checkAccess(of: user.id, to: self.application)
        let organization = try self.organization(of: user, token: token, in: db)
        // The token is turned before the API is looked at: where that is unknown, the successor is lost.
        let next = try self.next(after: token, in: db, at: now)
        let tokens = UserTokens(
            provider: self.provider, application: self.application, user: user, grant: grant, scopes: scopes,
            resources: token.resources, session: token.binding, nonce: token.nonce, authTime: token.authTime)
        let requested = self.parameters.present(all: "resource")
        guard let access = try tokens.access(to: requested, in: organization, db: db) else { return .unknownResource }
        return .authorized(
            Authorization(access: access, refreshToken: next, idToken: try tokens.idToken(in: db)))
    }

    /// For so many seconds after rotation the old token still works, for clients that ask twice at the same time.
    private static let leeway: Int64 = 3

    private func scopes(within token: RefreshToken) throws(OAuthError) -> [String] {
        guard let requested = self.parameters.present("scope").map({ Scope(parsing: $0).names }) else {
            return token.scopes
        }
        let missing = requested.filter { !token.scopes.contains($0) }
        guard missing.isEmpty else {
            let noun = missing.count == 1 ? "scope" : "scopes"
            throw .invalidScope(
                "refresh token missing requested \(noun)", scope: missing.joined(separator: " "))
        }
        return requested
    }

    /// The organization in whose name the user acts, if any.
    private func organization(
        of user: LogtoUser, token: RefreshToken, in db: Transaction
    ) throws -> ID<Organization>? {
        guard let id = self.parameters.present("organization_id") else { return nil }
        let organization = ID<Organization>(id)
        try OrganizationAccess(user: user, application: self.application).check(organization, in: db)
        let scope = "urn:logto:scope:organizations"
        guard token.scopes.contains(scope) else {
            throw OIDCError(
                OAuthError(.insufficientScope, "refresh token missing required scope", scope: scope),
                status: .forbidden)
        }
        return organization
    }

    /// The token to use from now on: the same one, or its successor.
    private func next(after token: RefreshToken, in db: Transaction, at now: Instant) throws -> String {
        guard self.rotates(token, at: now) else { return token.token }
        try db.consume(token, at: now)
        var successor = token
        successor.token = self.provider.entropy.token()
        successor.issuedAt = now
        successor.consumedAt = nil
        // A single-page application's chain ends when its first token would have (§11.4).
        if self.application.kind != .singlePage {
            successor.expiresAt = now.advanced(bySeconds: self.application.refreshTokenLifetime)
        }
        try db.insert(successor)
        return successor.token
    }

    private func rotates(_ token: RefreshToken, at now: Instant) -> Bool {
        guard self.application.customClientMetadata.rotateRefreshToken else { return false }
        let year: Int64 = 31_557_600
        guard now <= token.chainStartedAt.advanced(bySeconds: year) else { return false }
        if self.application.isPublic { return true }
        let lifetime = token.expiresAt.milliseconds - token.issuedAt.milliseconds
        return now.milliseconds - token.issuedAt.milliseconds >= lifetime / 10 * 7
    }
}
