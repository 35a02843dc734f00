import Core

/// Checks that JSON from outside has the shape that Logto's schemas ask for, and words what does not as Logto's
/// validation library does (spec `logto-management-api.md` §2.2).
package struct Guard {
    private let json: JSON
    private var issues: [Issue] = []

    package init(_ json: JSON) {
        self.json = json
    }

    private struct Issue {
        let expected: String
        let received: String
        let path: [String]

        var json: JSON {
            let message =
                self.received == "undefined" ? "Required" : "Expected \(self.expected), received \(self.received)"
            return [
                "code": "invalid_type", "expected": .string(self.expected), "received": .string(self.received),
                "path": .strings(self.path), "message": .string(message),
            ]
        }

        var line: String {
            "Error in key path \"\(self.path.joined(separator: "."))\": (invalid_type) "
                + "Expected \(self.expected) but received \(self.received)."
        }
    }

    package enum Presence: Sendable {
        case required, optional, nullish
    }

    @discardableResult
    package mutating func string(_ path: String..., presence: Presence = .required) -> String? {
        self.value(path, "string", presence)?.string
    }

    @discardableResult
    package mutating func number(_ path: String..., presence: Presence = .required) -> Double? {
        switch self.value(path, "number", presence) {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    @discardableResult
    package mutating func bool(_ path: String..., presence: Presence = .required) -> Bool? {
        self.value(path, "boolean", presence)?.bool
    }

    @discardableResult
    package mutating func array(_ path: String..., presence: Presence = .required) -> [JSON]? {
        self.value(path, "array", presence)?.array
    }

    /// - Returns: whether there is an object; members of an absent one are not asked for.
    @discardableResult
    package mutating func object(_ path: String..., presence: Presence = .required) -> Bool {
        self.value(path, "object", presence) != nil
    }

    /// - Throws: the code with all issues, where there are any.
    package func finish(_ code: String, values: [String: String] = [:]) throws(LogtoError) {
        guard !self.issues.isEmpty else { return }
        throw LogtoError(
            code, data: ["issues": .array(self.issues.map(\.json)), "name": "ZodError"],
            details: self.issues.map(\.line).joined(separator: "\n"), values: values)
    }

    private mutating func value(_ path: [String], _ expected: String, _ presence: Presence) -> JSON? {
        let value = path.reduce(self.json as JSON?) { json, name in json?[name] }
        switch (value, presence) {
        case (nil, .optional), (nil, .nullish), (.null, .nullish): return nil
        default: break
        }
        let received = value?.zodType ?? "undefined"
        guard received == expected else {
            self.issues.append(Issue(expected: expected, received: received, path: path))
            return nil
        }
        return value
    }
}

extension JSON {
    fileprivate var zodType: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int, .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
