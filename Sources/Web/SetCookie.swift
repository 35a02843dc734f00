import Core

/// A cookie to be stored, written as the `cookies` package for Node writes it: lower case, in this order
/// (spec `logto-oidc.md` §7.1, [U-4]).
package struct SetCookie: Sendable {
    package var name: String
    package var value: String
    package var path: String
    package var expires: Instant?
    package var isSecure: Bool
    package var isHTTPOnly: Bool

    package init(
        name: String, value: String, path: String = "/", expires: Instant? = nil, isSecure: Bool,
        isHTTPOnly: Bool = true
    ) {
        self.name = name
        self.value = value
        self.path = path
        self.expires = expires
        self.isSecure = isSecure
        self.isHTTPOnly = isHTTPOnly
    }

    package var header: String {
        var text = "\(self.name)=\(self.value); path=\(self.path)"
        if let expires { text += "; expires=\(expires.httpDate)" }
        text += "; samesite=lax"
        if self.isSecure { text += "; secure" }
        if self.isHTTPOnly { text += "; httponly" }
        return text
    }
}
