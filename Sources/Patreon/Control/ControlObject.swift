import Core
import Hummingbird
import Web

/// The JSON object in a request to the control API: hands out its members by name and type, notes all that does not fit,
/// and at the end refuses the request with every problem at once. Members that nobody asked for are a problem as well.
struct ControlObject {
    private let members: [JSON.Member]
    private(set) var problems: [String] = []
    private var known: Set<String> = []

    init(_ json: JSON) throws {
        guard let members = json.members else {
            throw HTTPError(.badRequest, message: "The body must be a JSON object.")
        }
        self.members = members
    }

    /// - Parameter isOptional: whether an empty body stands for an empty object.
    init(_ request: Request, isOptional: Bool = false) async throws {
        let text = try await request.bodyText(upTo: 1024 * 1024)
        if isOptional, text.isBlank {
            try self.init([:])
            return
        }
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw HTTPError(.badRequest, message: "The body is not JSON: \(JSON.reason(error)).")
        }
        try self.init(json)
    }

    mutating func note(_ problem: String) {
        self.problems.append(problem)
    }

    /// Whether the member is there, be it `null`.
    mutating func has(_ name: String) -> Bool {
        self.known.insert(name)
        return self.members.contains { $0.name == name }
    }

    /// `nil` for an absent member and for `null`.
    mutating func value(_ name: String) -> JSON? {
        self.known.insert(name)
        guard let value = self.members.last(where: { $0.name == name })?.value, !value.isNull else { return nil }
        return value
    }

    mutating func string(_ name: String) -> String? {
        // The database takes no text with it.
        self.value(name, "a string without U+0000") { $0.string.flatMap { $0.utf8.contains(0) ? nil : $0 } }
    }

    mutating func bool(_ name: String) -> Bool? { self.value(name, "true or false", \.bool) }

    mutating func int(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        let words = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return self.value(name, words) { json in json.int.flatMap { range.contains($0) ? $0 : nil } }
    }

    mutating func strings(_ name: String) -> [String]? {
        self.value(name, "a list of strings without U+0000") { json in
            guard let values = json.array, values.allSatisfy({ $0.string?.utf8.contains(0) == false }) else {
                return nil
            }
            return values.compactMap(\.string)
        }
    }

    mutating func choice(_ name: String, of choices: [String]) -> String? {
        self.value(name, "one of " + choices.joined(separator: ", ")) { json in
            json.string.flatMap { choices.contains($0) ? $0 : nil }
        }
    }

    mutating func required<Value>(_ value: Value?, _ name: String) -> Value? {
        if value == nil, !self.problems.contains(where: { $0.hasPrefix("\(name) ") }) {
            self.note("\(name) is missing")
        }
        return value
    }

    /// - Throws: every problem at once, as one message.
    func finish() throws {
        let unknown = self.members.map(\.name).filter { !self.known.contains($0) }
        let all =
            self.problems
            + unknown.map { "\($0) is not known; here one may write \(self.known.sorted().joined(separator: ", "))" }
        guard all.isEmpty else { throw HTTPError(.badRequest, message: all.joined(separator: "; ") + ".") }
    }

    private mutating func value<Value>(_ name: String, _ words: String, _ read: (JSON) -> Value?) -> Value? {
        guard let json = self.value(name) else { return nil }
        let value = read(json)
        if value == nil { self.note("\(name) must be \(words)") }
        return value
    }
}
