import Storage

extension Store {
    /// A transaction that writes what its request has left for the log so far, too. What it was to tell webhooks is
    /// dropped when it is taken back.
    package func auditedTransaction<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        guard let trail = AuditTrail.current else { return try await self.transaction(body) }
        let triggers = trail.triggerCount
        do {
            return try await self.transaction { db in
                let value = try body(db)
                try trail.write(in: db)
                return value
            }
        } catch {
            trail.dropTriggers(after: triggers)
            throw error
        }
    }
}

extension ExperienceInteraction {
    /// A step of the interaction is going to be taken: `Identifier.Submit`.
    func audit(_ step: String) {
        AuditTrail.current?.begin(step: step, of: self.event)
    }
}
