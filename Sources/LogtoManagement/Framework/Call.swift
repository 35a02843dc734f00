import Core
import Logto
import Storage

/// A request to a route, after all that is checked before a handler sees it.
struct Call: Sendable {
    let parts: ManagementParts
    let caller: Caller
    /// The segments that the route's path has names for.
    let parameters: [String: String]
    /// The whole query, repeated names as arrays, as the route's schema lets it through.
    let query: JSON
    let body: JSON
    let page: Page?
    let search: SearchParameters

    /// Whoever a token was issued to (spec `logto-management-api.md` §3.1).
    enum Caller: Equatable, Sendable {
        case application(String)
        case user(String)
        /// Of a route that is for everybody.
        case nobody
    }

    var now: Instant { self.parts.time.now }

    func id<Entity>(_ name: String = "id") -> ID<Entity> { ID(self.parameters[name] ?? "") }

    /// The segments of the path as a schema lets them through.
    ///
    /// - Throws: 400 `guard.invalid_input`.
    func checkedParameters(_ fields: [Schema.Field]) throws(LogtoError) -> JSON {
        let members = self.parameters.map { JSON.Member($0.key, .string($0.value)) }
        return try Schema.object(fields).check(.object(members), "guard.invalid_input", values: ["type": "params"])
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        try await self.parts.store.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Value) async throws -> Value {
        try await self.parts.store.transaction(body)
    }

    /// Whether a parameter of the query is one of the words that Logto takes for yes.
    func isYes(_ name: String) -> Bool {
        ["yes", "y", "true", "1"].contains(self.query[name]?.string?.lowercased() ?? "")
    }

    /// The strings of a list in the body, each once.
    func ids<Entity>(_ name: String) -> [ID<Entity>] {
        var seen: Set<String> = []
        return (self.body[name]?.array ?? []).compactMap(\.string).filter { seen.insert($0).inserted }.map { ID($0) }
    }
}

extension JSON {
    /// A number without its fraction; one that is too large is the largest there is.
    var wholeNumber: Int64? {
        self.int ?? self.double.map { Int64(exactly: $0.rounded(.down)) ?? ($0 < 0 ? .min : .max) }
    }

    /// A number of milliseconds as a time.
    var instant: Instant? { self.wholeNumber.map(Instant.init(milliseconds:)) }

    /// Text that is kept: the empty one is stored as none (§2.3). `nil` for an absent member, `.some(nil)` for one that
    /// clears.
    func text(_ name: String) -> String?? {
        guard let value = self[name] else { return nil }
        return .some(value.string.flatMap { $0.isEmpty ? nil : $0 })
    }
}
