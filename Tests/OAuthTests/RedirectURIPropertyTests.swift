import Testing

@testable import OAuth

/// What holds for every pair of a registered and a requested URI (spec `logto-oidc.md` §5).
@Suite struct RedirectURIPropertyTests {
    private static func matches(_ requested: String, _ registered: [String], loopback: Bool = false) -> Bool {
        RedirectURI.matches(requested, registered: registered, allowsLoopbackPorts: loopback)
    }

    /// Pairs that are alike more often than chance would have it.
    private static func pair(_ generator: inout SeededGenerator) -> (String, String) {
        let registered = generator.urlText()
        guard Bool.random(using: &generator), let url = WebURL(registered) else {
            return (registered, generator.urlText())
        }
        return (registered, url.href)
    }

    @Test func `without wildcards it does not matter which of the two is registered`() {
        var generator = SeededGenerator(seed: 21)
        var matching = 0
        for _ in 0..<5_000 {
            let (one, other) = Self.pair(&generator)
            guard !one.contains("*"), !other.contains("*") else { continue }
            let isMatch = Self.matches(one, [other])
            #expect(isMatch == Self.matches(other, [one]), "\(one) \(other)")
            if isMatch { matching += 1 }
        }
        #expect(matching > 200)
    }

    @Test func `the serialized form of a URL is as good as the URL`() {
        var generator = SeededGenerator(seed: 22)
        for _ in 0..<5_000 {
            let (registered, requested) = Self.pair(&generator)
            guard let url = WebURL(requested), !url.href.contains("*"), !requested.contains("*") else { continue }
            for loopback in [false, true] {
                #expect(
                    Self.matches(requested, [registered], loopback: loopback)
                        == Self.matches(url.href, [registered], loopback: loopback), "\(registered) \(requested)")
            }
        }
    }

    @Test func `a requested wildcard matches nothing, not even itself`() {
        var generator = SeededGenerator(seed: 23)
        for _ in 0..<3_000 {
            let text = generator.urlText() + "*"
            #expect(!Self.matches(text, [text, generator.urlText(), "https://*.a.example/*"], loopback: true))
        }
    }

    @Test func `another registered URI, or leave for loopback ports, takes nothing away`() {
        var generator = SeededGenerator(seed: 24)
        for _ in 0..<3_000 {
            let (registered, requested) = Self.pair(&generator)
            guard Self.matches(requested, [registered]) else { continue }
            #expect(Self.matches(requested, [generator.urlText(), registered]))
            #expect(Self.matches(requested, [registered, generator.urlText()]))
            #expect(Self.matches(requested, [registered], loopback: true))
        }
    }

    @Test func `a star in the path takes whatever stands in its place`() {
        var generator = SeededGenerator(seed: 25)
        let letters = Array("abcXYZ019-_.~/")
        for _ in 0..<2_000 {
            let text = String(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    letters[Int.random(in: letters.indices, using: &generator)]
                })
            let requested = "https://a.example/x" + text + "/cb"
            // Dot segments are gone before anything is compared.
            guard WebURL(requested)?.href == requested else { continue }
            #expect(Self.matches(requested, ["https://a.example/x*/cb"]), "\(requested)")
            #expect(!Self.matches(requested, ["https://b.example/x*/cb", "http://a.example/x*/cb"]), "\(requested)")
        }
    }
}
