import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("GET /oauth2/errors (spec §1.5)")
struct ErrorsPageTests {
    @Test(arguments: ["a state", nil])
    func `a mismatch is explained: Patreon's words, the sentence people search for, both URIs`(
        state: String?
    ) async throws {
        let patreon = try await PatreonOrigin()
        let requested = PatreonOrigin.callback + "/?<x>"
        // Another one, with another state, is not mixed up with it.
        _ = try await patreon.ask(PatreonOrigin.request(redirectURI: "http://elsewhere.test/", state: "other"))
        let refusal = try await patreon.ask(
            PatreonOrigin.request(
                redirectURI: requested.replacing("<x>", with: "'x'&y"), state: state))
        let page = try await patreon.get(
            try #require(refusal.location).replacing(TestWorld.origins.patreon, with: ""))
        #expect(page.status == .ok)
        let text = page.body.replacing(/<[^>]+>/, with: "").unescapingHTML
        for part in [
            "Mismatching redirect URI.",
            #"{"error":"invalid_request","error_description":"Mismatching redirect URI."}"#,
            "The redirect_uri MUST match the registered callback URL for this application.",
            PatreonOrigin.callback + "/?'x'&y", PatreonOrigin.callback, PatreonOrigin.otherCallback,
            "Redirect URIs registered for Bookstore & <friends>",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("elsewhere.test"))
    }

    @Test func `another error has Patreon's words alone`() async throws {
        let patreon = try await PatreonOrigin()
        let page = try await patreon.get(
            "/oauth2/errors?error=invalid_request&error_description=Missing+client_id+parameter.")
        #expect(page.status == .ok)
        #expect(page.body.contains("Missing client_id parameter."))
        #expect(!page.body.contains("MUST match"))
    }

    @Test(arguments: [
        "", "?error=%3Cscript%3E&error_description=%22%3E%3Cscript%3E", "?error_description=%FF%00",
        "?error_description=Mismatching+redirect+URI.", "?error_description=Mismatching+redirect+URI.&state=unheard-of",
    ])
    func `it shows whatever stands in its address, escaped`(query: String) async throws {
        let patreon = try await PatreonOrigin()
        let page = try await patreon.get("/oauth2/errors" + query)
        #expect(page.status == .ok)
        #expect(!page.body.contains("<script"))
        #expect(!page.body.contains("MUST match"))
    }

    @Test func `a flood of mismatches leaves the newest hundred`() async throws {
        let patreon = try await PatreonOrigin()
        for number in 0..<105 {
            _ = try await patreon.ask(
                PatreonOrigin.request(redirectURI: "http://a.test/\(number)", state: "\(number)"))
        }
        let kept = try await patreon.world.store.read { db in
            try (0..<105).filter { try db.patreonRedirectMismatch(state: "\($0)") != nil }
        }
        #expect(kept == Array(5..<105))
    }
}
