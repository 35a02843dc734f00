import Core
import Testing

@testable import Patreon

@Suite("What a client may register (spec §1.7, §6.1)")
struct ClientRulesTests {
    @Test(arguments: [
        ("https://a.test/x", ["https://a.test/x"]),
        ("https://a.test/x https://b.test", ["https://a.test/x", "https://b.test"]),
        ("https://a.test/x,https://b.test", ["https://a.test/x", "https://b.test"]),
        (" https://a.test/x ,\r\n\thttps://b.test\n\n", ["https://a.test/x", "https://b.test"]),
        ("https://a.test https://a.test https://a.test/", ["https://a.test", "https://a.test/"]),
        ("", []), (" ,\n", []),
    ])
    func `redirect URIs stand between spaces, commas or line breaks`(text: String, uris: [String]) {
        #expect(ClientRules.redirectURIs(in: text) == uris)
    }

    private static func problems(redirectURI: String) -> [ClientProblem] {
        let client = PatreonClient(id: "c", secret: "s", name: "n", redirectURIs: [redirectURI])
        return ClientRules.problems(with: client, accounts: [])
    }

    @Test(arguments: [
        "http://localhost:3000/callback", "https://a.test", "https://a.test/?keep=1&x=%20", "HTTP://A.TEST/Path",
        "http://127.0.0.1:1/x", "http://[::1]:3000/cb",
    ])
    func `web addresses are registered`(uri: String) {
        #expect(Self.problems(redirectURI: uri).isEmpty)
    }

    @Test(arguments: [
        "", "/callback", "a.test/callback", "myapp://cb", "com.app:/cb", "https://", "https:///x", "https:a.test",
        "http://user:pass@a.test/", "https://a.test/#", "https://a.test/a b", "https://a.test/山",
        "https://a.test/%zz", "javascript:alert(1)", "https://a.test/\u{0}", "file:///etc/passwd",
    ])
    func `anything else is refused`(uri: String) {
        #expect(Self.problems(redirectURI: uri).map(\.field) == [.redirectURIs])
    }

    @Test(arguments: [
        ("example.com", true), ("a-b.example", true), ("localhost", true), ("192.0.2.7", false), ("::1", false),
        ("https://a.test", false), ("a..b", false), ("-a.test", false), ("a b", false), ("a.test/x", false),
    ])
    func `a company's domain is a name, not an address`(domain: String, isAccepted: Bool) {
        let client = PatreonClient(
            id: "c", secret: "s", name: "n", redirectURIs: ["https://a.test"], domain: domain)
        #expect(ClientRules.problems(with: client, accounts: []).isEmpty == isAccepted)
    }
}
