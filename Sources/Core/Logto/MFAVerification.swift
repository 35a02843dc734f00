/// A second factor that a user has set up: an entry of `mfaVerifications` (spec `logto-management-api.md` §6.5).
package struct MFAVerification: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        /// - Parameter secret: base32, as authenticator apps take it.
        case totp(secret: String)
        case backupCodes([BackupCode])
    }

    /// Good for one sign-in.
    package struct BackupCode: Equatable, Sendable {
        package let code: String
        package var usedAt: Instant?

        package init(_ code: String, usedAt: Instant? = nil) {
            self.code = code
            self.usedAt = usedAt
        }
    }

    package let id: ID<MFAVerification>
    package var content: Content
    package let createdAt: Instant
    package var lastUsedAt: Instant?

    package init(id: ID<MFAVerification>, _ content: Content, createdAt: Instant, lastUsedAt: Instant? = nil) {
        self.id = id
        self.content = content
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
    }

    package var factor: MFAFactor {
        switch self.content {
        case .totp: .totp
        case .backupCodes: .backupCode
        }
    }

    package var isTOTP: Bool { self.factor == .totp }

    /// How many backup codes nobody has used; `nil` for what has none.
    package var remainingCodes: Int? {
        guard case .backupCodes(let codes) = self.content else { return nil }
        return codes.filter { $0.usedAt == nil }.count
    }

    /// Whether it can prove anything any more: backup codes run out.
    package var isUsable: Bool { self.remainingCodes != 0 }
}
