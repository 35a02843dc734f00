import Core
import HTTPTypes
import Storage

extension ExperienceInteraction {
    package enum Submission: Equatable, Sendable {
        case signedIn(ID<LogtoUser>)
        /// Nobody is signed in by that.
        case passwordReset
    }

    /// The person has done all that was asked: what was collected is written to the user (spec `logto-oidc.md` §8.5).
    ///
    /// - Throws: the codes of §8.5, in their order.
    package mutating func submit(in context: ExperienceContext) throws -> Submission {
        self.audit("Submit")
        var user = try self.identifiedUser(in: context.db)
        if self.event == .forgotPassword {
            guard let hash = self.profile.passwordHash else {
                throw LogtoError("user.new_password_required_in_profile", .unprocessableContent)
            }
            user.setPassword(digest: hash, at: context.now)
            user.updatedAt = context.now
            try context.db.update(user)
            try context.triggerDataHooks("User.Data.Updated", self.event, about: user)
            return .passwordReset
        }
        try self.checkMFAProof(in: context)
        try self.profile.checkNovelty(for: user)
        try self.profile.checkAvailability(in: context.db)
        try self.checkMandatoryProfile(in: context)
        try context.settings.mfa.check(self.mfa.factors)
        try self.checkMFAEnrolment(in: context)
        let isChanged = self.profile != InteractionProfile()
        self.profile.write(to: &user, at: context.now)
        user.lastSignInAt = context.now
        // In Logto a trigger does this at every change of the row.
        user.updatedAt = context.now
        try context.db.update(user)
        if let identity = self.profile.socialIdentity { try context.db.put(identity, of: user.id) }
        try self.writeMFA(to: user, in: context)
        if isChanged, let changed = try context.db.user(user.id) {
            try context.triggerDataHooks("User.Data.Updated", self.event, about: changed)
        }
        return .signedIn(user.id)
    }
}
