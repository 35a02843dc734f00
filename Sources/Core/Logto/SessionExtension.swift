/// What a session remembers of its last sign-in (spec `logto-management-api.md` §6.4).
package struct SessionExtension: Equatable, Sendable {
    package var userID: ID<LogtoUser>
    /// What was proved, without secrets.
    package var lastSubmission: JSON?
    /// Whose sign-in it was.
    package var applicationID: ID<LogtoApplication>
    /// When the first sign-in of the session was.
    package var createdAt: Instant

    package init(
        userID: ID<LogtoUser>, lastSubmission: JSON?, applicationID: ID<LogtoApplication>, createdAt: Instant
    ) {
        self.userID = userID
        self.lastSubmission = lastSubmission
        self.applicationID = applicationID
        self.createdAt = createdAt
    }
}
