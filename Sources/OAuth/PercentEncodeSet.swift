import Core

/// The bytes that one component of a URL has to write as `%XX` (URL Standard §1.3, percent-encode sets).
struct PercentEncodeSet: Sendable {
    /// One flag a byte.
    private let isEncoded: [Bool]

    static let c0Control = PercentEncodeSet(isEncoded: (0...255).map { $0 < 0x20 || $0 > 0x7E })
    static let fragment = Self.c0Control.adding(" \"<>`")
    static let query = Self.c0Control.adding(" \"#<>")
    static let specialQuery = Self.query.adding("'")
    static let path = Self.query.adding("?^`{}")
    static let userinfo = Self.path.adding("/:;=@[\\]|")

    private func adding(_ characters: String) -> PercentEncodeSet {
        var isEncoded = self.isEncoded
        for byte in characters.utf8 { isEncoded[Int(byte)] = true }
        return PercentEncodeSet(isEncoded: isEncoded)
    }

    func encode(_ bytes: some Sequence<UInt8>) -> String {
        var output: [UInt8] = []
        for byte in bytes {
            if self.isEncoded[Int(byte)] {
                FormURLEncoding.percentEncode(byte, to: &output)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
