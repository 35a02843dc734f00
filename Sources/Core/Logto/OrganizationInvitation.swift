/// Asks whoever has an address to join an organization (spec `logto-management-api.md` §6.10).
package struct OrganizationInvitation: Equatable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case pending = "Pending"
        case accepted = "Accepted"
        case expired = "Expired"
        case revoked = "Revoked"
    }

    package var id: ID<OrganizationInvitation>
    package var inviterID: ID<LogtoUser>?
    /// The address.
    package var invitee: String
    package var acceptedUserID: ID<LogtoUser>?
    package var organizationID: ID<Organization>
    /// As it was set: time alone changes nothing of it.
    package var storedStatus: Status
    package var createdAt: Instant
    package var updatedAt: Instant
    package var expiresAt: Instant

    package init(
        id: ID<OrganizationInvitation>, inviterID: ID<LogtoUser>? = nil, invitee: String,
        acceptedUserID: ID<LogtoUser>? = nil, organizationID: ID<Organization>, storedStatus: Status = .pending,
        createdAt: Instant, updatedAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.inviterID = inviterID
        self.invitee = invitee
        self.acceptedUserID = acceptedUserID
        self.organizationID = organizationID
        self.storedStatus = storedStatus
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.expiresAt = expiresAt
    }

    /// As it is shown: one that nobody took in time has expired.
    package func status(at now: Instant) -> Status {
        self.storedStatus == .pending && self.expiresAt < now ? .expired : self.storedStatus
    }
}
