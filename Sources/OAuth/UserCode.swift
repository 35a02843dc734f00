import Core

/// The code that a device shows and a person types elsewhere (RFC 8628 §6.1): eight letters that are hard to mistake and
/// spell no words, shown as `XXXX-XXXX` (spec `logto-oidc.md` §16).
package enum UserCode {
    private static let length = 8

    /// A new code, letters only.
    package static func make(_ entropy: Entropy) -> String {
        entropy.string(Self.length, of: .userCode)
    }

    /// What was typed, as the code is kept: upper case, and without all that is neither letter, digit nor underscore.
    package static func normalized(_ input: String) -> String {
        let characters = input.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): byte
            default: nil
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// As it is shown.
    package static func formatted(_ code: String) -> String {
        "\(code.prefix(Self.length / 2))-\(code.dropFirst(Self.length / 2))"
    }
}
