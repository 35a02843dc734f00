/// A size of QR codes, 1 to 40, at error correction level M (ISO/IEC 18004 §6.4.10, §7.5.1).
struct QRVersion: Equatable, Sendable {
    let number: Int

    /// The smallest that holds so many bytes.
    static func smallest(for count: Int) -> QRVersion? {
        (1...40).lazy.map(QRVersion.init).first { version in
            4 + version.countBits + 8 * count <= 8 * version.dataCodewords
        }
    }

    /// How many modules there are on a side.
    var size: Int { 17 + 4 * self.number }

    /// How long the number of bytes is written.
    var countBits: Int { self.number < 10 ? 8 : 16 }

    /// How many codewords correct errors in each block.
    var correctionCodewords: Int { Self.correction[self.number - 1] }

    /// Into how many blocks the codewords are divided.
    var blocks: Int { Self.blockCounts[self.number - 1] }

    var dataCodewords: Int { self.codewords - self.correctionCodewords * self.blocks }

    /// All codewords: what is left of the square beside the patterns.
    var codewords: Int {
        var modules = self.size * self.size - 3 * 64 - 31 - 2 * (self.size - 16)
        let lines = self.alignmentCenters.count
        if lines > 0 {
            // Three of the crossings are finder patterns; those on a timing pattern share five modules with it.
            modules -= (lines * lines - 3) * 25 - 2 * (lines - 2) * 5
        }
        if self.number >= 7 { modules -= 36 }
        return modules / 8
    }

    /// The rows, and columns, at whose crossings alignment patterns stand.
    var alignmentCenters: [Int] {
        guard self.number > 1 else { return [] }
        let count = self.number / 7 + 2
        let last = self.size - 7
        // The distances are even and alike but for the first, which takes what is left.
        let step = (self.number * 8 + count * 3 + 5) / (count * 4 - 4) * 2
        return [6] + (0..<(count - 1)).reversed().map { last - $0 * step }
    }

    private static let correction = [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ]

    private static let blockCounts = [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31,
        33, 35, 37, 38, 40, 43, 45, 47, 49,
    ]
}
