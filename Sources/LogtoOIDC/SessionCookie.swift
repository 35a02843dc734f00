import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage

/// The `_session` cookie: which session a browser is in (spec `logto-oidc.md` §7.1).
struct SessionCookie: Sendable {
    private static let name = "_session"

    private let cookies: SignedCookies

    init(_ cookies: SignedCookies) {
        self.cookies = cookies
    }

    func value(in request: Request) -> String? {
        self.cookies.value(Self.name, in: request)
    }

    func set(_ session: OIDCSession, in headers: inout HTTPFields) {
        self.cookies.set(Self.name, to: session.cookie, expires: session.expiresAt, in: &headers)
    }

    func remove(in headers: inout HTTPFields) {
        self.cookies.remove(Self.name, in: &headers)
    }
}
