/// A person known to Logto.
package struct LogtoUser: Equatable, Sendable {
    package var id: ID<LogtoUser>
    package var username: String?
    package var passwordHash: String?
    /// How ``passwordHash`` was made; `nil` where we made it ourselves.
    package var passwordAlgorithm: PasswordAlgorithm?
    /// When the password was chosen; `nil` where it is older than Logto's memory of that.
    package var passwordUpdatedAt: Instant?
    /// Whether an administrator has declared the password to be too old.
    package var isPasswordExpired: Bool
    package var primaryEmail: String?
    package var primaryPhone: String?
    package var name: String?
    package var avatar: String?
    /// Logto's standard profile claims (`familyName`, `address`, …), camel case.
    package var profile: JSON
    package var customData: JSON
    package var identities: [Identity]
    package var isSuspended: Bool
    /// Through which application the user came.
    package var applicationID: ID<LogtoApplication>?
    package var lastSignInAt: Instant?
    package var createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: ID<LogtoUser>,
        username: String? = nil,
        passwordHash: String? = nil,
        passwordAlgorithm: PasswordAlgorithm? = nil,
        passwordUpdatedAt: Instant? = nil,
        isPasswordExpired: Bool = false,
        primaryEmail: String? = nil,
        primaryPhone: String? = nil,
        name: String? = nil,
        avatar: String? = nil,
        profile: JSON = [:],
        customData: JSON = [:],
        identities: [Identity] = [],
        isSuspended: Bool = false,
        applicationID: ID<LogtoApplication>? = nil,
        lastSignInAt: Instant? = nil,
        createdAt: Instant,
        updatedAt: Instant
    ) {
        self.id = id
        self.username = username
        self.passwordHash = passwordHash
        self.passwordAlgorithm = passwordAlgorithm
        self.passwordUpdatedAt = passwordUpdatedAt
        self.isPasswordExpired = isPasswordExpired
        self.primaryEmail = primaryEmail
        self.primaryPhone = primaryPhone
        self.name = name
        self.avatar = avatar
        self.profile = profile
        self.customData = customData
        self.identities = identities
        self.isSuspended = isSuspended
        self.applicationID = applicationID
        self.lastSignInAt = lastSignInAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Gives the user a password, of which this is the digest: from now on it grows old.
    package mutating func setPassword(digest: String, _ algorithm: PasswordAlgorithm? = nil, at now: Instant) {
        self.passwordHash = digest
        self.passwordAlgorithm = algorithm
        self.passwordUpdatedAt = now
        self.isPasswordExpired = false
    }

    /// An account at a social provider that belongs to the user (spec `logto-oidc.md` §9.4).
    package struct Identity: Equatable, Sendable {
        /// The provider, such as `patreon`.
        package var target: String
        /// The account's id there; `userId` on the wire.
        package var userID: String
        package var details: JSON

        package init(target: String, userID: String, details: JSON) {
            self.target = target
            self.userID = userID
            self.details = details
        }
    }
}
