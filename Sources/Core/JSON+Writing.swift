extension JSON {
    /// How a service's own serializer writes: JavaScript's `JSON.stringify` or Python's `json.dumps`.
    package enum Style: Sendable {
        /// `{"a":1,"b":2}`; characters beyond ASCII stand for themselves.
        case compact
        /// `{"a": 1, "b": 2}`, recorded on Patreon's OAuth endpoints (spec `patreon.md` §2.5).
        case spaced
        /// Like `compact`, but with `\u00e9` for characters beyond ASCII (§5.2).
        case compactASCII
    }

    package func text(_ style: Style = .compact) -> String {
        String(decoding: self.bytes(style), as: UTF8.self)
    }

    /// The text in UTF-8.
    package func bytes(_ style: Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style)
        writer.write(self)
        return writer.output
    }
}

/// Writes bytes: to build a `String` of many short pieces takes several times as long.
private struct JSONWriter {
    private let comma: StaticString
    private let colon: StaticString
    private let isASCII: Bool
    private(set) var output: [UInt8] = []

    init(_ style: JSON.Style) {
        self.comma = style == .spaced ? ", " : ","
        self.colon = style == .spaced ? ": " : ":"
        self.isASCII = style == .compactASCII
    }

    mutating func write(_ json: JSON) {
        switch json {
        case .null: self.put("null")
        case .bool(let value): self.put(value ? "true" : "false")
        case .int(let value): self.output += String(value).utf8
        case .double(let value): self.output += (value.isFinite ? "\(value)" : "null").utf8
        case .string(let value): self.write(value)
        case .array(let values):
            self.put("[")
            for (index, value) in values.enumerated() {
                if index > 0 { self.put(self.comma) }
                self.write(value)
            }
            self.put("]")
        case .object(let members):
            self.put("{")
            for (index, member) in members.enumerated() {
                if index > 0 { self.put(self.comma) }
                self.write(member.name)
                self.put(self.colon)
                self.write(member.value)
            }
            self.put("}")
        }
    }

    private mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { self.output.append(contentsOf: $0) }
    }

    private mutating func write(_ text: String) {
        self.put("\"")
        var text = text
        let isPlain = text.withUTF8 { bytes in
            // Most text is written as it is.
            guard bytes.allSatisfy(self.keeps) else { return false }
            self.output.append(contentsOf: bytes)
            return true
        }
        if !isPlain { self.escape(text) }
        self.put("\"")
    }

    /// Whether the byte stands for itself, or for a part of a character that does.
    private func keeps(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && (byte < 0x80 || !self.isASCII)
    }

    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": self.put("\\\"")
            case "\\": self.put("\\\\")
            case "\n": self.put("\\n")
            case "\r": self.put("\\r")
            case "\t": self.put("\\t")
            case "\u{8}": self.put("\\b")
            case "\u{C}": self.put("\\f")
            case ..<" ": self.escape(UInt16(scalar.value))
            case _ where self.isASCII && !scalar.isASCII:
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { self.escape(unit) }
            default: self.output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        self.output += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
    }
}
