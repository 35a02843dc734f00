import Core
import HTTPTypes
import Logto

/// A user on the wire (spec `logto-management-api.md` §6.2).
enum UserBody {
    /// What everybody who reads users gets.
    static func plain(_ user: LogtoUser) -> JSON {
        [
            "id": .string(user.id.value),
            "username": .nullable(user.username),
            "primaryEmail": .nullable(user.primaryEmail),
            "primaryPhone": .nullable(user.primaryPhone),
            "name": .nullable(user.name),
            "avatar": .nullable(user.avatar),
            "customData": user.customData,
            "identities": Self.identities(user),
            "lastSignInAt": user.lastSignInAt.map { .int($0.milliseconds) } ?? .null,
            "createdAt": .int(user.createdAt.milliseconds),
            "updatedAt": .int(user.updatedAt.milliseconds),
            "profile": user.profile,
            "applicationId": .nullable(user.applicationID?.value),
            "cimdClientId": .null,
            "isSuspended": .bool(user.isSuspended),
        ]
    }

    /// With what only administrators see.
    static func json(_ user: LogtoUser, includesPasswordHash: Bool = false) -> JSON {
        let body = Self.plain(user).adding(["hasPassword": .bool(user.passwordHash != nil)])
        guard includesPasswordHash else { return body }
        return body.adding([
            "passwordDigest": .nullable(user.passwordHash),
            "passwordAlgorithm": .nullable(user.shownPasswordAlgorithm?.rawValue),
        ])
    }

    /// Target → account there.
    static func identities(_ user: LogtoUser) -> JSON {
        .object(user.identities.map { JSON.Member($0.target, Self.json($0)) })
    }

    static func json(_ identity: LogtoUser.Identity) -> JSON {
        ["userId": .string(identity.userID), "details": identity.details.isNull ? nil : identity.details]
    }
}
