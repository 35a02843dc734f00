/// Bytes as text in capital letters and digits, as secrets are typed into authenticator apps (RFC 4648 §6).
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Without padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var pending = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.alphabet[pending >> bits & 0x1F])
            }
            pending &= 1 << bits - 1
        }
        if bits > 0 { text.append(Self.alphabet[pending << (5 - bits) & 0x1F]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` for text with other characters. Padding does not matter, nor do bits that fill no byte.
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var pending = 0
        var bits = 0
        for character in text.utf8.reversed().drop(while: { $0 == UInt8(ascii: "=") }).reversed() {
            guard let value = Self.alphabet.firstIndex(of: character) else { return nil }
            pending = pending << 5 | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(pending >> bits))
            }
            pending &= 1 << bits - 1
        }
        return bytes
    }
}
