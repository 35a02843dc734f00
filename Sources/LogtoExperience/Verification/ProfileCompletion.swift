import Core
import Logto
import Storage

/// What people add to their account on the way, for the pages and for the API (spec `logto-oidc.md` §8.3).
struct ProfileCompletion: Sendable {
    let parts: ExperienceParts

    typealias Step = @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> Void

    /// The rule to apply. Passwords are hashed before it, outside of any transaction.
    ///
    /// - Parameter uid: of the interaction.
    /// - Throws: what keeps the profile closed; 422 `password.rejected`, `user.same_password`.
    func step(for update: ProfileUpdate, in uid: String) async throws -> Step {
        AuditTrail.current?.begin(step: "Profile.Update", update.logJSON)
        try await self.parts.readSession(uid) { try $0.experience.checkProfileIsOpen(to: update, in: $0.context) }
        switch update {
        case .username(let username):
            return { try $0.addUsername(username, in: $1) }
        case .password(let password):
            let hash = try await self.hash(password, in: uid)
            return { try $0.addPassword(hash: hash, in: $1) }
        case .verified(let identifier, let verificationID):
            return { try $0.addVerified(identifier, verificationID, in: $1) }
        case .social(let verificationID):
            return { try $0.addSocial(verificationID, in: $1) }
        case .extraProfile(let values):
            let news = try InteractionProfile(extra: values)
            return { try $0.add(news, in: $1) }
        }
    }

    /// The rule that replaces a forgotten password.
    ///
    /// - Throws: as ``step(for:in:)``.
    func reset(to password: String, in uid: String) async throws -> Step {
        AuditTrail.current?.begin(step: "Profile.Update")
        try await self.parts.readSession(uid) { try $0.experience.checkPasswordMayBeReset(in: $0.context) }
        let hash = try await self.hash(password, in: uid)
        return { try $0.resetPassword(hash: hash, in: $1) }
    }

    private func hash(_ password: String, in uid: String) async throws -> String {
        let (policy, profile, user) = try await self.parts.readSession(uid) { session in
            let experience = try session.experience
            return (
                session.context.settings.passwordPolicy, experience.profile,
                try experience.presentUser(in: session.context.db)
            )
        }
        return try PasswordVerification(parts: self.parts).choose(password, for: profile, of: user, by: policy)
    }
}
