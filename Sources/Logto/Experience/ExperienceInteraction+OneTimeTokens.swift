import Core
import Storage

/// Tokens that come by e-mail (spec `logto-oidc.md` §8.2).
extension ExperienceInteraction {
    var hasOneTimeToken: Bool {
        self.records.contains { if case .oneTimeToken = $0.content { true } else { false } }
    }

    /// Uses up a token; whoever has one reads the address that it was sent to. Has to be committed also when it throws.
    ///
    /// - Throws: `one_time_token.…`; 400 `session.verification_blocked_too_many_attempts`.
    package mutating func redeem(
        oneTimeToken token: String, of email: String, in context: ExperienceContext
    ) throws -> VerificationRecord {
        self.audit(
            "Verification.OneTimeToken.Submit",
            ["identifier": UserIdentifier(.email, email).json, "token": .string(token)])
        let event = self.event
        let token = try Sentinel(context).watch(.oneTimeToken, of: Sentinel.Target(UserIdentifier(.email(email)))) {
            try OneTimeTokens.redeem(token, email: email, during: event, in: context.db, at: context.now)
        }
        let record = context.record(.oneTimeToken(email: email, context: token.context))
        self.set(record)
        self.skipsCaptcha = true
        return record
    }
}
