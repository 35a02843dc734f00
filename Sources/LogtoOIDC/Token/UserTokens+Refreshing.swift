import Core
import Logto
import Storage

extension UserTokens {
    /// The first refresh token of a chain, for applications that may refresh (spec `logto-oidc.md` §11.3).
    func firstRefreshToken(in db: Transaction) throws -> String? {
        guard self.application.getsRefreshToken(for: self.scopes) else { return nil }
        let now = self.provider.time.now
        let token = RefreshToken(
            token: self.provider.entropy.token(), grantID: self.grant.id, sessionUID: self.session.uid,
            isSessionBound: self.session.isBound, sid: self.session.sid, scopes: self.scopes,
            resources: self.resources, nonce: self.nonce, authTime: self.authTime, chainStartedAt: now, issuedAt: now,
            expiresAt: now.advanced(bySeconds: self.application.refreshTokenLifetime))
        try db.insert(token)
        return token.token
    }
}
