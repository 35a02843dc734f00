import Core
import Storage

/// The session that a code or token may be bound to.
struct SessionBinding {
    let uid: String?
    let isBound: Bool
}

extension AuthorizationCode {
    var binding: SessionBinding { SessionBinding(uid: self.sessionUID, isBound: self.isSessionBound) }
}

extension AccessToken {
    var binding: SessionBinding { SessionBinding(uid: self.sessionUID, isBound: self.isSessionBound) }
}

extension RefreshToken {
    var binding: SessionBinding { SessionBinding(uid: self.sessionUID, isBound: self.isSessionBound) }
}

extension Transaction {
    /// The grant behind a code or token, as long as it counts: it has not expired, belongs to the application, and the
    /// session is there that what came from it is bound to (spec `logto-oidc.md` §12.3).
    ///
    /// - Parameter application: `nil` where anyone may present the token.
    func liveGrant(
        _ id: ID<Grant>, of application: ID<LogtoApplication>?, session binding: SessionBinding, at now: Instant
    ) throws -> Grant? {
        guard let grant = try self.grant(id, at: now), application == nil || grant.applicationID == application else {
            return nil
        }
        guard binding.isBound else { return grant }
        guard let uid = binding.uid, let session = try self.session(uid: uid, at: now) else { return nil }
        return session.userID == grant.userID ? grant : nil
    }

    /// What a session is called at an application that wants to know it for back-channel logout
    /// (spec `logto-oidc.md` §12.1).
    func sid(of application: LogtoApplication, inSession uid: String?, at now: Instant) throws -> String? {
        let metadata = application.oidcClientMetadata
        guard metadata.backchannelLogoutUri != nil, metadata.backchannelLogoutSessionRequired, let uid else {
            return nil
        }
        return try self.session(uid: uid, at: now)?.authorizations[application.id]?.sid
    }
}
