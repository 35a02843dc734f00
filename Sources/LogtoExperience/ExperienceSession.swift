import Core
import Hummingbird
import Logto
import OAuth
import Storage

/// The interaction of a request with the experience that goes on in it, inside a transaction that writes both back.
struct ExperienceSession {
    fileprivate(set) var interaction: Interaction
    /// `nil` where none was begun, or the last one is over.
    fileprivate var current: ExperienceInteraction?
    let context: ExperienceContext

    /// - Throws: 404 `session.interaction_not_found` where none was begun.
    var experience: ExperienceInteraction {
        get throws(LogtoError) {
            guard let current = self.current else { throw LogtoError("session.interaction_not_found", .notFound) }
            return current
        }
    }

    mutating func begin(_ event: InteractionEvent) {
        self.current = ExperienceInteraction(event)
        AuditTrail.current?.begin(step: "Create", of: event)
    }

    /// Applies a rule.
    @discardableResult
    mutating func apply<Value>(
        _ rule: (inout ExperienceInteraction, ExperienceContext) throws -> Value
    ) throws -> Value {
        var experience = try self.experience
        let value = try rule(&experience, self.context)
        self.current = experience
        return value
    }

    /// Applies a rule about second factors to be set up or skipped, where they may be (spec `logto-oidc.md` §8.3).
    mutating func applyMFA(_ rule: (inout ExperienceInteraction, ExperienceContext) throws -> Void) throws {
        try self.apply { experience, context in
            try experience.checkMFAIsOpen(in: context)
            try rule(&experience, context)
        }
    }

    /// Ends what was begun. Whoever signed in does so when the browser resumes; a new password leaves nothing behind.
    mutating func submit() throws -> ExperienceInteraction.Submission {
        let experience = try self.experience
        let submission = try self.apply { try $0.submit(in: $1) }
        AuditTrail.current?.add(["interaction": try self.experience.logJSON])
        if let user = experience.userID {
            try self.context.triggerHooks(experience.event, of: user, in: self.interaction.uid)
        }
        switch submission {
        case .signedIn(let user): self.interaction.signedInUserID = user
        case .passwordReset: self.current = nil
        }
        return submission
    }

    /// What the pages remember beside the experience.
    mutating func setPageState(_ name: String, to value: JSON?) {
        self.interaction.state = self.interaction.state.setting(name, to: value)
    }
}

extension ExperienceParts {
    /// The uid of the interaction that a request is about.
    ///
    /// - Throws: the engine's error where the browser is in none (spec `logto-oidc.md` §8).
    func interactionUID(of request: Request) throws(OAuthError) -> String {
        guard let uid = self.interactionCookies.uid(of: request) else {
            throw .invalidRequest("interaction session id cookie not found")
        }
        return uid
    }

    /// Works on an interaction in one transaction; nothing is kept when `body` throws.
    ///
    /// - Throws: the engine's error where the interaction is over.
    func inSession<Value: Sendable>(
        _ uid: String, _ body: @escaping @Sendable (inout ExperienceSession) throws -> Value
    ) async throws -> Value {
        try await self.store.auditedTransaction { db in try self.inSession(try db.interaction(uid), in: db, body) }
    }

    /// Works on an interaction that was found in a transaction.
    func inSession<Value: Sendable>(
        _ interaction: Interaction?, in db: Transaction, _ body: (inout ExperienceSession) throws -> Value
    ) throws -> Value {
        var session = try self.session(interaction, in: db)
        let value = try body(&session)
        session.interaction.experience = session.current
        try db.update(session.interaction)
        if let current = session.current { AuditTrail.current?.keep(current.logJSON) }
        return value
    }

    /// Looks at an interaction.
    func readSession<Value: Sendable>(
        _ uid: String, _ body: @escaping @Sendable (ExperienceSession) throws -> Value
    ) async throws -> Value {
        try await self.store.read { db in try body(try self.session(try db.interaction(uid), in: db)) }
    }

    private func session(_ interaction: Interaction?, in db: Transaction) throws -> ExperienceSession {
        let now = self.time.now
        guard let interaction, !interaction.isExpired(at: now) else {
            throw OAuthError.invalidRequest("interaction session not found")
        }
        let context = ExperienceContext(
            db: db, settings: try db.signInExperience(), applicationID: interaction.applicationID, now: now,
            entropy: self.entropy)
        let experience = interaction.experience
        AuditTrail.current?.enter(interaction, experience)
        return ExperienceSession(interaction: interaction, current: experience, context: context)
    }
}
