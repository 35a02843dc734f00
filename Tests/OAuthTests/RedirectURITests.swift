import Testing

@testable import OAuth

/// Section numbers are those of the spec `logto-oidc.md` unless another document is named.
@Suite struct RedirectURITests {
    @Test(arguments: [
        // §5, the table of variations
        ("https://a.example", "https://a.example/", true),
        ("https://a.example/cb", "https://a.example/cb/", false),
        ("https://a.example/cb", "https://a.example/CB", false),
        ("https://a.example/cb", "HTTPS://A.Example/cb", true),
        ("https://a.example/cb", "https://a.example:443/cb", true),
        ("http://localhost:3000/cb", "http://localhost:3001/cb", false),
        ("http://localhost:3000/cb", "http://127.0.0.1:3000/cb", false),
        ("http://a.example/cb", "https://a.example/cb", false),
        ("https://a.example/cb", "https://a.example/cb?x=1", false),
        ("https://a.example/cb", "https://a.example/x/../cb", true),
        ("https://a.example/cb", "https://a.example/cb#f", false),
        ("https://a.example/a b", "https://a.example/a%20b", true),
        ("io.app://cb", "io.app://CB", false),
        ("io.app://cb", "io.app://cb/", false),
        // §5 step 2: the candidate has to be a URL, whatever is registered
        ("/cb", "/cb", false),
        ("not a url", "not a url", false),
        ("", "", false),
        ("https://a.example:99999/cb", "https://a.example:99999/cb", false),
        // §5 step 3, by way of the URL Standard's serializer
        ("https://a.example/cb", "https://a.example/cb", true),
        ("https://a.example/", "https://a.example", true),
        ("https://a.example/cb", "  https://a.example/cb\n", true),
        ("https://a.example/cb", "https://a.exa\tmple/c\nb", true),
        ("https://a.example/cb", "https:\\\\a.example\\cb", true),
        ("https://a.example/cb", "https:a.example/cb", true),
        ("https://a.example/cb", "https:////a.example/cb", true),
        ("https://a.example/cb", "https://a.example//cb", false),
        ("https://a.example/cb", "https://a.example/%2e/cb", true),
        ("https://a.example/cb", "https://a.example/x/%2E%2E/cb", true),
        ("https://a.example/cb", "https://a.example/c%62", false),
        ("https://a.example/%7Ecb", "https://a.example/~cb", false),
        ("https://a.example/%c3%a9", "https://a.example/é", false),
        ("https://a.example/%C3%A9", "https://a.example/é", true),
        ("https://a.example/é", "https://a.example/e\u{301}", false),
        ("https://a.example/cb", "https://user@a.example/cb", false),
        ("https://a.example/cb", "https://@a.example/cb", true),
        ("https://a.example/cb", "https://a.example./cb", false),
        ("https://a.example/cb", "https://%61.example/cb", true),
        ("https://bücher.example/cb", "https://xn--bcher-kva.example/cb", true),
        ("https://a.example/cb?x=1&y=2", "https://a.example/cb?y=2&x=1", false),
        ("https://a.example/cb", "https://a.example/cb?", false),
        ("https://a.example/cb", "https://a.example/cb#", false),
        ("https://a.example/cb", "https://a.example.evil.example/cb", false),
        ("https://a.example/cb", "https://evil.example/https://a.example/cb", false),
        ("https://a.example/cb", "https://a.example@evil.example/cb", false),
        ("https://a.example/cb", "https://evil.example\\@a.example/cb", false),
        ("https://a.example/cb", "https://a.example/cb/../cb", true),
        ("https://a.example/cb", "https://a.example/cb/..", false),
        ("https://a.example/cb", "https://a.example/cb;x", false),
        ("http://127.0.0.1/cb", "http://2130706433/cb", true),
        ("http://127.0.0.1/cb", "http://0x7f.1/cb", true),
        ("http://[::1]/cb", "http://[0:0:0:0:0:0:0:1]/cb", true),
        ("http://localhost/cb", "http://localhost:80/cb", true),
        ("https://localhost/cb", "https://localhost:80/cb", false),
        ("io.app://cb", "IO.APP://cb", true),
        ("io.app:/cb", "io.app:///cb", false),
        ("io.app://cb", "io.app:cb", false),
        ("io.app:cb", "io.app:cb", true),
        ("io.app://cb/a", "io.app://cb/x/../a", true),
    ])
    func `without a wildcard serialized URLs are compared`(registered: String, requested: String, isMatch: Bool) {
        #expect(RedirectURI.matches(requested, registered: [registered], allowsLoopbackPorts: false) == isMatch)
    }

    @Test(arguments: [
        // §5: * in the host is one or more characters of one label, never in the last two
        ("https://*.a.example/cb", "https://x.a.example/cb", true),
        ("https://*.a.example/cb", "https://X.A.Example/cb", true),
        ("https://*.A.example/cb", "https://x.a.example/cb", true),
        ("https://*.a.example/cb", "https://a.example/cb", false),
        ("https://*.a.example/cb", "https://x.y.a.example/cb", false),
        ("https://*.a.example/cb", "https://.a.example/cb", false),
        ("https://*.a.example/cb", "https://x.a.example.evil.example/cb", false),
        ("https://pr-*.a.example/cb", "https://pr-1.a.example/cb", true),
        ("https://pr-*.a.example/cb", "https://pr-.a.example/cb", false),
        ("https://*-*.a.example/cb", "https://x-y-z.a.example/cb", true),
        ("https://*-*.a.example/cb", "https://xy.a.example/cb", false),
        ("https://*-*.a.example/cb", "https://-y.a.example/cb", false),
        ("https://a*b*c.a.example/cb", "https://axbbc.a.example/cb", true),
        ("https://a*b*c.a.example/cb", "https://abc.a.example/cb", false),
        ("https://**.a.example/cb", "https://x.a.example/cb", false),
        ("https://**.a.example/cb", "https://xy.a.example/cb", true),
        ("https://*.*.a.example/cb", "https://x.y.a.example/cb", true),
        ("https://*.com/cb", "https://a.com/cb", false),
        ("https://example.*/cb", "https://example.com/cb", false),
        ("https://x.*.example/cb", "https://x.a.example/cb", false),
        ("https://*/cb", "https://localhost/cb", false),
        ("https://*:3000/cb", "https://localhost:3000/cb", false),
        ("https://[::*]/cb", "https://[::1]/cb", false),
        ("https://*.bücher.example/", "https://x.xn--bcher-kva.example/", false),
        // §5: * in the path is any run of characters, / included, possibly empty
        ("https://a.example/*", "https://a.example/", true),
        ("https://a.example/*", "https://a.example", true),
        ("https://a.example/*", "https://a.example/x/y", true),
        ("https://a.example/cb/*", "https://a.example/cb", false),
        ("https://a.example/cb/*", "https://a.example/cb/", true),
        ("https://a.example/cb*", "https://a.example/cb", true),
        ("https://a.example/cb*", "https://a.example/cb/x", true),
        ("https://a.example/*/cb", "https://a.example/x/y/cb", true),
        ("https://a.example/*/cb", "https://a.example/cb", false),
        ("https://a.example/*/cb", "https://a.example/x/CB", false),
        ("https://a.example/*/cb", "https://a.example/x/cb/", false),
        ("https://a.example/a*a", "https://a.example/a", false),
        ("https://a.example/*b*c", "https://a.example/bcbc", true),
        ("https://a.example/**", "https://a.example/x", true),
        ("https://a.example/cb/*", "https://a.example/cb/../evil", false),
        ("https://a.example/cb/*", "https://a.example/cb/%2e%2e/evil", false),
        ("https://*.a.example", "https://x.a.example/", true),
        ("https://*.a.example", "https://x.a.example/cb", false),
        ("http://localhost:3000/*", "http://localhost:3000/cb", true),
        // The path of a pattern is compared as it was written (redirect-uri/utils.ts)
        ("https://a.example/a b/*", "https://a.example/a%20b/c", false),
        ("https://a.example/a%20b/*", "https://a.example/a b/c", true),
        ("https://a.example/x/../cb/*", "https://a.example/cb/c", false),
        // §5: scheme and effective port equal
        ("https://*.a.example/cb", "http://x.a.example/cb", false),
        ("https://*.a.example/cb", "https://x.a.example:443/cb", true),
        ("https://*.a.example:443/cb", "https://x.a.example/cb", true),
        ("https://*.a.example/cb", "https://x.a.example:8443/cb", false),
        ("https://*.a.example:*/cb", "https://x.a.example:8443/cb", false),
        ("http*://x.a.example/cb", "https://x.a.example/cb", false),
        // §5: query and fragment exactly equal, and no place for a *
        ("https://a.example/*?x=1", "https://a.example/cb?x=1", true),
        ("https://a.example/*?x=1", "https://a.example/cb?x=2", false),
        ("https://a.example/*?x=1", "https://a.example/cb", false),
        ("https://a.example/*", "https://a.example/cb?x=1", false),
        ("https://a.example/cb?x=*", "https://a.example/cb?x=1", false),
        ("https://a.example/*#*", "https://a.example/cb#f", false),
        ("https://a.example/*#f", "https://a.example/cb#f", true),
        ("https://a.example/*", "https://a.example/cb#f", false),
        // `search` and `hash` are empty either way
        ("https://a.example/*", "https://a.example/cb?", true),
        ("https://a.example/*", "https://a.example/cb#", true),
        // §4: no user in a pattern; the candidate's is not looked at (redirect-uri/utils.ts)
        ("https://u@*.a.example/cb", "https://u@x.a.example/cb", false),
        ("https://*.a.example/cb", "https://u@x.a.example/cb", true),
        // Custom schemes may have a path with a *, and hosts by the same rule
        ("io.app://cb/*", "io.app://cb/x", true),
        ("io.app://x.CB/*", "io.app://X.cb/a", true),
        ("io.app://*", "io.app://cb", false),
        ("io.app:*", "io.app:cb", false),
        ("io.app:///*", "io.app:///cb", false),
        // A pattern that is no URL
        ("https://*.a.example:99999/cb", "https://x.a.example/cb", false),
        ("*", "https://a.example/", false),
        ("*://a.example/", "https://a.example/", false),
        // §5 step 1: no candidate with a *
        ("https://*.a.example/cb", "https://*.a.example/cb", false),
        ("https://a.example/*", "https://a.example/*", false),
        ("https://a.example/*", "https://a.example/x*\u{301}", false),
        ("https://a.example/*", "https://a.example/x?*", false),
    ])
    func `a wildcard matches within its part of the URL`(registered: String, requested: String, isMatch: Bool) {
        #expect(RedirectURI.matches(requested, registered: [registered], allowsLoopbackPorts: false) == isMatch)
    }

    @Test(arguments: [
        // §5 step 4
        ("http://localhost:3000/cb", "http://localhost:3001/cb", true),
        ("http://localhost/cb", "http://localhost:3001/cb", true),
        ("http://localhost:3000/cb", "http://localhost/cb", true),
        ("http://127.0.0.1:3000/cb", "http://127.0.0.1:51004/cb", true),
        ("http://[::1]:3000/cb", "http://[::1]:51004/cb", true),
        ("http://[::1]:3000/cb", "http://[0:0::1]:51004/cb", true),
        ("http://localhost:3000/cb", "http://127.0.0.1:3000/cb", false),
        ("http://127.0.0.1/cb", "http://[::1]/cb", false),
        ("http://localhost:3000/cb", "http://localhost:3001/CB", false),
        ("http://localhost:3000/cb", "http://localhost:3001/cb?x=1", false),
        ("http://localhost:3000/cb", "https://localhost:3001/cb", false),
        ("https://localhost:3000/cb", "https://localhost:3001/cb", false),
        ("http://a.example:3000/cb", "http://a.example:3001/cb", false),
        ("http://127.0.0.2:3000/cb", "http://127.0.0.2:3001/cb", false),
        ("http://localhost:3000/*", "http://localhost:3001/cb", false),
        ("io.app://localhost:3000/cb", "io.app://localhost:3001/cb", false),
    ])
    func `a Native application may use any loopback port`(registered: String, requested: String, isMatch: Bool) {
        #expect(RedirectURI.matches(requested, registered: [registered], allowsLoopbackPorts: true) == isMatch)
        let sameWithoutIt = WebURL(registered)?.port == WebURL(requested)?.port
        #expect(
            RedirectURI.matches(requested, registered: [registered], allowsLoopbackPorts: false)
                == (isMatch && sameWithoutIt))
    }

    @Test func `one of several registered URIs is enough`() {
        let registered = ["not a url", "https://*.com/", "https://a.example/cb", "https://*.b.example/cb"]
        let matches = { RedirectURI.matches($0, registered: registered, allowsLoopbackPorts: false) }
        #expect(matches("https://a.example/cb"))
        #expect(matches("https://x.b.example/cb"))
        #expect(!matches("https://c.example/cb"))
        #expect(!RedirectURI.matches("https://a.example/cb", registered: [], allowsLoopbackPorts: true))
    }

    @Test func `a URL without a wildcard matches itself`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<5_000 {
            let text = generator.urlText()
            let isMatch = RedirectURI.matches(text, registered: [text], allowsLoopbackPorts: false)
            #expect(isMatch == (WebURL(text) != nil && !text.contains("*")), "\(text)")
        }
    }

    /// Tried out one by one, the ways to share the text out among the `*` would have no end.
    @Test func `a pattern of nothing but wildcards gets its answer`() {
        let stars = "https://a.example/" + String(repeating: "*a", count: 2_000)
        let candidate = "https://a.example/" + String(repeating: "a", count: 20_000)
        #expect(RedirectURI.matches(candidate, registered: [stars], allowsLoopbackPorts: true))
        #expect(!RedirectURI.matches(candidate + "b", registered: [stars], allowsLoopbackPorts: true))
        let labels = "https://" + String(repeating: "*.", count: 5_000) + "a.example/"
        let host = "https://" + String(repeating: "x.", count: 5_000) + "a.example/"
        #expect(RedirectURI.matches(host, registered: [labels], allowsLoopbackPorts: true))
        #expect(!RedirectURI.matches(host + ":8443", registered: [labels], allowsLoopbackPorts: true))
    }
}
