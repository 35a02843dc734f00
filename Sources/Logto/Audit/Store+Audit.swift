import Core
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
    ///
    /// - Parameter payload: what was sent for it.
    func audit(_ step: String, _ payload: JSON? = nil) {
        AuditTrail.current?.begin(step: step, of: self.event, payload)
    }

    /// As the log keeps it: no secrets, and not word for word what a provider said.
    package var logJSON: JSON { self.publicJSON.withoutRawData }
}

extension VerificationRecord {
    var logJSON: JSON { self.publicJSON.withoutRawData }
}

extension InteractionProfile {
    var logJSON: JSON { self.publicJSON.withoutRawData }
}

extension LogtoUser {
    var logJSON: JSON { self.json.withoutRawData }
}

extension JSON {
    fileprivate var withoutRawData: JSON {
        switch self {
        case .array(let values): .array(values.map(\.withoutRawData))
        case .object(let members):
            .object(
                members.filter { $0.name != "rawData" }.map { Member($0.name, $0.value.withoutRawData) })
        default: self
        }
    }
}
