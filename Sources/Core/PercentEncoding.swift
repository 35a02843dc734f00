import Foundation

/// Percent-encoding as JavaScript's `encodeURIComponent` does it.
package enum PercentEncoding {
    package static func component(_ text: String) -> String {
        var output = ""
        for byte in text.utf8 {
            if Self.isUnreserved(byte) {
                output.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                output += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return output
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: Array("-_.!~*'()".utf8).contains(byte)
        }
    }
}
