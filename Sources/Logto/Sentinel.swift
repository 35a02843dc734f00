import Core
import JOSE
import Storage

/// Locks out whoever fails too often (spec `logto-oidc.md` §17): by what they said they are called, whether or not there
/// is such a user, and by the world's clock.
package struct Sentinel {
    /// For how long a failure counts, in seconds.
    private static let memory: Int64 = 3600

    private let policy: SignInExperience.SentinelPolicy
    private let db: Transaction
    private let now: Instant

    package init(_ policy: SignInExperience.SentinelPolicy, in db: Transaction, at now: Instant) {
        self.policy = policy
        self.db = db
        self.now = now
    }

    package init(_ context: ExperienceContext) {
        self.init(context.settings.sentinelPolicy, in: context.db, at: context.now)
    }

    /// Who is locked out, as webhooks are told (spec `logto-management-api.md` §8.4).
    package struct Target: Sendable {
        let type: String
        let value: String

        /// What somebody said they are called.
        package init(_ identifier: UserIdentifier) {
            self.type = identifier.type.rawValue
            self.value = identifier.value
        }

        /// Somebody who is known already.
        package init(_ user: ID<LogtoUser>) {
            self.type = "userId"
            self.value = user.value
        }
    }

    /// Watches over a verification, which runs also while its target is locked out: then its outcome does not matter. Has
    /// to be committed also when it throws.
    ///
    /// - Throws: 400 `session.verification_blocked_too_many_attempts`, else what the verification throws.
    package func watch<Value>(
        _ action: SentinelActivity.Action, of target: Target, _ verification: () throws -> Value
    ) throws -> Value {
        do {
            let value = try verification()
            if let lockout = try self.report(action, of: target, isFailure: false) { throw lockout }
            return value
        } catch let error as LogtoError where error.code != Self.code {
            throw try self.report(action, of: target, isFailure: true) ?? error
        }
    }

    /// Keeps count of a verification that has run.
    ///
    /// - Returns: the error for whoever is locked out, in place of the verification's outcome.
    package func report(
        _ action: SentinelActivity.Action, of target: Target, isFailure: Bool
    ) throws -> LogtoError? {
        let lockout = try self.lockout(from: action, of: target, isFailure: isFailure)
        // What was right and lets somebody in changes nothing.
        guard isFailure || lockout != nil else { return nil }
        try self.db.insert(
            SentinelActivity(
                targetHash: Self.hash(target.value), action: action, isFailure: isFailure, blockedUntil: lockout,
                createdAt: self.now))
        guard let lockout else { return nil }
        try self.db.triggerHooks(
            exception: "Identifier.Lockout", ["type": .string(target.type), "value": .string(target.value)],
            at: self.now)
        return self.refusal(lockout)
    }

    /// Until when the target is locked out after an attempt.
    package func lockout(
        from action: SentinelActivity.Action, of target: Target, isFailure: Bool
    ) throws -> Instant? {
        let hash = Self.hash(target.value)
        if let until = try self.db.lockout(of: hash, from: action.pool, at: self.now) { return until }
        let failures = try self.db.failureCount(
            of: hash, at: action.pool, since: self.now.advanced(bySeconds: -Self.memory))
        guard failures + (isFailure ? 1 : 0) >= self.policy.effectiveMaxAttempts else { return nil }
        return self.now.advanced(bySeconds: 60 * self.policy.effectiveLockoutDuration)
    }

    /// Lets targets in again.
    package static func forget(_ targets: [String], in db: Transaction) throws {
        try db.deleteSentinelActivities(of: targets.map(Self.hash))
    }

    private static let code = "session.verification_blocked_too_many_attempts"

    private func refusal(_ until: Instant) -> LogtoError {
        var error = LogtoError(Self.code)
        error.minutes = (until.milliseconds - self.now.milliseconds + 30_000) / 60_000
        return error
    }

    private static func hash(_ target: String) -> String {
        Base64URL.encode(Digest.sha256.hash(target.utf8))
    }
}
