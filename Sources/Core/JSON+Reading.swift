extension JSON {
    /// Reads JSON text (RFC 8259). Members keep their order; of a name that is given twice the last value counts.
    ///
    /// - Throws: ``SyntaxError`` for text that is not JSON, or nested more than 512 levels deep.
    package init(parsing bytes: some Sequence<UInt8>) throws(SyntaxError) {
        let bytes = Array(bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw SyntaxError(message: "it is not UTF-8", line: 1, column: 1)
        }
        var parser = JSONParser(bytes)
        self = try parser.document()
    }

    package init(parsing text: String) throws(SyntaxError) {
        var parser = JSONParser(Array(text.utf8))
        self = try parser.document()
    }

    package struct SyntaxError: Error, Equatable, CustomStringConvertible {
        package let message: String
        /// From 1.
        package let line: Int
        /// In bytes, from 1.
        package let column: Int

        package var description: String { "\(self.message) (line \(self.line), column \(self.column))" }
    }

    /// What was wrong with the text, and where it was noticed.
    package static func reason(_ error: any Error) -> String {
        (error as? SyntaxError)?.description ?? "it is not JSON"
    }
}

/// A parser of our own rather than Foundation's: that one loses the order of members, knows no line of an error of
/// shape, and takes a large part of a sign-in's time.
private struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSON.SyntaxError) -> JSON {
        let value = try self.value()
        self.skipSpace()
        guard self.position == self.bytes.count else { throw self.error("something follows the value") }
        return value
    }

    private var next: UInt8? { self.position < self.bytes.count ? self.bytes[self.position] : nil }

    private func error(_ message: String) -> JSON.SyntaxError {
        let before = self.bytes[..<min(self.position, self.bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return JSON.SyntaxError(message: message, line: line, column: before.count - lineStart + 1)
    }

    private mutating func skipSpace() {
        while let byte = self.next, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D { self.position += 1 }
    }

    private mutating func value() throws(JSON.SyntaxError) -> JSON {
        self.skipSpace()
        switch self.next {
        case UInt8(ascii: "{"): return try self.nested { parser throws(JSON.SyntaxError) in try parser.object() }
        case UInt8(ascii: "["): return try self.nested { parser throws(JSON.SyntaxError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "t"): return try self.word("true", .bool(true))
        case UInt8(ascii: "f"): return try self.word("false", .bool(false))
        case UInt8(ascii: "n"): return try self.word("null", .null)
        case nil: throw self.error("the text ends where a value should be")
        case let byte? where byte == UInt8(ascii: "-") || byte.isDigit: return try self.number()
        default: throw self.error("there is no value here")
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSON.SyntaxError) -> JSON
    ) throws(JSON.SyntaxError) -> JSON {
        guard self.depth < 512 else { throw self.error("the text is nested too deep") }
        self.depth += 1
        self.position += 1
        let value = try body(&self)
        self.depth -= 1
        return value
    }

    private mutating func object() throws(JSON.SyntaxError) -> JSON {
        var members = Members()
        self.skipSpace()
        if self.take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            self.skipSpace()
            guard self.next == UInt8(ascii: "\"") else { throw self.error("a member's name should be here, in quotes") }
            let name = try self.string()
            self.skipSpace()
            guard self.take(UInt8(ascii: ":")) else { throw self.error("a colon should follow the name") }
            members.put(JSON.Member(name, try self.value()))
            self.skipSpace()
        } while self.take(UInt8(ascii: ","))
        guard self.take(UInt8(ascii: "}")) else { throw self.error("a comma or } should be here") }
        return .object(members.list)
    }

    /// The members of an object while it is read, each name once.
    private struct Members {
        /// Up to here a look along the list is quicker than hashing each name.
        private static let few = 16

        private(set) var list: [JSON.Member] = []
        /// Where each name is, once there are many.
        private var places: [String: Int] = [:]

        mutating func put(_ member: JSON.Member) {
            if let place = self.place(of: member.name) {
                self.list[place].value = member.value
                return
            }
            self.list.append(member)
            if self.list.count == Self.few {
                for (place, member) in self.list.enumerated() { self.places[member.name] = place }
            } else if self.list.count > Self.few {
                self.places[member.name] = self.list.count - 1
            }
        }

        private func place(of name: String) -> Int? {
            self.list.count < Self.few ? self.list.firstIndex { $0.name == name } : self.places[name]
        }
    }

    private mutating func array() throws(JSON.SyntaxError) -> JSON {
        var values: [JSON] = []
        self.skipSpace()
        if self.take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            values.append(try self.value())
            self.skipSpace()
        } while self.take(UInt8(ascii: ","))
        guard self.take(UInt8(ascii: "]")) else { throw self.error("a comma or ] should be here") }
        return .array(values)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard self.next == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.SyntaxError) -> JSON {
        let count = word.utf8CodeUnitCount
        let fits = self.bytes[self.position...].prefix(count).elementsEqual(
            UnsafeBufferPointer(start: word.utf8Start, count: count))
        guard fits else { throw self.error("there is no value here") }
        self.position += count
        return value
    }

    /// `-0`, `12`, `1.5e-3`: no leading zeros, no bare point.
    private mutating func number() throws(JSON.SyntaxError) -> JSON {
        let start = self.position
        _ = self.take(UInt8(ascii: "-"))
        if !self.take(UInt8(ascii: "0")) { try self.digits() }
        var isWhole = true
        if self.take(UInt8(ascii: ".")) {
            isWhole = false
            try self.digits()
        }
        if self.take(UInt8(ascii: "e")) || self.take(UInt8(ascii: "E")) {
            isWhole = false
            if !self.take(UInt8(ascii: "+")) { _ = self.take(UInt8(ascii: "-")) }
            try self.digits()
        }
        let text = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        if isWhole, let int = Int64(text) { return .int(int) }
        guard let double = Double(text), double.isFinite else {
            self.position = start
            throw self.error("the number is too large")
        }
        // To JavaScript, which both services know numbers by, `1.0` and `1e2` are whole.
        return Int64(exactly: double).map(JSON.int) ?? .double(double)
    }

    private mutating func digits() throws(JSON.SyntaxError) {
        let start = self.position
        while let byte = self.next, byte.isDigit { self.position += 1 }
        if self.position == start { throw self.error("a digit should be here") }
    }

    private mutating func string() throws(JSON.SyntaxError) -> String {
        self.position += 1
        let start = self.position
        // Most strings have no escape and are taken as they are.
        while let byte = self.next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            self.position += 1
        }
        if self.next == UInt8(ascii: "\"") {
            defer { self.position += 1 }
            return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        }
        var text = Array(self.bytes[start..<self.position])
        while let byte = self.next {
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try self.escape())
            case ..<0x20:
                self.position -= 1
                throw self.error("a control character has to be escaped in a string")
            default: text.append(byte)
            }
        }
        throw self.error("the text ends within a string")
    }

    private mutating func escape() throws(JSON.SyntaxError) -> [UInt8] {
        guard let byte = self.next else { throw self.error("the text ends within a string") }
        self.position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try self.unicodeEscape()
        default:
            self.position -= 1
            throw self.error("there is no such escape")
        }
    }

    /// One UTF-16 unit, or two that belong together; half a pair becomes U+FFFD.
    private mutating func unicodeEscape() throws(JSON.SyntaxError) -> [UInt8] {
        var units = [try self.hexadecimal()]
        if UTF16.isLeadSurrogate(units[0]), self.bytes[self.position...].starts(with: [0x5C, 0x75]) {
            let behind = self.position
            self.position += 2
            let second = try self.hexadecimal()
            if UTF16.isTrailSurrogate(second) { units.append(second) } else { self.position = behind }
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private mutating func hexadecimal() throws(JSON.SyntaxError) -> UInt16 {
        let digits = self.bytes[self.position...].prefix(4)
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == 4, !text.hasPrefix("+"), !text.hasPrefix("-"), let unit = UInt16(text, radix: 16) else {
            throw self.error("four hexadecimal digits should be here")
        }
        self.position += 4
        return unit
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
