/// Stands for a user in a token exchange, once: how a service acts as someone (spec `logto-oidc.md` §11.7,
/// `logto-management-api.md` §6.11).
package struct SubjectToken: Equatable, Sendable {
    package var token: String
    package var userID: ID<LogtoUser>
    /// What whoever made it wants to remember.
    package var context: JSON
    package var createdAt: Instant
    package var consumedAt: Instant?
    package var expiresAt: Instant

    package init(
        token: String, userID: ID<LogtoUser>, context: JSON = [:], createdAt: Instant, consumedAt: Instant? = nil,
        expiresAt: Instant
    ) {
        self.token = token
        self.userID = userID
        self.context = context
        self.createdAt = createdAt
        self.consumedAt = consumedAt
        self.expiresAt = expiresAt
    }

    /// How every one begins.
    package static let prefix = "sub_"

    /// 600 seconds (§18).
    package static let lifetime: Int64 = 600
}

/// Stands for a user in token exchanges for as long as they like: what they give to a program of their own
/// (spec `logto-oidc.md` §11.7, `logto-management-api.md` §6.4).
package struct PersonalAccessToken: Equatable, Sendable {
    package var userID: ID<LogtoUser>
    /// One of its kind for the user.
    package var name: String
    package var value: String
    package var createdAt: Instant
    package var expiresAt: Instant?

    package init(
        userID: ID<LogtoUser>, name: String, value: String, createdAt: Instant, expiresAt: Instant? = nil
    ) {
        self.userID = userID
        self.name = name
        self.value = value
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// How every one begins.
    package static let prefix = "pat_"
}

extension Entropy {
    /// `sub_` and 21 characters (spec `logto-oidc.md` §18).
    package func subjectToken() -> String { SubjectToken.prefix + self.string(21, of: .lowercaseAlphanumeric) }

    /// `pat_` and 32 characters (§18).
    package func personalAccessToken() -> String { PersonalAccessToken.prefix + self.string(32, of: .alphanumeric) }
}
