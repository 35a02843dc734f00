import Core
import Foundation
import HTTPTypes
import Storage
import TestSupport
import Testing

/// A world of these tests' own, and what they do at Patreon's origin.
struct PatreonOrigin: Sendable {
    let world: TestWorld

    /// - Parameters:
    ///   - config: the text of a configuration.
    ///   - switches: members of `patreon.switches` in it, as JSON.
    init(_ config: String = config, switches: String = "", store: Store? = nil) async throws {
        let text =
            switches.isEmpty
            ? config
            : config.replacing(
                "\"patreon\": {", with: "\"patreon\": { \"switches\": { \(switches) },", maxReplacements: 1)
        self.world = try await TestWorld(text, store: store)
    }

    static let callback = "http://localhost:3001/callback/patreon00001"
    static let otherCallback = "http://localhost:3001/callback/other"

    /// One client of each kind and a persona for each rule.
    static let config = """
        {
          "patreon": {
            "clients": [
              {
                "id": "second", "secret": "second secret:%", "name": "Bookstore & <friends>", "apiVersion": 2,
                "owner": "10004", "redirectUris": ["\(callback)", "\(otherCallback)", "https://app.test/cb?keep=1"],
                "privacyPolicyUrl": "https://app.test/privacy", "tosUrl": "javascript:alert(1)"
              },
              { "id": "public", "secret": "public-secret", "name": "No secret", "isPublic": true,
                "redirectUris": ["\(callback)"] },
              { "id": "first", "secret": "first-secret", "name": "Old app", "apiVersion": 1, "redirectUris": ["\(callback)"] },
              { "id": "foreign", "secret": "foreign-secret", "name": "Foreign", "redirectUris": ["\(callback)"] }
            ],
            "accounts": [
              {
                "id": "10001", "fullName": "Mika van Example", "email": "mika@example.test", "vanity": "mika",
                "story": "<b>Full</b> profile"
              },
              { "id": "10002", "fullName": "Sora", "email": "sora@example.test" },
              { "id": "10003", "fullName": "Zoë 山田", "email": "zoe@example.test" },
              { "id": "10004", "fullName": "Cleo Creator", "email": "cleo@example.test", "vanity": "cleo" },
              { "id": "10005", "fullName": "Una Verified", "email": "una@example.test", "isEmailVerified": false },
              { "id": "10006", "fullName": "Nomi Address", "isEmailVerified": false },
              { "id": "10007", "fullName": "", "vanity": "nameless one", "email": "nameless@example.test" }
            ]
          }
        }
        """

    // MARK: requests

    func send(
        _ method: HTTPRequest.Method, _ uri: String, headers: HTTPFields = [:], body: String = ""
    ) async throws -> TestResponse {
        try await self.world.send(method, self.world.patreon + uri, headers: headers, body: body)
    }

    func get(_ uri: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await self.send(.get, uri, headers: headers)
    }

    func get(_ uri: String, bearer: String?) async throws -> TestResponse {
        try await self.get(uri, headers: bearer.map { [.authorization: "Bearer \($0)"] } ?? [:])
    }

    func post(_ uri: String, _ form: [(String, String)], headers: HTTPFields = [:]) async throws -> TestResponse {
        try await self.post(uri, body: FormURLEncoding.encode(form), headers: headers)
    }

    func post(
        _ uri: String, body: String, type: String = "application/x-www-form-urlencoded;charset=UTF-8",
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = type
        return try await self.send(.post, uri, headers: headers, body: body)
    }

    // MARK: sign-in

    /// In the order and the encoding of Logto's connector (§7.1). `nil` leaves a parameter out.
    static func request(
        client: String? = "second", scope: String? = "identity identity[email]", redirectURI: String? = callback,
        state: String? = "a state"
    ) -> [(String, String)] {
        let parameters: [(String, String?)] = [
            ("response_type", "code"), ("client_id", client), ("scope", scope), ("redirect_uri", redirectURI),
            ("state", state),
        ]
        return parameters.compactMap { name, value in value.map { (name, $0) } }
    }

    func ask(_ request: [(String, String)] = request()) async throws -> TestResponse {
        try await self.get("/oauth2/authorize?" + FormURLEncoding.encode(request))
    }

    func decide(
        _ decision: String, as account: String = "10001", _ request: [(String, String)] = request()
    ) async throws -> TestResponse {
        try await self.post("/api/oauth2/authorize", request + [("account", account), ("decision", decision)])
    }

    func code(as account: String = "10001", _ request: [(String, String)] = request()) async throws -> String {
        let answer = try await self.decide("allow", as: account, request)
        return try #require(answer.locationParameters["code"])
    }

    static func exchange(_ code: String, redirectURI: String? = callback) -> [(String, String)] {
        [("grant_type", "authorization_code"), ("code", code)] + (redirectURI.map { [("redirect_uri", $0)] } ?? [])
    }

    func redeem(
        _ code: String, redirectURI: String? = callback, authorization: String = basic
    ) async throws -> TestResponse {
        try await self.post(
            "/api/oauth2/token", Self.exchange(code, redirectURI: redirectURI),
            headers: [.authorization: authorization])
    }

    /// Of the client `second`, not percent-encoded.
    static let basic = basic("second:second secret:%")

    static func basic(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }

    func tokens(
        as account: String = "10001", scope: String? = "identity identity[email]"
    ) async throws -> JSON {
        let code = try await self.code(as: account, Self.request(scope: scope))
        return try await self.redeem(code).json
    }

    /// Asks the API with a token of its own.
    func api(
        _ uri: String, as account: String = "10001", scope: String? = "identity identity[email]"
    ) async throws -> TestResponse {
        let tokens = try await self.tokens(as: account, scope: scope)
        return try await self.get(uri, bearer: tokens["access_token"]?.string)
    }
}
