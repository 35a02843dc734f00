import Core
import HTTPTypes

/// A failure that waits for a request: which one it strikes, what it does, and how often (design, "Control API").
package struct Fault: Equatable, Sendable {
    /// Given when it is armed.
    package internal(set) var id: Int64 = 0
    package var target = Target()
    package var effect: Effect
    /// How long the answer lets wait; the effect comes after it.
    package var delayMilliseconds = 0
    /// How many requests that fit are let through before the first that is struck.
    package var skip = 0
    /// How many are struck; `nil` for all, until it is disarmed.
    package var times: Int? = 1
    /// How many have fitted so far, and how many of them were struck.
    package internal(set) var seen = 0
    package internal(set) var struck = 0

    package init(_ effect: Effect) {
        self.effect = effect
    }

    /// Which requests; what is left out does not matter.
    package struct Target: Equatable, Sendable {
        package var surface: Surface?
        package var method: HTTPRequest.Method?
        package var path: PathPattern?
        package var client: String?
        package var account: String?

        package init() {}

        var asksWho: Bool { self.client != nil || self.account != nil }
    }

    package enum Effect: Equatable, Sendable {
        /// Nothing but the delay.
        case late
        /// An answer in place of the endpoint's, which is not asked.
        case named(FaultName)
        case answer(Answer)
        /// The endpoint's own answer, with members of its JSON set or removed.
        case changed(FaultChange)
        /// The endpoint's own answer, spoilt.
        case spoilt(Spoiling)
        /// The connection breaks off. The endpoint is not asked.
        case dropped
    }

    package struct Answer: Equatable, Sendable {
        package var status: HTTPResponse.Status
        package var headers: HTTPFields
        package var body: String

        package init(status: HTTPResponse.Status, headers: HTTPFields, body: String) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    package enum Spoiling: String, CaseIterable, Sendable {
        /// JSON that ends in the middle.
        case malformedJSON
        case emptyBody
        /// Another signature on the ID token.
        case wrongSignature
    }

    var isSpent: Bool { self.times.map { self.struck >= $0 } ?? false }
}

/// Failures that a service, or what stands before it, words itself.
package enum FaultName: String, CaseIterable, Sendable {
    /// Patreon's 429 (spec `patreon.md` §3.7).
    case rateLimited
    /// The 429 of the network in front of Patreon.
    case rateLimitedByEdge
    /// Its 403, a page.
    case forbiddenByEdge
    case serverError
    case unavailable
    case gatewayTimeout
}
