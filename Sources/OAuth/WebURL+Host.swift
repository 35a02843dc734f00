import Core
import Foundation

extension WebURL {
    /// The host parser and the host serializer in one (URL Standard §3.5, §3.6); `nil` is failure.
    static func parseHost(_ text: Bytes, isOpaque: Bool) -> String? {
        if text.first == UInt8(ascii: "[") {
            guard text.count > 2, text.last == UInt8(ascii: "]") else { return nil }
            return IPv6Address(text.dropFirst().dropLast()).map { "[\($0)]" }
        }
        if isOpaque {
            return text.contains(where: Self.forbiddenInHosts.contains) ? nil : PercentEncodeSet.c0Control.encode(text)
        }
        let domain = String(decoding: FormURLEncoding.percentDecode(text), as: UTF8.self)
        let ascii = Self.domainToASCII(domain)
        guard !ascii.isEmpty, !ascii.utf8.contains(where: Self.isForbiddenInDomains) else { return nil }
        guard IPv4Address.isMeant(by: ascii) else { return ascii }
        return IPv4Address(ascii)?.description
    }

    /// Forbidden host code points (§3.1).
    private static let forbiddenInHosts = Set("\0\t\n\r #/:<>?@[\\]^|".utf8)

    /// Forbidden domain code points (§3.1), and what is not ASCII, since it is asked after the conversion.
    private static func isForbiddenInDomains(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "%") || Self.forbiddenInHosts.contains(byte)
    }

    /// Domain to ASCII (§3.3). A label that cannot be converted comes back with a `%`, which no domain may contain.
    ///
    /// Labels are converted one by one, and Foundation is a little stricter than the standard's UTS #46 settings. Thus the
    /// bidi rule is not applied across labels, and of labels beyond ASCII these fail here that pass elsewhere: with a
    /// hyphen at either end, longer than 63 characters once converted, with one of `"`, `` ` ``, `{`, `}`, or empty once
    /// ignorable characters are gone.
    private static func domainToASCII(_ domain: String) -> String {
        let fullStops: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        let labels = domain.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: fullStops.contains)
        return labels.map { Self.labelToASCII(String($0)) }.joined(separator: ".")
    }

    private static func labelToASCII(_ label: String) -> String {
        let lowercased = label.lowercased()
        if label.utf8.allSatisfy({ $0 < 0x80 }), !lowercased.hasPrefix("xn--") { return lowercased }
        // Foundation runs UTS #46 over a host only if there is something beyond ASCII in it, and percent-encodes the host
        // when that fails; the label in front makes it look at Punycode, too.
        var components = URLComponents()
        components.host = "ü." + label
        let converted = components.encodedHost ?? ""
        return converted.hasPrefix("xn--tda.") ? String(converted.dropFirst("xn--tda.".count)) : "%"
    }
}
