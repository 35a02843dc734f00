extension SignInExperience.PasswordExpiration {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Whether a user's password is good no longer: because an administrator says so, or because of its age. Where it is
    /// not known when it was chosen, it is as old as this rule (source: `packages/core/src/libraries/password-expiration.ts`).
    package func hasExpired(passwordOf user: LogtoUser, at now: Instant) -> Bool {
        guard self.enabled == true, let days = self.validPeriodDays else { return false }
        let beginning = user.passwordUpdatedAt ?? self.enabledAt ?? user.createdAt
        return user.isPasswordExpired
            || (now.milliseconds - beginning.milliseconds) / Self.millisecondsPerDay >= days
    }

    /// Notes since when this rule is in force, which has followed another. A rule that is on already stays as old as it is,
    /// however long it lets passwords live.
    package mutating func begin(after other: Self, at now: Instant) {
        guard self.enabled == true else { return self = Self(enabled: self.enabled) }
        self.enabledAt = (other.enabled == true ? other.enabledAt : nil) ?? now
    }
}
