import Core
import Logto
import OAuth
import Storage
import Web

/// `grant_type=urn:ietf:params:oauth:grant-type:device_code`: a device asks whether someone has signed it in
/// (RFC 8628 §3.4; spec `logto-oidc.md` §11.8, in the engine's order).
struct DeviceCodeGrant: Sendable {
    let parameters: FormParameters
    let application: LogtoApplication
    let provider: OIDCProvider

    func authorize(in db: Transaction) throws -> GrantOutcome {
        let now = self.provider.time.now
        guard let presented = self.parameters.present("device_code") else {
            throw OAuthError.invalidRequest("missing required parameter 'device_code'")
        }
        guard var device = try db.deviceCode(presented), device.applicationID == self.application.id else {
            return .refused("device code unknown, or another client's")
        }
        if device.isExpired(at: now) { throw OAuthError(.expiredToken, "device code is expired") }
        guard let outcome = device.outcome else {
            throw OAuthError(
                .authorizationPending,
                "authorization request is still pending as the end-user hasn't yet completed the user interaction steps"
            )
        }
        guard device.consumedAt == nil else {
            if case .approved(let approval) = outcome, let grant = approval.grantID { try db.revoke(grant) }
            return .refused("device code was used before; its grant is revoked")
        }
        device.consumedAt = now
        try db.update(device)
        switch outcome {
        case .failed(let error, let description):
            return .refused(GrantRefusal("sign-in of the device failed", error: Self.error(error, description)))
        case .approved(let approval):
            return try self.redeem(approval, in: db, at: now)
        }
    }

    /// The device hears what the browser heard, but for `invalid_grant`, which always looks the same (§11.2).
    private static func error(_ name: String, _ description: String?) -> OAuthError {
        guard let code = OAuthError.Code(rawValue: name) else { return OAuthError(.serverError, description) }
        return code == .invalidGrant ? .invalidGrant("grant request is invalid") : OAuthError(code, description)
    }

    private func redeem(
        _ approval: DeviceCode.Approval, in db: Transaction, at now: Instant
    ) throws -> GrantOutcome {
        let binding = SessionBinding(
            uid: approval.sessionUID, isBound: approval.isSessionBound, sid: approval.sid)
        guard
            let grantID = approval.grantID,
            let grant = try db.liveGrant(grantID, of: self.application.id, session: binding, at: now)
        else { return .refused("grant of the device code is gone") }
        guard let user = try db.user(grant.userID), !user.isSuspended else { return .refused("user gone or suspended") }
        let tokens = UserTokens(
            provider: self.provider, application: self.application, user: user, grant: grant, scopes: approval.scopes,
            resources: approval.resources, session: binding, nonce: approval.nonce, authTime: approval.authTime)
        guard let access = try tokens.access(to: self.parameters.present(all: "resource"), in: nil, db: db) else {
            return .unknownResource
        }
        return .authorized(
            Authorization(
                access: access, refreshToken: try tokens.firstRefreshToken(in: db),
                idToken: try tokens.idToken(in: db)))
    }
}
