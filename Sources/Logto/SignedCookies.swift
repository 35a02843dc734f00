import Core
import HTTPTypes
import Hummingbird
import JOSE
import Web

/// Cookies with a companion `<name>.sig`, which keeps them from being forged (spec `logto-oidc.md` §3, §7.1): an
/// HMAC-SHA1 over `name=value`, base64url.
package struct SignedCookies: Sendable {
    private let key: [UInt8]
    private let isSecure: Bool

    /// - Parameter isSecure: whether browsers reach Logto by https.
    package init(key: String, isSecure: Bool) {
        self.key = Array(key.utf8)
        self.isSecure = isSecure
    }

    /// The value of a cookie whose signature fits.
    package func value(_ name: String, in request: Request) -> String? {
        guard
            let value = request.cookie(name), let signature = request.cookie(name + ".sig"),
            ConstantTime.equals(Array(signature.utf8), Array(self.signature(name, value).utf8))
        else { return nil }
        return value
    }

    /// Stores a value and its signature.
    package func set(
        _ name: String, to value: String, path: String = "/", expires: Instant? = nil, isHTTPOnly: Bool = true,
        in headers: inout HTTPFields
    ) {
        for (name, value) in [(name, value), (name + ".sig", self.signature(name, value))] {
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

    private func signature(_ name: String, _ value: String) -> String {
        Base64URL.encode(Digest.sha1.hmac("\(name)=\(value)".utf8, key: self.key))
    }
}
