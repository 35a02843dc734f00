import Core
import HTTPTypes
import Logto
import Storage

/// A session on the wire, in the words of the engine that keeps it (spec `logto-management-api.md` §6.4).
struct SessionBody {
    let session: OIDCSession
    /// `nil` for one that began before such things were kept.
    let details: SessionExtension?

    init(_ session: OIDCSession, in db: Transaction) throws {
        self.session = session
        self.details = try db.sessionExtension(of: session)
    }

    var json: JSON {
        [
            "payload": self.payload,
            "lastSubmission": self.details?.lastSubmission ?? .null,
            "clientId": .nullable(self.details?.applicationID.value),
            "accountId": .nullable(self.details?.userID.value),
            "expiresAt": .int(self.session.expiresAt.milliseconds),
        ]
    }

    private var payload: JSON {
        let session = self.session
        let issuedAt = self.details?.createdAt ?? session.authenticatedAt
        let authorizations = session.authorizations.sorted { $0.key.value < $1.key.value }.map { id, authorization in
            JSON.Member(
                id.value,
                [
                    "sid": .string(authorization.sid), "grantId": authorization.grantID.map { .string($0.value) },
                    "persistsLogout": true,
                ])
        }
        return [
            "exp": .int(session.expiresAt.seconds),
            "iat": issuedAt.map { .int($0.seconds) },
            // The engine's name for what the browser's cookie holds. Without the cookie's signature it opens nothing.
            "jti": .string(session.cookie),
            "uid": .string(session.uid),
            "kind": "Session",
            "loginTs": session.authenticatedAt.map { .int($0.seconds) },
            "accountId": session.userID.map { .string($0.value) },
            "authorizations": authorizations.isEmpty ? nil : .object(authorizations),
        ]
    }
}

extension Transaction {
    /// A session in which the user is signed in.
    func session(_ uid: String, of user: ID<LogtoUser>, at now: Instant) throws -> OIDCSession? {
        guard let session = try self.session(uid: uid, at: now), session.userID == user else { return nil }
        return session
    }

    /// Ends a session, and with it what was issued without `offline_access`.
    func end(_ session: OIDCSession, revoking target: GrantTarget?) throws {
        for (id, authorization) in session.authorizations {
            guard let target, let grant = authorization.grantID else { continue }
            if target == .firstParty {
                guard let application = try self.application(id), !application.isThirdParty else { continue }
            }
            try self.revoke(grant)
        }
        try self.deleteSession(uid: session.uid)
    }
}

/// Which grants go with a session that is ended.
enum GrantTarget: String, CaseIterable {
    case all, firstParty

    /// - Parameter query: of which the schema has checked `revokeGrantsTarget`.
    init?(_ query: JSON) {
        guard let text = query["revokeGrantsTarget"]?.string else { return nil }
        self.init(rawValue: text)
    }

    static let parameter = Schema.Field.optional("revokeGrantsTarget", .choice(of: GrantTarget.self))
}
