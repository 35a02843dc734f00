/// From bytes to the codewords of a QR code, those that correct errors included (ISO/IEC 18004 §7.4, §7.5, §7.6).
enum QRCodewords {
    /// Mode, length, the bytes, and what fills the rest.
    static func data(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for position in (0..<count).reversed() { bits.append(value >> position & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, version.countBits)
        for byte in bytes { append(Int(byte), 8) }
        let capacity = 8 * version.dataCodewords
        append(0, min(4, capacity - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var padding = 0xEC
        while bits.count < capacity {
            append(padding, 8)
            padding ^= 0xEC ^ 0x11
        }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    /// The codewords as they are placed: of each block the first, then of each the second, and so on.
    static func interleaved(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
        let shortLength = version.dataCodewords / version.blocks
        let longCount = version.dataCodewords % version.blocks
        let corrector = ReedSolomon(degree: version.correctionCodewords)
        var blocks: [[UInt8]] = []
        var rest = data[...]
        for index in 0..<version.blocks {
            let length = shortLength + (index < version.blocks - longCount ? 0 : 1)
            blocks.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return Self.byTurns(blocks) + Self.byTurns(blocks.map(corrector.remainder))
    }

    private static func byTurns(_ blocks: [[UInt8]]) -> [UInt8] {
        (0..<(blocks.map(\.count).max() ?? 0)).flatMap { index in
            blocks.compactMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }
}
