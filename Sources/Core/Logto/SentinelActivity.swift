/// An attempt to prove something that failed, or that was made while its target was locked out
/// (spec `logto-oidc.md` §17).
package struct SentinelActivity: Equatable, Sendable {
    package enum Action: String, CaseIterable, Sendable {
        case password = "Password"
        case verificationCode = "VerificationCode"
        case oneTimeToken = "OneTimeToken"
        case mfaTotp = "MfaTotp"
        case mfaBackupCode = "MfaBackupCode"

        /// What is counted together: the ways to sign in are, while each second factor stands alone, so that nobody who
        /// is locked out of one is locked out of the others.
        package var pool: [Action] {
            let signIn: [Action] = [.password, .verificationCode, .oneTimeToken]
            return signIn.contains(self) ? signIn : [self]
        }
    }

    /// SHA-256 of the identifier, which nobody else need be able to read.
    package var targetHash: String
    package var action: Action
    package var isFailure: Bool
    /// Until when the target is locked out by it.
    package var blockedUntil: Instant?
    package var createdAt: Instant

    package init(
        targetHash: String, action: Action, isFailure: Bool, blockedUntil: Instant? = nil, createdAt: Instant
    ) {
        self.targetHash = targetHash
        self.action = action
        self.isFailure = isFailure
        self.blockedUntil = blockedUntil
        self.createdAt = createdAt
    }
}
