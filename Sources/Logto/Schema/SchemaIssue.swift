import Core

/// One thing that is wrong with a value, worded as Logto's validation library does (spec `logto-management-api.md`
/// §2.2).
package struct SchemaIssue: Sendable {
    /// The members before `path` and `message`.
    let members: JSON
    let message: String
    let path: [JSON]

    var code: String { self.members["code"]?.string ?? "custom" }

    var json: JSON {
        self.members.adding(["path": .array(self.path), "message": .string(self.message)])
    }

    /// The line in `details`.
    var line: String {
        let path = self.path.map { $0.string ?? $0.text() }.joined(separator: ".")
        let start = "Error in key path \"\(path)\": (\(self.code)) "
        guard self.code == "invalid_type", let expected = self.members["expected"]?.string,
            let received = self.members["received"]?.string
        else { return start + self.message }
        return start + "Expected \(expected) but received \(received)."
    }

    static func type(_ expected: String, _ value: JSON?, at path: [JSON]) -> SchemaIssue {
        let received = value?.schemaTypeName ?? "undefined"
        return SchemaIssue(
            members: ["code": "invalid_type", "expected": .string(expected), "received": .string(received)],
            message: value == nil ? "Required" : "Expected \(expected), received \(received)", path: path)
    }

    static func custom(at path: [JSON]) -> SchemaIssue {
        SchemaIssue(members: ["code": "custom"], message: "Invalid input", path: path)
    }

    static func tooSmall(
        _ type: String, minimum: JSON, isInclusive: Bool = true, _ message: String, at path: [JSON]
    ) -> SchemaIssue {
        SchemaIssue(
            members: [
                "code": "too_small", "minimum": minimum, "type": .string(type), "inclusive": .bool(isInclusive),
                "exact": false,
            ], message: message, path: path)
    }

    static func tooBig(_ type: String, maximum: JSON, _ message: String, at path: [JSON]) -> SchemaIssue {
        SchemaIssue(
            members: [
                "code": "too_big", "maximum": maximum, "type": .string(type), "inclusive": true, "exact": false,
            ], message: message, path: path)
    }

    static func invalidString(_ validation: String, at path: [JSON]) -> SchemaIssue {
        let message = validation == "regex" ? "Invalid" : "Invalid \(validation)"
        return SchemaIssue(
            members: ["validation": .string(validation), "code": "invalid_string"], message: message, path: path)
    }
}

extension [SchemaIssue] {
    /// As an error is serialised.
    package var json: JSON { ["issues": .array(self.map(\.json)), "name": "ZodError"] }

    package var details: String { self.map(\.line).joined(separator: "\n") }
}

extension JSON {
    /// As the validation library calls it.
    var schemaTypeName: String {
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
