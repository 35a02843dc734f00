/// A QR code (ISO/IEC 18004): text as a square of dark and light modules, which phones read from the screen. The text is
/// encoded as bytes, and a seventh of it may be unreadable (error correction level M).
package struct QRCode: Equatable, Sendable {
    /// How many modules there are on a side.
    package let size: Int
    private let dark: [Bool]

    /// `nil` for text that is too long for the largest version.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let version = QRVersion.smallest(for: bytes.count) else { return nil }
        let codewords = QRCodewords.interleaved(QRCodewords.data(bytes, version), version)
        var matrix = QRMatrix(version)
        matrix.place(codewords)
        self.size = matrix.size
        self.dark = matrix.masked()
    }

    /// Whether a module is dark; those outside are light.
    package func isDark(x: Int, y: Int) -> Bool {
        (0..<self.size).contains(x) && (0..<self.size).contains(y) && self.dark[y * self.size + x]
    }
}
