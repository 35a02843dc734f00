import HTTPTypes
import Web

/// Which exchanges are meant; what is left out does not matter.
package struct ExchangeFilter: Sendable {
    package var surface: Surface?
    package var method: String?
    package var path: PathPattern?
    /// `401`, or `4xx` for all that begin so.
    package var status: String?
    package var client: String?
    package var account: String?
    /// A rule's name, with `*` for any text.
    package var rule: PathPattern?
    package var error: String?
    /// Only those with a greater number.
    package var after: Int64 = 0
    package var limit = 100

    package init() {}

    func admits(_ exchange: Exchange) -> Bool {
        exchange.number > self.after
            && self.surface.map { $0 == exchange.surface } ?? true
            && self.method.map { $0 == exchange.request.method.rawValue } ?? true
            && self.path.map { $0.matches(exchange.path) } ?? true
            && self.status.map { Self.matches($0, exchange.status.code) } ?? true
            && self.client.map { $0 == exchange.client } ?? true
            && self.account.map { $0 == exchange.account } ?? true
            && self.rule.map { $0.matches(exchange.note.decision?.rule ?? "") } ?? true
            && self.error.map { $0 == exchange.outcome.error } ?? true
    }

    private static func matches(_ pattern: String, _ status: Int) -> Bool {
        pattern.hasSuffix("xx") ? pattern.dropLast(2) == String(status / 100) : pattern == String(status)
    }
}
