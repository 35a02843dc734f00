/// The `application/x-www-form-urlencoded` format of queries and form bodies (URL Standard §5).
///
/// Reading never fails: what is no pair or no valid escape stands for itself, and bytes that are not UTF-8 become U+FFFD.
package enum FormURLEncoding {
    package typealias Pair = (name: String, value: String)

    /// The serializer (URL Standard §5.2), which is also what JavaScript's `URLSearchParams` writes.
    package static func encode(_ pairs: some Sequence<Pair>) -> String {
        var output: [UInt8] = []
        for (index, pair) in pairs.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "&")) }
            Self.append(pair.name, to: &output)
            output.append(UInt8(ascii: "="))
            Self.append(pair.value, to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The parser (URL Standard §5.1); without a leading `?`, which would belong to the first name.
    package static func decode(_ bytes: some Sequence<UInt8>) -> [Pair] {
        Array(bytes).split(separator: UInt8(ascii: "&")).map { sequence in
            guard let equals = sequence.firstIndex(of: UInt8(ascii: "=")) else { return (Self.decoded(sequence), "") }
            return (Self.decoded(sequence[..<equals]), Self.decoded(sequence[(equals + 1)...]))
        }
    }

    package static func decode(_ text: String) -> [Pair] {
        Self.decode(text.utf8)
    }

    /// Bytes for their escapes; a `%` without two hexadecimal digits stays (URL Standard §1.3, percent-decode).
    package static func percentDecode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            if input[index] == UInt8(ascii: "%"), index + 2 < input.count,
                let high = Self.hexDigitValue(input[index + 1]), let low = Self.hexDigitValue(input[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(input[index])
                index += 1
            }
        }
        return output
    }

    /// Writes a byte as `%XX`.
    package static func percentEncode(_ byte: UInt8, to output: inout [UInt8]) {
        output += [UInt8(ascii: "%"), Self.hexDigits[Int(byte >> 4)], Self.hexDigits[Int(byte & 0x0F)]]
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        let spaced = bytes.lazy.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: Self.percentDecode(spaced), as: UTF8.self)
    }

    private static func append(_ text: String, to output: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: " "):
                output.append(UInt8(ascii: "+"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                output.append(byte)
            default:
                Self.percentEncode(byte, to: &output)
            }
        }
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    private static func hexDigitValue(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
