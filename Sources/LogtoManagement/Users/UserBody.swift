import Core
import HTTPTypes
import Logto

/// A user on the wire (spec `logto-management-api.md` §6.2).
enum UserBody {
    /// What everybody who reads users gets.
    static func plain(_ user: LogtoUser) -> JSON { user.json }

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

    static func json(_ identity: LogtoUser.Identity) -> JSON { identity.json }
}
