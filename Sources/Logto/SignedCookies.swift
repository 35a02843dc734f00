import Core
import HTTPTypes
import Hummingbird
import JOSE
import Storage
import Web

/// Cookies with a companion `<name>.sig`, which keeps them from being forged (spec `logto-oidc.md` §3, §7.1): an
/// HMAC-SHA1 over `name=value`, base64url.
package struct SignedCookies: Sendable {
    private let keys: CookieKeys
    private let isSecure: Bool

    /// - Parameter isSecure: whether browsers reach Logto by https.
    package init(keys: CookieKeys, isSecure: Bool) {
        self.keys = keys
        self.isSecure = isSecure
    }

    /// The value of a cookie whose signature fits one of the keys.
    package func value(_ name: String, in request: Request) -> String? {
        guard let value = request.cookie(name), let signature = request.cookie(name + ".sig") else { return nil }
        let isSigned = self.keys.all.contains { key in
            ConstantTime.equals(Array(signature.utf8), Array(Self.signature(name, value, key).utf8))
        }
        return isSigned ? value : nil
    }

    /// Stores a value and its signature.
    package func set(
        _ name: String, to value: String, path: String = "/", expires: Instant? = nil, isHTTPOnly: Bool = true,
        in headers: inout HTTPFields
    ) {
        let signature = Self.signature(name, value, self.keys.current)
        for (name, value) in [(name, value), (name + ".sig", signature)] {
            let cookie = SetCookie(
                name: name, value: value, path: path, expires: expires, isSecure: self.isSecure,
                isHTTPOnly: isHTTPOnly)
            headers.append(HTTPField(name: .setCookie, value: cookie.header))
        }
    }

    /// Has the browser forget a cookie and its signature.
    package func remove(_ name: String, path: String = "/", in headers: inout HTTPFields) {
        for name in [name, name + ".sig"] {
            let cookie = SetCookie(
                name: name, value: "", path: path, expires: Instant(milliseconds: 0), isSecure: self.isSecure)
            headers.append(HTTPField(name: .setCookie, value: cookie.header))
        }
    }

    private static func signature(_ name: String, _ value: String, _ key: CookieKeyRecord) -> String {
        Base64URL.encode(Digest.sha1.hmac("\(name)=\(value)".utf8, key: Array(key.value.utf8)))
    }
}
