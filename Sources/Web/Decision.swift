import Core
import Synchronization

/// Why a request is answered as it is: for the world's record of what was asked and answered, never for the client.
package struct Decision: Equatable, Sendable {
    /// The rule that decided, by a name that stays: `authorize.redirect-uri-registered`.
    package let rule: String
    /// What it found, in a sentence.
    package let reason: String
    /// What was compared, for whoever looks into it: the members of an object.
    package let facts: JSON

    package init(_ rule: String, _ reason: String, facts: JSON = [:]) {
        self.rule = rule
        self.reason = reason
        self.facts = facts
    }
}

/// Where an endpoint notes, for one request, what it decided and about whom.
package final class DecisionNote: Sendable {
    package struct Content: Sendable {
        package fileprivate(set) var decision: Decision?
        package fileprivate(set) var client: String?
        package fileprivate(set) var account: String?
        package fileprivate(set) var fault: Int64?
    }

    private let state = Mutex(Content())

    package init() {}

    package var content: Content { self.state.withLock { $0 } }

    /// The last one counts: what words an error knows more than what threw it.
    package func note(_ decision: Decision) {
        self.state.withLock { $0.decision = decision }
    }

    /// Who asked, where it takes more than the request to know it.
    package func note(client: String? = nil, account: String? = nil) {
        self.state.withLock { content in
            content.client = client ?? content.client
            content.account = account ?? content.account
        }
    }

    /// That an armed failure had its way.
    package func note(fault: Int64) {
        self.state.withLock { $0.fault = fault }
    }
}
