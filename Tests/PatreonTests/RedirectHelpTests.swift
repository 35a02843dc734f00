import Core
import Testing

@testable import Patreon

@Suite("Help with a redirect URI (spec §1.5)")
struct RedirectHelpTests {
    static func help(_ requested: String, registered: [String]) -> RedirectHelp {
        RedirectHelp(
            requested: requested,
            client: PatreonClient(id: "c", secret: "s", name: "Bookstore", redirectURIs: registered))
    }

    @Test(arguments: [
        ("http://a/cb/", ["http://a/cb"], "http://a/cb", "/"),
        ("https://a/cb", ["http://a/cb"], "http", "s://a/cb"),
        ("http://a/cb", ["http://b/x", "http://a/cd"], "http://a/c", "b"),
        ("http://a/cb", [], "", "http://a/cb"),
        ("ftp://a/cb", ["http://a/cb"], "", "ftp://a/cb"),
    ])
    func `the requested URI is cut where it leaves the nearest registered one`(
        requested: String, registered: [String], same: String, different: String
    ) {
        let help = Self.help(requested, registered: registered)
        #expect(help.requested.same == same)
        #expect(help.requested.different == different)
    }

    @Test func `each registered URI is cut where it leaves the requested one`() {
        let help = Self.help("http://a/cb", registered: ["http://a/cb/", "http://b"])
        #expect(help.registered.map(\.same) == ["http://a/cb", "http://"])
        #expect(help.registered.map(\.different) == ["/", "b"])
    }

    @Test func `it holds the sentence that people search for`() {
        #expect(
            Self.help("http://a", registered: []).sentence
                == "The redirect_uri MUST match the registered callback URL for this application.")
    }

    @Test func `a URI that was registered meanwhile is not called different`() {
        let help = Self.help("http://a", registered: ["http://a"])
        #expect(help.requested.different.isEmpty)
        #expect(help.suggestion.hasPrefix("It is registered now."))
    }
}
