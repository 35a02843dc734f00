/// Bytes as text that may stand in a URL or a header: base64 with the URL-safe alphabet and no padding.
///
/// One sequence of bytes has exactly one text: whatever else would decode to it is refused, so that a token cannot be
/// respelled and still be taken for a new one. RFC 4648 §3.5 and §5, RFC 7515 §2.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        self.encode(Array(bytes))
    }

    /// Nil for text that ``encode(_:)`` would not have written.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        self.decode(Array(text.utf8))
    }

    // Not generic, and so many times faster when called from another module.
    private static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 4 / 3 + 2)
        var pending: UInt32 = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(self.alphabet[Int(pending >> bits & 0x3F)])
            }
        }
        if bits > 0 {
            text.append(self.alphabet[Int(pending << (6 - bits) & 0x3F)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var pending: UInt32 = 0
        var bits = 0
        for character in text {
            guard let value = self.value(of: character) else { return nil }
            pending = pending << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        let leftover = pending & (1 << bits - 1)
        return bits < 6 && leftover == 0 ? bytes : nil
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
