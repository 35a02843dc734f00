import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// Who may use the Account API: whoever brings a user's opaque access token with the scope `openid`, as long as the
/// account center is open (spec `logto-management-api.md` §3.4).
struct AccountAuthentication: Sendable {
    let parts: ManagementParts

    /// - Throws: 401 `auth.…`, 403 `auth.forbidden`, 400 `account_center.not_enabled`, in this order.
    func caller(of request: Request) async throws -> AccountCaller {
        let text = try BearerToken.text(of: request)
        let verificationID = request.headers[.verificationID]
        let now = self.parts.time.now
        return try await self.parts.store.read { db in
            guard
                let token = try db.accessToken(text, at: now),
                let grant = try db.liveGrant(token.grantID, of: nil, session: token.binding, at: now)
            else { throw LogtoError("auth.unauthorized", .unauthorized) }
            guard token.scopes.contains("openid") else { throw LogtoError("auth.forbidden", .forbidden) }
            let center = try db.accountCenter()
            guard center.enabled else { throw LogtoError("account_center.not_enabled") }
            let verification = try verificationID.flatMap { try db.accountVerification($0, at: now) }
            return AccountCaller(
                userID: grant.userID, application: try db.application(grant.applicationID), scopes: token.scopes,
                sessionUID: token.sessionUID, isVerified: verification?.permits(grant.userID) ?? false,
                center: center)
        }
    }
}

extension HTTPField.Name {
    /// Names the proof that it is really the user.
    fileprivate static let verificationID = HTTPField.Name.wellFormed("logto-verification-id")
}
