import Core
import HTTPTypes
import JOSE
import Logto
import Storage

/// Proofs by password (spec `logto-oidc.md` §8.2), and the passwords that people choose.
struct PasswordVerification: Sendable {
    let parts: ExperienceParts

    /// Checks a password. An unknown user and a wrong password look alike. One that another system hashed is hashed our
    /// way from then on. That one has expired is no failed attempt.
    ///
    /// - Throws: 422 `session.invalid_credentials`; 401 `user.suspended`, only with the right password; 400
    ///   `session.verification_blocked_too_many_attempts` in place of these or of success; 422 `password.expired`.
    func verify(_ password: String, of identifier: UserIdentifier) async throws {
        AuditTrail.current?.begin(
            step: "Verification.Password.Submit", ["identifier": identifier.json, "password": .string(password)])
        let (user, settings) = try await self.parts.store.read { db in
            (try db.user(identifier), try db.signInExperience())
        }
        let wrong = Self.refusal(of: password, by: user)
        let refusal = try await self.report(identifier, isFailure: wrong != nil, by: settings.sentinelPolicy) ?? wrong
        if let refusal { throw Self.noted(refusal) }
        guard let user else { return }
        if user.passwordAlgorithm != nil { try await self.migrate(user, password) }
        if settings.passwordExpiration.hasExpired(passwordOf: user, at: self.parts.time.now) {
            throw Self.noted(LogtoError("password.expired", .unprocessableContent))
        }
    }

    private static func noted(_ refusal: LogtoError) -> LogtoError {
        AuditTrail.current?.fail(refusal)
        return refusal
    }

    private static func refusal(of password: String, by user: LogtoUser?) -> LogtoError? {
        guard let user, user.accepts(password) else {
            return LogtoError("session.invalid_credentials", .unprocessableContent)
        }
        return user.isSuspended ? LogtoError("user.suspended", .unauthorized) : nil
    }

    /// A right password costs no commit.
    private func report(
        _ identifier: UserIdentifier, isFailure: Bool, by policy: SignInExperience.SentinelPolicy
    ) async throws -> LogtoError? {
        let now = self.parts.time.now
        let target = Sentinel.Target(identifier)
        let sentinel = { @Sendable (db: Transaction) in Sentinel(policy, in: db, at: now) }
        let isOfNote = try await self.parts.store.read { db in
            try isFailure || sentinel(db).lockout(from: .password, of: target, isFailure: false) != nil
        }
        guard isOfNote else { return nil }
        return try await self.parts.store.transaction { db in
            try sentinel(db).report(.password, of: target, isFailure: isFailure)
        }
    }

    private func migrate(_ user: LogtoUser, _ password: String) async throws {
        var migrated = user
        try migrated.rehash(password, entropy: self.parts.entropy)
        let hash = migrated.passwordHash
        let now = self.parts.time.now
        try await self.parts.store.transaction { db in
            // It may have been changed while it was hashed.
            guard var current = try db.user(user.id), current.passwordHash == user.passwordHash else { return }
            current.passwordHash = hash
            current.passwordAlgorithm = nil
            current.updatedAt = now
            try db.update(current)
        }
    }

    /// The hash of a password that somebody chooses.
    ///
    /// - Parameters:
    ///   - profile: what else the user is to have.
    ///   - user: whose password it is to be, if there is one already.
    /// - Throws: 422 `password.rejected`, `user.same_password`.
    func choose(
        _ password: String, for profile: InteractionProfile, of user: LogtoUser? = nil,
        by policy: SignInExperience.PasswordPolicy
    ) throws -> String {
        let issues = policy.issues(
            of: password,
            for: PasswordUserInfo(
                name: profile.name ?? user?.name, username: profile.username ?? user?.username,
                email: profile.primaryEmail ?? user?.primaryEmail, phone: profile.primaryPhone ?? user?.primaryPhone),
            breached: self.parts.breachedPasswords)
        if !issues.isEmpty { throw LogtoError.passwordRejected(issues) }
        if user?.accepts(password) == true { throw LogtoError("user.same_password", .unprocessableContent) }
        return try PasswordHash.hash(password, salt: self.parts.entropy.bytes(16))
    }
}
