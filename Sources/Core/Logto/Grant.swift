/// What a user allows an application: the consent, to which codes and tokens belong and with which they die.
package struct Grant: Equatable, Sendable {
    package var id: ID<Grant>
    package var userID: ID<LogtoUser>
    package var applicationID: ID<LogtoApplication>
    package var scopes: [String]
    /// Scopes by resource indicator (RFC 8707).
    package var resources: [String: [String]]
    /// Scopes by resource indicator that the application asked for and could not be given: it is not asked about them
    /// again.
    package var rejectedResources: [String: [String]]
    package var createdAt: Instant
    package var expiresAt: Instant

    package init(
        id: ID<Grant>, userID: ID<LogtoUser>, applicationID: ID<LogtoApplication>, scopes: [String] = [],
        resources: [String: [String]] = [:], rejectedResources: [String: [String]] = [:], createdAt: Instant,
        expiresAt: Instant
    ) {
        self.id = id
        self.userID = userID
        self.applicationID = applicationID
        self.scopes = scopes
        self.resources = resources
        self.rejectedResources = rejectedResources
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// 180 days (spec `logto-oidc.md` §18).
    package static let lifetime: Int64 = 180 * 24 * 3600
}
