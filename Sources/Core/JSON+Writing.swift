import Foundation

extension JSON {
    /// How a service's own serializer writes: JavaScript's `JSON.stringify` or Python's `json.dumps`.
    package enum Style: Sendable {
        /// `{"a":1,"b":2}`; characters beyond ASCII stand for themselves.
        case compact
        /// `{"a": 1, "b": 2}`, recorded on Patreon's OAuth endpoints (spec `patreon.md` §2.5).
        case spaced
        /// Like `compact`, but with `\u00e9` for characters beyond ASCII (§5.2).
        case compactASCII

        fileprivate var comma: String { self == .spaced ? ", " : "," }
        fileprivate var colon: String { self == .spaced ? ": " : ":" }

        /// Whether the byte stands for itself, or for a part of a character that does.
        fileprivate func keeps(_ byte: UInt8) -> Bool {
            byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                && (byte < 0x80 || self != .compactASCII)
        }
    }

    package func text(_ style: Style = .compact) -> String {
        var output = ""
        self.write(to: &output, style)
        return output
    }

    private func write(to output: inout String, _ style: Style) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .int(let value): output += String(value)
        case .double(let value): output += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.write(value, to: &output, style)
        case .array(let values):
            output += "["
            for (index, value) in values.enumerated() {
                if index > 0 { output += style.comma }
                value.write(to: &output, style)
            }
            output += "]"
        case .object(let members):
            output += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { output += style.comma }
                Self.write(member.name, to: &output, style)
                output += style.colon
                member.value.write(to: &output, style)
            }
            output += "}"
        }
    }

    private static func write(_ text: String, to output: inout String, _ style: Style) {
        output += "\""
        defer { output += "\"" }
        // Most text is written as it is.
        if text.utf8.allSatisfy({ style.keeps($0) }) {
            output += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\u{8}": output += "\\b"
            case "\u{C}": output += "\\f"
            case ..<" ":
                Self.escape(UInt16(scalar.value), to: &output)
            case _ where style == .compactASCII && !scalar.isASCII:
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    Self.escape(unit, to: &output)
                }
            default: output.unicodeScalars.append(scalar)
            }
        }
    }

    private static func escape(_ unit: UInt16, to output: inout String) {
        let digits = String(unit, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
