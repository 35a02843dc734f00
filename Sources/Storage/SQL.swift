import GRDB

/// A statement and the values for its parameters, written as a literal: `"select * from users where id = \(id)"`. What is
/// interpolated is bound, never spliced into the text; `\(sql:)` splices text of ours, and a part of a statement brings its own values.
struct SQL: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String
    private(set) var values: [DatabaseValue]

    init(stringLiteral text: String) {
        self.text = text
        self.values = []
    }

    init(stringInterpolation parts: Parts) {
        self.text = parts.text
        self.values = parts.values
    }

    struct Parts: StringInterpolationProtocol {
        fileprivate var text: String
        fileprivate var values: [DatabaseValue] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            self.text = ""
            self.text.reserveCapacity(literalCapacity + interpolationCount)
            self.values.reserveCapacity(interpolationCount)
        }

        mutating func appendLiteral(_ literal: String) { self.text += literal }

        /// A parameter.
        mutating func appendInterpolation(_ value: some DatabaseValueConvertible) {
            self.text += "?"
            self.values.append(value.databaseValue)
        }

        mutating func appendInterpolation(_ value: (some DatabaseValueConvertible)?) {
            self.text += "?"
            self.values.append(value?.databaseValue ?? .null)
        }

        /// Text of ours: a name, a direction.
        mutating func appendInterpolation(sql text: String) { self.text += text }

        /// A part of a statement, with its own values.
        mutating func appendInterpolation(_ part: SQL) {
            self.text += part.text
            self.values += part.values
        }
    }
}
