/// An IPv4 address in any of the spellings that browsers take: `127.0.0.1`, `127.1`, `0x7f000001`, `017700000001`
/// (URL Standard §3.5).
struct IPv4Address: CustomStringConvertible {
    private let value: UInt32

    /// Whether a domain ends in a number, so that it is an address or nothing ("ends in a number checker").
    static func isMeant(by domain: String) -> Bool {
        var parts = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true, parts.count > 1 { parts.removeLast() }
        guard let last = parts.last, !last.isEmpty else { return false }
        return last.allSatisfy(\.isASCIIDigit) || Self.number(last) != nil
    }

    /// The IPv4 parser.
    init?(_ text: String) {
        var parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true, parts.count > 1 { parts.removeLast() }
        guard parts.count <= 4 else { return nil }
        let numbers = parts.compactMap(Self.number)
        guard numbers.count == parts.count, let last = numbers.last else { return nil }
        let leading = numbers.dropLast()
        guard leading.allSatisfy({ $0 <= 255 }), last < 1 << (8 * UInt64(5 - numbers.count)) else { return nil }
        let value = zip(leading, [24, 16, 8]).reduce(last) { $0 + $1.0 << UInt64($1.1) }
        self.value = UInt32(value)
    }

    /// The IPv4 number parser; values beyond 32 bits stay just beyond them.
    private static func number(_ text: Substring.UTF8View) -> UInt64? {
        var digits = text
        var radix: UInt64 = 10
        if digits.first == UInt8(ascii: "0"), digits.count > 1 {
            let isHexadecimal = digits.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
            radix = isHexadecimal ? 16 : 8
            digits = digits.dropFirst(isHexadecimal ? 2 : 1)
        }
        if text.isEmpty { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard let digit = digit.hexDigitValue, digit < radix else { return nil }
            value = min(value * radix + digit, 1 << 32)
        }
        return value
    }

    var description: String {
        [24, 16, 8, 0].map { String(self.value >> $0 & 0xFF) }.joined(separator: ".")
    }
}

/// An IPv6 address (URL Standard §3.5), which writes itself without brackets and as short as it can (§3.6).
struct IPv6Address: CustomStringConvertible {
    private let pieces: [UInt16]

    /// The IPv6 parser.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = Reader(rest: text)
        guard reader.readPieces() else { return nil }
        if let compress = reader.compress {
            // `::` stands for one piece at least.
            guard reader.pieces.count < 8 else { return nil }
            let missing = Array(repeating: UInt16(0), count: 8 - reader.pieces.count)
            reader.pieces.insert(contentsOf: missing, at: compress)
        }
        guard reader.pieces.count == 8 else { return nil }
        self.pieces = reader.pieces
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>
        var pieces: [UInt16] = []
        /// Where `::` stands.
        var compress: Int?

        mutating func readPieces() -> Bool {
            if self.rest.first == UInt8(ascii: ":") {
                guard self.rest.starts(with: "::".utf8) else { return false }
                self.rest.removeFirst(2)
                self.compress = 0
            }
            while !self.rest.isEmpty {
                guard self.pieces.count < 8 else { return false }
                if self.rest.first == UInt8(ascii: ":") {
                    guard self.compress == nil else { return false }
                    self.rest.removeFirst()
                    self.compress = self.pieces.count
                    continue
                }
                let digits = self.rest.prefix(4).prefix { $0.hexDigitValue != nil }
                let value = digits.reduce(UInt16(0)) { $0 << 4 | UInt16($1.hexDigitValue ?? 0) }
                let next = self.rest.dropFirst(digits.count)
                if next.first == UInt8(ascii: ".") { return !digits.isEmpty && self.readIPv4() }
                self.rest = next
                self.pieces.append(value)
                guard !self.rest.isEmpty else { break }
                guard self.rest.removeFirst() == UInt8(ascii: ":"), !self.rest.isEmpty else { return false }
            }
            return true
        }

        /// The last 32 bits as a dotted quad: four decimal numbers without leading zeros.
        private mutating func readIPv4() -> Bool {
            guard self.pieces.count <= 6 else { return false }
            let parts = self.rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count == 4 else { return false }
            var bytes: [UInt16] = []
            for part in parts {
                guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit) else { return false }
                guard part.count == 1 || part.first != UInt8(ascii: "0") else { return false }
                bytes.append(part.reduce(0) { $0 * 10 + UInt16($1 - UInt8(ascii: "0")) })
            }
            guard bytes.allSatisfy({ $0 <= 255 }) else { return false }
            self.pieces += [bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]]
            return true
        }
    }

    var description: String {
        let zeros = self.longestZeros
        let written = { (pieces: ArraySlice<UInt16>) in pieces.map { String($0, radix: 16) }.joined(separator: ":") }
        guard zeros.count > 1 else { return written(self.pieces[...]) }
        return written(self.pieces[..<zeros.lowerBound]) + "::" + written(self.pieces[zeros.upperBound...])
    }

    /// The first of the longest runs of zero pieces.
    private var longestZeros: Range<Int> {
        var longest = 0..<0
        var start = 0
        for (index, piece) in self.pieces.enumerated() {
            if piece != 0 { start = index + 1 }
            if index + 1 - start > longest.count { longest = start..<(index + 1) }
        }
        return longest
    }
}

extension UInt8 {
    fileprivate var hexDigitValue: UInt64? { Character(Unicode.Scalar(self)).hexDigitValue.map(UInt64.init) }
}
