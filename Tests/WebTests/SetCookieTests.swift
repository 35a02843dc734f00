import Core
import Testing
import Web

@Suite struct SetCookieTests {
    @Test(arguments: [
        (SetCookie(name: "_session", value: "abc", isSecure: false), "_session=abc; path=/; samesite=lax; httponly"),
        (
            SetCookie(name: "_session.sig", value: "a-b_c", isSecure: true),
            "_session.sig=a-b_c; path=/; samesite=lax; secure; httponly"
        ),
        (
            SetCookie(
                name: "_interaction", value: "x", path: "/sign-in", expires: Instant(seconds: 784_111_777),
                isSecure: false, isHTTPOnly: false),
            "_interaction=x; path=/sign-in; expires=Sun, 06 Nov 1994 08:49:37 GMT; samesite=lax"
        ),
        (
            SetCookie(name: "_logto", value: "", expires: Instant(seconds: 0), isSecure: false),
            "_logto=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; httponly"
        ),
    ])
    func `a cookie is written as the cookies package for Node writes it`(cookie: SetCookie, header: String) {
        #expect(cookie.header == header)
    }
}
