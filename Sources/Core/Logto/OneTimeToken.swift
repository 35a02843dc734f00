/// What a magic link carries: whoever has it reads an e-mail address (spec `logto-management-api.md` §6.11).
package struct OneTimeToken: Equatable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case active, consumed, revoked, expired
    }

    package var id: ID<OneTimeToken>
    package var email: String
    /// 32 characters.
    package var token: String
    /// `jitOrganizationIds`, `interactionEvent`, both optional.
    package var context: JSON
    /// As it was left; ``status(at:)`` is what counts.
    package var storedStatus: Status
    package var createdAt: Instant
    package var expiresAt: Instant

    package init(
        id: ID<OneTimeToken>, email: String, token: String, context: JSON = [:], storedStatus: Status = .active,
        createdAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.email = email
        self.token = token
        self.context = context
        self.storedStatus = storedStatus
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// In seconds, unless whoever asks for one says otherwise.
    package static let lifetime: Int64 = 600

    /// An active token past its time is expired, everywhere.
    package func status(at now: Instant) -> Status {
        self.storedStatus == .active && self.expiresAt <= now ? .expired : self.storedStatus
    }

    /// As the Management API shows it.
    package func json(at now: Instant) -> JSON {
        [
            "tenantId": "default", "id": .string(self.id.value), "email": .string(self.email),
            "token": .string(self.token), "context": self.context, "status": .string(self.status(at: now).rawValue),
            "createdAt": .int(self.createdAt.milliseconds), "expiresAt": .int(self.expiresAt.milliseconds),
        ]
    }
}
