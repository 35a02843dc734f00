import Core
import Storage

/// The session that a code or token came from and may be bound to.
package struct SessionBinding: Sendable {
    package let uid: String?
    package let isBound: Bool
    /// What the application calls it, if it wants to know (spec `logto-oidc.md` §12.1).
    package let sid: String?

    package init(uid: String?, isBound: Bool, sid: String?) {
        self.uid = uid
        self.isBound = isBound
        self.sid = sid
    }
}

extension AuthorizationCode {
    package var binding: SessionBinding {
        SessionBinding(uid: self.sessionUID, isBound: self.isSessionBound, sid: self.sid)
    }
}

extension AccessToken {
    package var binding: SessionBinding {
        SessionBinding(uid: self.sessionUID, isBound: self.isSessionBound, sid: self.sid)
    }
}

extension RefreshToken {
    package var binding: SessionBinding {
        SessionBinding(uid: self.sessionUID, isBound: self.isSessionBound, sid: self.sid)
    }
}

extension Transaction {
    /// The grant behind a code or token, as long as it counts: it has not expired, belongs to the application, and the
    /// session is there that what came from it is bound to (spec `logto-oidc.md` §12.3).
    ///
    /// - Parameter application: `nil` where anyone may present the token.
    package func liveGrant(
        _ id: ID<Grant>, of application: ID<LogtoApplication>?, session binding: SessionBinding, at now: Instant
    ) throws -> Grant? {
        guard let grant = try self.grant(id, at: now), application == nil || grant.applicationID == application else {
            return nil
        }
        guard binding.isBound else { return grant }
        guard let uid = binding.uid, let session = try self.session(uid: uid, at: now) else { return nil }
        return session.userID == grant.userID ? grant : nil
    }
}
