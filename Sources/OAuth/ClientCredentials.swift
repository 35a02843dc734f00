import Core
import Foundation

/// Who a client says it is in `Authorization: Basic` (RFC 6749 §2.3.1), read as each of the two services reads it.
/// Whether the secret is right, others find out.
package struct ClientCredentials: Equatable, Sendable {
    package let id: String
    package let secret: String

    package init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }
}

extension ClientCredentials {
    package enum LogtoRefusal: Error, Equatable {
        case refused(OAuthError)
        /// Logto decodes the header once more than its engine and does not catch what `decodeURIComponent` throws, so that
        /// the answer is its 500 (`packages/core/src/middleware/koa-app-secret-transpilation.ts`).
        case malformedEscape
    }

    /// As Logto and its engine read the header (spec `logto-oidc.md` §11.1), in the engine's order.
    ///
    /// - Parameter clientID: the body's `client_id`, which must not name another client.
    package init(logtoAuthorization header: String, clientID: String? = nil) throws(LogtoRefusal) {
        guard let text = Self.logtoBasicText(header) else {
            throw .refused(.invalidRequest("invalid authorization header value format"))
        }
        let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        // Logto looks at what stands before the first colon and between it and the second, if there is one.
        let seenByLogto = text.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
            .prefix(2)
        guard seenByLogto.allSatisfy({ Self.formDecoded($0) != nil }) else { throw .malformedEscape }
        guard parts.count == 2 else {
            throw .refused(.invalidRequest("invalid authorization header value format"))
        }
        guard let id = Self.printable(parts[0]), let secret = Self.printable(parts[1]) else {
            throw .refused(
                .invalidRequest("client_id and client_secret in the authorization header are not properly encoded"))
        }
        if let clientID, !clientID.utf8.elementsEqual(id.utf8) { throw .refused(.invalidRequest("client_id mismatch")) }
        guard !secret.isEmpty else {
            throw .refused(.invalidRequest("client_secret must be provided in the Authorization header"))
        }
        self.init(id: id, secret: secret)
    }

    /// As Patreon reads the header (spec `patreon.md` §2.1); `nil` for one that it would not take notice of.
    package init?(patreonAuthorization header: String) {
        let words = header.utf8.split(separator: UInt8(ascii: " "))
        guard words.count == 2, Self.isBasic(words[0]), let bytes = Data(base64Encoded: Data(words[1])),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: FormURLEncoding.percentDecode($0), as: UTF8.self) }
        guard parts.count == 2 else { return nil }
        self.init(id: parts[0], secret: parts[1])
    }

    private static func isBasic(_ scheme: Substring.UTF8View) -> Bool {
        String(Substring(scheme)).lowercased() == "basic"
    }
}

extension ClientCredentials {
    /// What `Basic` carries: exactly two words, and Base64 as Node.js reads it.
    static func logtoBasicText(_ header: String) -> [UInt8]? {
        let words = header.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 2, Self.isBasic(words[0]) else { return nil }
        return Self.lenientBase64(words[1])
    }

    /// `Buffer.from(text, "base64")`: both alphabets, padding or none, and whatever else is in it is skipped.
    private static func lenientBase64(_ text: Substring.UTF8View) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.prefix(while: { $0 != UInt8(ascii: "=") }) {
            guard let value = Self.base64Value(character) else { continue }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func base64Value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// Form decoding as JavaScript does it, `decodeURIComponent` (ECMA-262 §19.2.6.2) with `+` for a space: `nil` where
    /// that throws, at a `%` without two digits and at escapes that are not UTF-8.
    static func formDecoded(_ bytes: ArraySlice<UInt8>) -> String? {
        // Bytes that were no UTF-8 to begin with have become U+FFFD by then, which is no reason to throw.
        let text = String(decoding: bytes, as: UTF8.self).utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        let isEscape = { (rest: ArraySlice<UInt8>) in
            rest.count == 3 && rest.dropFirst().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }
        let escapes = text.indices.filter { text[$0] == UInt8(ascii: "%") }
        guard escapes.allSatisfy({ isEscape(text[$0...].prefix(3)) }) else { return nil }
        return String(validating: FormURLEncoding.percentDecode(text), as: UTF8.self)
    }

    /// RFC 6749 Appendix A.1 and A.2 allow space to tilde.
    static func printable(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let text = Self.formDecoded(bytes) else { return nil }
        return text.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? text : nil
    }
}
