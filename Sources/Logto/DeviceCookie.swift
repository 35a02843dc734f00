import Core
import HTTPTypes
import Hummingbird
import Web

/// The cookie `_logto_device_flow_xsrf`, by which the page that takes a device's code learns what its form has to carry
/// (spec `logto-oidc.md` §7.1, §16). The session has the value that counts.
package struct DeviceCookie: Sendable {
    private static let name = "_logto_device_flow_xsrf"
    private static let path = "/device"
    /// Ten minutes.
    private static let lifetime: Int64 = 600

    private let cookies: SignedCookies

    package init(_ cookies: SignedCookies) {
        self.cookies = cookies
    }

    package func xsrf(in request: Request) -> String? {
        self.cookies.value(Self.name, in: request)
    }

    package func set(_ xsrf: String, at now: Instant, in headers: inout HTTPFields) {
        self.cookies.set(
            Self.name, to: xsrf, path: Self.path, expires: now.advanced(bySeconds: Self.lifetime), isHTTPOnly: false,
            in: &headers)
    }

    package func remove(in headers: inout HTTPFields) {
        self.cookies.remove(Self.name, path: Self.path, in: &headers)
    }
}
