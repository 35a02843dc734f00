import Core
import Storage
import Synchronization

/// What one request leaves in the audit log, and which webhooks it sets off (spec `logto-management-api.md` §8, §9).
///
/// Whoever does something begins an entry before it is tried; what fails is the entry that was begun last. Entries are
/// written in the transaction that is there, and what became of them later when the request ends.
package final class AuditTrail: Sendable {
    private static let local = TaskLocal<AuditTrail?>(wrappedValue: nil)

    /// Of the request that is being answered.
    package static var current: AuditTrail? { self.local.get() }

    /// Who asked, in members of every payload.
    private let client: JSON
    private let time: TimeSource
    private let entropy: Entropy
    private let state = Mutex(State())

    package init(ip: String?, userAgent: String?, time: TimeSource, entropy: Entropy) {
        self.client = ["ip": ip.map(JSON.string), "userAgent": userAgent.map(JSON.string)]
        self.time = time
        self.entropy = entropy
    }

    private struct State {
        var entries: [Draft] = []
        var triggers: [HookTrigger] = []
        /// What the browser's name says, once something is written of it.
        var userAgentParsed: JSON?
        /// In members of the payloads of what is begun from now on.
        var common: JSON = [:]
        var event = InteractionEvent.signIn
    }

    private struct Draft {
        let key: String
        let createdAt: Instant
        var members: JSON
        var error: JSON?
        /// `nil` as long as it was never written.
        var id: ID<LogEntry>?
        var isWritten = false
    }

    /// Answers a request in whose course this trail is the current one.
    func run<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await Self.local.withValue(self) { try await body() }
    }

    // MARK: what happens

    /// Something is going to be tried; the same thing twice in a request is one.
    package func begin(_ key: String, _ members: JSON = [:]) {
        let now = self.time.now
        self.state.withLock { state in
            guard !state.entries.contains(where: { $0.key == key }) else { return }
            state.entries.append(Draft(key: key, createdAt: now, members: state.common.merging(members)))
        }
    }

    /// A step of the interaction that the browser is in: `Identifier.Submit`.
    ///
    /// - Parameters:
    ///   - event: what goes on from now on, where that is new.
    ///   - payload: what was sent for it.
    package func begin(step: String, of event: InteractionEvent? = nil, _ payload: JSON? = nil) {
        let event = self.state.withLock { state in
            state.event = event ?? state.event
            return state.event
        }
        self.begin("Interaction.\(event.rawValue).\(step)", ["payload": payload])
    }

    /// More is known of what was begun last, and for all that follows if so said.
    package func add(_ members: JSON, staying: Bool = false) {
        self.state.withLock { state in
            if staying { state.common = state.common.merging(members) }
            guard let last = state.entries.indices.last else { return }
            state.entries[last].members = state.entries[last].members.merging(members)
            state.entries[last].isWritten = false
        }
    }

    /// The interaction that the request is about, as it was before it.
    package func enter(_ interaction: Interaction, _ experience: ExperienceInteraction?) {
        self.state.withLock { state in
            state.common = state.common.merging([
                "sessionId": .string(interaction.uid), "applicationId": .string(interaction.applicationID.value),
                "userId": experience?.userID.map { .string($0.value) },
            ])
            if let experience { state.event = experience.event }
        }
    }

    /// How the interaction stands after what was begun so far (§9, source: Logto's `ExperienceInteraction.save`).
    package func keep(_ interaction: JSON) {
        self.state.withLock { state in
            for index in state.entries.indices where state.entries[index].members["interaction"] == nil {
                state.entries[index].members = state.entries[index].members.adding(["interaction": interaction])
                state.entries[index].isWritten = false
            }
        }
    }

    /// What was begun last came to nothing; what is said first counts.
    package func fail(_ error: JSON) {
        self.state.withLock { state in
            guard let last = state.entries.indices.last, state.entries[last].error == nil else { return }
            state.entries[last].error = error
            state.entries[last].isWritten = false
        }
    }

    package func fail(_ error: LogtoError) {
        self.fail(error.body(in: .english).setting("details", to: nil))
    }

    // MARK: webhooks

    /// - Parameter payload: the members that all payloads of such events have are added.
    package func trigger(_ event: String, _ payload: JSON) {
        self.state.withLock { $0.triggers.append(HookTrigger(event: event, payload: payload)) }
    }

    package var userAgent: JSON? { self.client["userAgent"] }

    package var ip: JSON? { self.client["ip"] }

    /// Of the interaction that the request is about.
    var sessionID: JSON? { self.state.withLock { $0.common["sessionId"] } }

    /// What webhooks are told of the interaction that the request is about; nothing where there is none.
    var interaction: JSON {
        self.state.withLock { state in
            guard state.common["sessionId"] != nil else { return [:] }
            return [
                "interactionEvent": .string(state.event.rawValue), "sessionId": state.common["sessionId"],
                "applicationId": state.common["applicationId"],
            ]
        }
    }

    package var triggerCount: Int { self.state.withLock { $0.triggers.count } }

    /// What a transaction that was taken back would have set off is not.
    package func dropTriggers(after count: Int) {
        self.state.withLock { $0.triggers.removeLast(max(0, $0.triggers.count - count)) }
    }

    func takeTriggers() -> [HookTrigger] {
        self.state.withLock { state in
            defer { state.triggers = [] }
            return state.triggers
        }
    }

    // MARK: writing

    var isWritten: Bool { self.state.withLock { $0.entries.allSatisfy(\.isWritten) } }

    /// Writes what is not in the log yet, or has come to something else.
    package func write(in db: Transaction) throws {
        try self.state.withLock { state in
            for index in state.entries.indices where !state.entries[index].isWritten {
                let draft = state.entries[index]
                if state.userAgentParsed == nil {
                    state.userAgentParsed = self.client["userAgent"]?.string.map(UserAgent.parsed)
                }
                let entry = LogEntry(
                    id: draft.id ?? ID(self.entropy.longID()), key: draft.key,
                    payload: self.payload(of: draft, by: state.userAgentParsed),
                    createdAt: draft.createdAt)
                if draft.id == nil { try db.insert(entry) } else { try db.update(entry) }
                state.entries[index].id = entry.id
                state.entries[index].isWritten = true
            }
        }
    }

    private func payload(of draft: Draft, by userAgent: JSON?) -> JSON {
        let outcome: JSON = [
            "key": .string(draft.key), "result": draft.error == nil ? "Success" : "Error", "error": draft.error,
        ]
        return outcome.adding(self.client).adding(["userAgentParsed": userAgent]).adding(draft.members).maskedForLog
    }
}
