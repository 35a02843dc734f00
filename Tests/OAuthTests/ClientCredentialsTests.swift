import Foundation
import Testing

@testable import OAuth

@Suite struct ClientCredentialsTests {
    private static func basic(_ text: String) -> String {
        "Basic " + Data(text.utf8).base64EncodedString()
    }

    private static let format = "invalid authorization header value format"
    private static let encoding =
        "client_id and client_secret in the authorization header are not properly encoded"

    @Test(arguments: [
        (basic("id:secret"), "id", "secret"),
        ("basic aWQ6c2VjcmV0", "id", "secret"),
        ("BASIC aWQ6c2VjcmV0", "id", "secret"),
        // What Node.js's Buffer reads: no padding, both alphabets, anything else skipped
        ("Basic aWQ6c2U", "id", "se"),
        ("Basic aWQ6Pz8_", "id", "???"),
        ("Basic aWQ6Pz8/", "id", "???"),
        ("Basic aWQ6*c2Vj\u{0}cmV0", "id", "secret"),
        ("Basic aWQ6c2U=cmV0", "id", "se"),
        // RFC 6749 Appendix B
        (basic("a+b:c%20d"), "a b", "c d"),
        (basic("a%3Ab:c%25d%2B"), "a:b", "c%d+"),
        (basic("id:a:b"), "id", "a:b"),
        (basic(":secret"), "", "secret"),
        (basic("id: ~"), "id", " ~"),
    ])
    func `Logto reads Basic as its engine does`(header: String, id: String, secret: String) throws {
        let credentials = try ClientCredentials(logtoAuthorization: header)
        #expect(credentials == ClientCredentials(id: id, secret: secret))
    }

    /// Spec `logto-oidc.md` §11.1.
    @Test(arguments: [
        ("", format),
        ("Basic", format),
        ("Basic ", format),
        ("Basic  aWQ6c2VjcmV0", format),
        ("Basic aWQ6c2VjcmV0 x", format),
        ("Basic\taWQ6c2VjcmV0", format),
        ("Bearer aWQ6c2VjcmV0", format),
        ("Basic \u{301}aWQ6c2VjcmV0 ", format),
        (basic("id"), format),
        (basic(""), format),
        ("Basic =aWQ6c2VjcmV0", format),
        ("Basic ====", format),
        (basic("id:"), "client_secret must be provided in the Authorization header"),
        (basic("id:\u{0}"), encoding),
        (basic("id:%00"), encoding),
        (basic("id:é"), encoding),
        (basic("id:%C3%A9"), encoding),
        (basic("i\nd:secret"), encoding),
        ("Basic aWQ6//8=", encoding),
        // Only the engine sees what stands behind a second colon.
        (basic("id:a:%"), encoding),
        (basic("id:a:%zz"), encoding),
    ])
    func `Logto refuses other headers in its own words`(header: String, description: String) {
        #expect(throws: ClientCredentials.LogtoRefusal.refused(.invalidRequest(description))) {
            try ClientCredentials(logtoAuthorization: header)
        }
    }

    @Test(arguments: [
        "id:%", "id:%2", "id:%zz", "id:a%", "%:secret", "%", "id:%FF", "id:%C3", "id:%C3x", "id:%E0%80%80", "id:%:x",
        "id:%ED%A0%80", "%41%", "id:%2\u{662}",
    ])
    func `a malformed escape is a case of its own`(text: String) {
        #expect(throws: ClientCredentials.LogtoRefusal.malformedEscape) {
            try ClientCredentials(logtoAuthorization: Self.basic(text))
        }
    }

    @Test func `the body must not name another client`() throws {
        let header = Self.basic("a+b:secret")
        #expect(try ClientCredentials(logtoAuthorization: header, clientID: "a b").id == "a b")
        let mismatch = ClientCredentials.LogtoRefusal.refused(.invalidRequest("client_id mismatch"))
        #expect(throws: mismatch) { try ClientCredentials(logtoAuthorization: header, clientID: "a+b") }
        // Before the empty secret is noticed.
        #expect(throws: mismatch) { try ClientCredentials(logtoAuthorization: Self.basic("id:"), clientID: "x") }
    }

    /// Spec `patreon.md` §2.1.
    @Test(arguments: [
        (basic("id:secret"), "id", "secret"),
        ("basic aWQ6c2VjcmV0", "id", "secret"),
        (basic("id:a:b"), "id", "a:b"),
        (basic("i%64:%73ecret%3A"), "id", "secret:"),
        (basic("id:a+b%zz%"), "id", "a+b%zz%"),
        (basic("id:"), "id", ""),
        (basic(":"), "", ""),
        (basic("id:é"), "id", "é"),
        (basic("id:%FF"), "id", "\u{FFFD}"),
    ])
    func `Patreon percent-decodes both halves`(header: String, id: String, secret: String) {
        #expect(ClientCredentials(patreonAuthorization: header) == ClientCredentials(id: id, secret: secret))
    }

    @Test(arguments: [
        "", "Basic", "Basic ", "Bearer aWQ6c2VjcmV0", "Basic aWQ6c2U", "Basic aWQ6Pz8_", "Basic *", basic("id"),
        "Basic aWQ6//8=", "Basic aWQ6c2VjcmV0 x", "aWQ6c2VjcmV0",
    ])
    func `Patreon takes no notice of other headers`(header: String) {
        #expect(ClientCredentials(patreonAuthorization: header) == nil)
    }

    @Test func `no header makes either of them fail otherwise`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3_000 {
            let text = generator.anyText()
            for header in [text, "Basic " + text, Self.basic(text), Self.basic(text + ":" + generator.anyText())] {
                _ = try? ClientCredentials(logtoAuthorization: header)
                _ = ClientCredentials(patreonAuthorization: header)
            }
        }
        let long = Self.basic(String(repeating: "%41:", count: 20_000))
        #expect(throws: Never.self) { try ClientCredentials(logtoAuthorization: long) }
        #expect(ClientCredentials(patreonAuthorization: long)?.id == "A")
    }
}
