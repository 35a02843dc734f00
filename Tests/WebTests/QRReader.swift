@testable import Web

/// Reads a QR code of undamaged modules, the other way from how they were made: format, mask, blocks and bytes.
struct QRReader {
    private let code: QRCode
    private let version: QRVersion

    static func text(of code: QRCode) throws -> String {
        try QRReader(code: code, version: QRVersion(number: (code.size - 17) / 4)).text()
    }

    struct Unreadable: Error {
        let reason: String
    }

    private func text() throws -> String {
        let mask = try self.mask()
        let blocks = try self.blocks(of: self.codewords(mask: mask))
        let bits: [Bool] = Array(blocks.joined()).flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } }
        func number(_ start: Int, _ count: Int) -> Int {
            bits[start..<start + count].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
        guard number(0, 4) == 4 else { throw Unreadable(reason: "not in bytes") }
        let start = 4 + self.version.countBits
        let bytes = (0..<number(4, self.version.countBits)).map { UInt8(number(start + 8 * $0, 8)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Both copies of the format, which have to be alike: level M, and the mask.
    private func mask() throws -> Int {
        let near = [0, 1, 2, 3, 4, 5, 7, 8].map { (8, $0) } + [7, 5, 4, 3, 2, 1, 0].map { ($0, 8) }
        let far = (0..<8).map { (self.code.size - 1 - $0, 8) } + (8..<15).map { (8, self.code.size - 15 + $0) }
        let values = [near, far].map { places in
            places.enumerated().reduce(0) { value, place in
                value | (self.code.isDark(x: place.element.0, y: place.element.1) ? 1 << place.offset : 0)
            } ^ 0x5412
        }
        guard values[0] == values[1], values[0] >> 13 == 0 else { throw Unreadable(reason: "format") }
        return values[0] >> 10 & 7
    }

    private func codewords(mask: Int) -> [UInt8] {
        var bits: [Bool] = []
        var columns = Array(stride(from: self.code.size - 1, through: 8, by: -2))
        columns += [5, 3, 1]
        for (turn, right) in columns.enumerated() {
            let rows = Array(0..<self.code.size)
            for y in turn % 2 == 0 ? rows.reversed() : rows {
                for x in [right, right - 1] where !self.isPattern(x, y) {
                    bits.append(self.code.isDark(x: x, y: y) != Self.isInverted(x, y, mask))
                }
            }
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    private func isPattern(_ x: Int, _ y: Int) -> Bool {
        let size = self.code.size
        if x == 6 || y == 6 || (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8) { return true }
        if self.version.number >= 7, (x >= size - 11 && y < 6) || (y >= size - 11 && x < 6) { return true }
        let centers = self.version.alignmentCenters
        return centers.contains { centerX in
            centers.contains { centerY in
                abs(centerX - x) <= 2 && abs(centerY - y) <= 2
                    && ![(6, 6), (6, size - 7), (size - 7, 6)].contains { $0 == (centerX, centerY) }
            }
        }
    }

    /// The standard's table 10.
    private static func isInverted(_ x: Int, _ y: Int, _ mask: Int) -> Bool {
        [
            (x + y) % 2, y % 2, x % 3, (x + y) % 3, (y / 2 + x / 3) % 2, (x * y) % 2 + (x * y) % 3,
            ((x * y) % 2 + (x * y) % 3) % 2, ((x * y) % 3 + (x + y) % 2) % 2,
        ][mask] == 0
    }

    /// The blocks' data, after the codewords that correct errors have found none.
    private func blocks(of codewords: [UInt8]) throws -> [[UInt8]] {
        guard codewords.count == self.version.codewords else {
            throw Unreadable(reason: "\(codewords.count) codewords")
        }
        let short = self.version.dataCodewords / self.version.blocks
        let longBlocks = self.version.dataCodewords % self.version.blocks
        let firstLong = self.version.blocks - longBlocks
        var data = Array(repeating: [UInt8](), count: self.version.blocks)
        var rest = codewords[...]
        for row in 0...short {
            for block in data.indices where row < short || block >= firstLong {
                if let byte = rest.popFirst() { data[block].append(byte) }
            }
        }
        var whole = data
        for _ in 0..<self.version.correctionCodewords {
            for block in whole.indices { if let byte = rest.popFirst() { whole[block].append(byte) } }
        }
        guard whole.allSatisfy(self.isFlawless) else { throw Unreadable(reason: "errors") }
        return data
    }

    /// Each power of two that the generator has for a root is one of the block as well.
    private func isFlawless(_ block: [UInt8]) -> Bool {
        var root: UInt8 = 1
        for _ in 0..<self.version.correctionCodewords {
            guard block.reduce(UInt8(0), { ReedSolomon.product($0, root) ^ $1 }) == 0 else { return false }
            root = ReedSolomon.product(root, 2)
        }
        return true
    }
}
