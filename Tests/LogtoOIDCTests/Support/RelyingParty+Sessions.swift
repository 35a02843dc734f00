import Core
import HTTPTypes
import TestSupport

/// What to change in a request; `nil` leaves a parameter out.
typealias Changes = [String: String?]

/// What the token endpoint gave.
struct Tokens: Sendable {
    let json: JSON

    /// - Throws: for an answer without tokens.
    init(_ answer: TestResponse) throws {
        guard answer.status == .ok, answer.json["access_token"]?.string != nil else { throw NoTokens(answer: answer) }
        self.json = answer.json
    }

    var access: String { self.json["access_token"]?.string ?? "" }
    var refresh: String? { self.json["refresh_token"]?.string }
    var id: String? { self.json["id_token"]?.string }
    var scope: String? { self.json["scope"]?.string }

    struct NoTokens: Error {
        let answer: TestResponse
    }
}

extension RelyingParty {
    /// Answer to one authorization request of a browser that has been nowhere.
    func ask(_ changes: Changes = [:], adding query: String = "") async throws -> TestResponse {
        try await Browser(self.world).request(.get, self.authorizationURL(changes) + query)
    }

    /// A whole sign-in, and the tokens for its code.
    func tokens(
        _ browser: Browser, as persona: String = "10001", _ changes: Changes = [:]
    ) async throws -> Tokens {
        try Tokens(try await self.redeem(try await self.code(browser, as: persona, changes)))
    }

    /// The same, in a browser of its own.
    func tokens(as persona: String = "10001", _ changes: Changes = [:]) async throws -> Tokens {
        try await self.tokens(Browser(self.world), as: persona, changes)
    }

    /// An authorization request that must not show a page.
    func askSilently(_ browser: Browser, _ changes: Changes = [:]) async throws -> TestResponse {
        try await browser.request(.get, self.authorizationURL(["prompt": "none"].merging(changes) { $1 }))
    }

    /// The address that a request of this application ends at, with these parameters.
    func callback(_ parameters: KeyValuePairs<String, String>) -> String {
        "\(self.app.redirectURI)?\(FormURLEncoding.encode(parameters.map { ($0.key, $0.value) }))"
    }
}
