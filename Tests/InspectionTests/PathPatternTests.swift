import Inspection
import Testing

struct PathPatternTests {
    @Test(arguments: [
        ("/oidc/token", "/oidc/token", true), ("/oidc/token", "/oidc/token/", false),
        ("/oidc/token", "/OIDC/token", false),
        ("/oidc/*", "/oidc/token", true), ("/oidc/*", "/oidc/", true), ("/oidc/*", "/oidc", false),
        ("*", "", true), ("*", "/anything/at all", true), ("*/token", "/api/oauth2/token", true),
        ("*/token", "/token/x", false), ("/api/*/members/*", "/api/oauth2/v2/members/1", true),
        ("/api/*/members/*", "/api/members/1", false), ("a*a", "a", false), ("a*a", "aa", true),
        ("*b*b*", "ab", false), ("*b*b*", "abcb", true), ("**", "x", true), ("", "", true), ("", "x", false),
        ("é*", "e\u{301}", false),
    ])
    func `a star stands for any text`(pattern: String, path: String, isMatch: Bool) {
        #expect(PathPattern(pattern).matches(path) == isMatch)
    }
}
