import Core
import Storage

/// What the rules of an interaction are applied in: a transaction, the tenant's settings, the application that people
/// sign in to, the time and chance.
package struct ExperienceContext {
    package let db: Transaction
    package let settings: SignInExperience
    package let applicationID: ID<LogtoApplication>
    package let now: Instant
    package let entropy: Entropy

    package init(
        db: Transaction, settings: SignInExperience, applicationID: ID<LogtoApplication>, now: Instant,
        entropy: Entropy
    ) {
        self.db = db
        self.settings = settings
        self.applicationID = applicationID
        self.now = now
        self.entropy = entropy
    }

    /// A record of a proof, with an id of its own.
    package func record(_ content: VerificationRecord.Content) -> VerificationRecord {
        VerificationRecord(id: self.entropy.longID(), content)
    }
}
