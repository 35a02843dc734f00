import Testing

@testable import OAuth

@Suite struct ScopeTests {
    @Test(
        arguments: [
            ("", []),
            (" ", []),
            ("openid", ["openid"]),
            ("openid profile openid", ["openid", "profile"]),
            ("profile openid", ["profile", "openid"]),
            ("  a   b ", ["a", "b"]),
            ("identity identity[email] w:campaigns.webhook", ["identity", "identity[email]", "w:campaigns.webhook"]),
            ("a\tb\nc", ["a\tb\nc"]),
            // A combining mark after the space does not glue two names together.
            ("a \u{301}b", ["a", "\u{301}b"]),
        ] as [(String, [String])])
    func `names keep their order and come once`(text: String, names: [String]) {
        let scope = Scope(parsing: text)
        #expect(scope.names == names)
        #expect(scope.description == names.joined(separator: " "))
        #expect(scope.isEmpty == names.isEmpty)
        #expect(names.allSatisfy(scope.contains))
    }

    @Test(arguments: ["openid", "openid profile", "a:b/c[d]{e}!#$%&'()*+,-.;<=>?@^_`|~ 0", "a a"])
    func `the grammar of RFC 6749 passes`(text: String) {
        #expect(throws: Never.self) { try Scope.check(text) }
    }

    /// Spec `logto-oidc.md` §6.3.
    @Test(arguments: [
        "", " ", " openid", "openid ", "openid  profile", "openid \"x", "a\\b", "a\tb", "a\nb", "a\u{0}b", "a\u{7F}",
        "é", "a\u{301}", "a \u{301}",
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: OAuthError.invalidScope("scope contains invalid characters")) { try Scope.check(text) }
    }

    @Test func `a long list has each name once`() {
        let names = (0..<40_000).map { "scope\($0)" }
        let isEachOnce = Scope(parsing: (names + names.prefix(10_000)).joined(separator: " ")).names == names
        #expect(isEachOnce)
    }
}
