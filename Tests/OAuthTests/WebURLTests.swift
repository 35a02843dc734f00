import Core
import Testing

@testable import OAuth

@Suite struct WebURLTests {
    @Test func `the parts of a URL are told apart`() throws {
        let url = try #require(WebURL("HTTPS://User:pa%73s@Example.ORG:8443/a/./b?x=1#frag"))
        #expect(url.scheme == "https")
        #expect(url.username == "User")
        #expect(url.password == "pa%73s")
        #expect(url.host == "example.org")
        #expect(url.port == 8443)
        #expect(url.effectivePort == 8443)
        #expect(url.path == "/a/b")
        #expect(url.query == "x=1")
        #expect(url.fragment == "frag")
        #expect(url.origin == "https://example.org:8443")
        #expect(url.href == "https://User:pa%73s@example.org:8443/a/b?x=1#frag")
        #expect(!url.hasOpaquePath)
    }

    @Test func `absent and empty parts differ`() throws {
        let bare = try #require(WebURL("https://a.example"))
        #expect(bare.query == nil && bare.fragment == nil && bare.port == nil && bare.path == "/")
        let empty = try #require(WebURL("https://a.example/?#"))
        #expect(empty.query == "" && empty.fragment == "")
        #expect(empty.href == "https://a.example/?#")
        #expect(WebURL("mailto:a")?.host == nil)
        #expect(WebURL("mailto:a")?.hasOpaquePath == true)
        #expect(WebURL("file:///a")?.host == "")
    }

    @Test(
        arguments: [
            ("http://a", 80), ("https://a", 443), ("ftp://a", 21), ("ws://a", 80), ("wss://a", 443),
            ("http://a:81", 81),
            ("file:///a", nil), ("foo://a", nil), ("foo://a:80", 80),
        ] as [(String, Int?)])
    func `the effective port is the scheme's unless another is given`(text: String, port: Int?) {
        #expect(WebURL(text)?.effectivePort == port)
    }

    /// URL Standard §4.7.
    @Test(arguments: [
        ("https://a.example/x", "https://a.example"), ("http://a.example:80", "http://a.example"),
        ("http://u@a.example:81/", "http://a.example:81"), ("ftp://a", "ftp://a"), ("file:///a", "null"),
        ("foo://a", "null"), ("mailto:a", "null"), ("blob:https://a.example/1", "https://a.example"),
        ("blob:foo://a", "null"), ("blob:blob:https://a", "null"), ("blob:", "null"), ("http://[::1]/", "http://[::1]"),
    ])
    func `an origin is scheme, host and port`(text: String, origin: String) {
        #expect(WebURL(text)?.origin == origin)
    }

    /// URL Standard §6.2, `set`: redirect URIs are answered with it (spec `logto-oidc.md` §5).
    @Test(arguments: [
        ("https://a.example", "https://a.example/?code=x+y"),
        ("https://a.example/cb?", "https://a.example/cb?code=x+y"),
        ("https://a.example/cb?a=b", "https://a.example/cb?a=b&code=x+y"),
        ("https://a.example/cb?code=1", "https://a.example/cb?code=x+y"),
        ("https://a.example/cb?code=1&a=b&code=2&c", "https://a.example/cb?code=x+y&a=b&c="),
        ("https://a.example/cb?%63ode=1", "https://a.example/cb?code=x+y"),
        ("https://a.example/cb?Code=1", "https://a.example/cb?Code=1&code=x+y"),
        ("https://a.example/cb?a=%20~'&&b#f", "https://a.example/cb?a=+%7E%27&b=&code=x+y#f"),
        ("io.app://cb", "io.app://cb?code=x+y"),
        ("io.app:cb#f", "io.app:cb?code=x+y#f"),
    ])
    func `a search parameter is set`(text: String, href: String) throws {
        var url = try #require(WebURL(text))
        url.set(searchParameter: "code", to: "x y")
        #expect(url.href == href)
    }

    @Test(arguments: [
        ("", "https://a.example/"), ("a", "https://a.example/#a"),
        ("code=x&state=y%20", "https://a.example/#code=x&state=y%20"),
        ("a b<>\"`é#", "https://a.example/#a%20b%3C%3E%22%60%C3%A9#"), ("a\n\tb", "https://a.example/#ab"),
    ])
    func `a fragment is replaced`(fragment: String, href: String) throws {
        var url = try #require(WebURL("https://a.example/#old"))
        url.setFragment(fragment)
        #expect(url.href == href)
    }

    @Test func `writing a URL and reading it again changes nothing`() {
        var generator = SeededGenerator(seed: 1)
        var parsed = 0
        for _ in 0..<10_000 {
            guard let url = WebURL(generator.urlText()) else { continue }
            parsed += 1
            #expect(WebURL(url.href) == url, "\(url.href)")
            #expect(url.href.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(url.href)")
        }
        #expect(parsed > 3_000)
    }

    @Test func `a parameter that was set is read back`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<3_000 {
            let name = generator.anyText()
            let value = generator.anyText()
            guard var url = WebURL(generator.urlText()) else { continue }
            url.set(searchParameter: name, to: value)
            for parameters in [url.searchParameters, WebURL(url.href)?.searchParameters ?? []] {
                let values = parameters.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
                #expect(values.map { Array($0.utf8) } == [Array(value.utf8)], "\(url.href)")
            }
        }
    }

    @Test func `any text is a URL or none`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<5_000 {
            let text = generator.anyText()
            for candidate in [text, "https://" + text, "file:" + text, "foo:" + text, "https://a/" + text] {
                guard let url = WebURL(candidate) else { continue }
                #expect(WebURL(url.href) == url, "\(candidate)")
            }
        }
    }

    @Test(
        arguments: [
            "/..", "/.", "/a", "%2e/", "a.", "1.", "@", ":", "::", "[", "]", "\\", "?", "#", "&=", "%", "\u{0}", "\t",
            "é.",
            "é", "\u{AD}", "0", "9", "0x", "xn--", "e\u{301}", "日", "👩‍👩‍👧",
        ])
    func `a very long text is a URL that stays the same, or none`(piece: String) {
        let long = String(repeating: piece, count: 20_000)
        for prefix in ["", "https://", "https://a/", "file:///", "file:", "foo:", "foo://", "http://[", "https://a:"] {
            guard let url = WebURL(prefix + long) else { continue }
            #expect(WebURL(url.href) == url, "\(prefix)")
            // At the most each byte is escaped, and a path comes to a host that has none.
            #expect(url.href.utf8.count <= 3 * (prefix + long).utf8.count + 1, "\(prefix)")
        }
    }
}
