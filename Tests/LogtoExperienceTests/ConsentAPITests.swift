import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite("GET and POST /api/interaction/consent (spec §7.4)")
struct ConsentAPITests {
    private static let scope = "openid offline_access email urn:logto:scope:organizations read:books write:books"

    /// A browser at the consent page, and its cookies as a script's requests would carry them.
    private static func atConsent(scope: String = Self.scope) async throws -> Browser {
        let browser = Browser(try await TestWorld())
        _ = try await RelyingParty(Example.thirdParty, in: browser.world)
            .signInAsAlice(browser, ["scope": scope, "resource": Example.api])
        return browser
    }

    private static func call(
        _ browser: Browser, _ method: HTTPRequest.Method = .get, body: String? = nil
    ) async throws -> TestResponse {
        let url = "\(browser.world.logto)/api/interaction/consent"
        let cookies = ["_interaction", "_interaction.sig"].compactMap { name in
            browser.cookie(name).map { "\(name)=\($0)" }
        }
        var headers: HTTPFields = [.wellFormed("Logto-App-Id"): Example.thirdParty.id]
        if !cookies.isEmpty { headers[.cookie] = cookies.joined(separator: "; ") }
        if body != nil { headers[.contentType] = "application/json" }
        return try await browser.world.send(method, url, headers: headers, body: body ?? "")
    }

    @Test func `it says who asks whom for what`() async throws {
        let answer = try await Self.call(try await Self.atConsent())
        #expect(answer.status == .ok)
        let write: JSON = [
            "resource": ["id": "bookstoreapi000000000", "name": "Bookstore API", "indicator": .string(Example.api)],
            "scopes": [["id": "writebooks00000000000", "name": "write:books", "description": .null]],
        ]
        let read: JSON = [
            "resource": ["id": "bookstoreapi000000000", "name": "Bookstore API", "indicator": .string(Example.api)],
            "scopes": [["id": "readbooks000000000000", "name": "read:books", "description": "Read every book"]],
        ]
        #expect(
            answer.json == [
                "application": ["id": "bookreviews0000000000", "name": "Book reviews"],
                "user": [
                    "id": "alice0000001", "name": "Alice Example", "avatar": .null, "username": "alice",
                    "primaryEmail": "alice@example.com", "primaryPhone": .null,
                ],
                "organizations": [
                    ["id": "bookclub0001", "name": "Book club", "missingResourceScopes": [write]],
                    ["id": "chessclub001", "name": "Chess club", "missingResourceScopes": []],
                    ["id": "strictclub01", "name": "Strict club", "missingResourceScopes": []],
                ],
                "missingOIDCScope": ["email", "urn:logto:scope:organizations"],
                "missingResourceScopes": [read],
                "redirectUri": "https://reviews.example/callback",
            ])
    }

    @Test(arguments: ["{}", #"{"organizationIds":[]}"#, #"{"organizationIds":["bookclub0001"]}"#])
    func `agreeing leads back to the provider`(body: String) async throws {
        let browser = try await Self.atConsent()
        let answer = try await Self.call(browser, .post, body: body)
        #expect(answer.status == .ok)
        let address = try #require(answer.json["redirectTo"]?.string)
        #expect(address.hasPrefix("http://localhost:3001/oidc/auth/"))
        #expect(try await browser.open(address).locationParameters["code"] != nil)
    }

    @Test func `organizations have to be the user's`() async throws {
        let answer = try await Self.call(
            try await Self.atConsent(), .post, body: #"{"organizationIds":["nosuchclub01"]}"#)
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == [
                "code": "organization.require_membership",
                "message": "The user must be a member of the organization to proceed.",
            ])
    }

    @Test(arguments: [
        (
            #"{"organizationIds":"x"}"#,
            #"Error in key path "organizationIds": (invalid_type) Expected array but received string."#
        ),
        (
            #"{"organizationIds":["x",1]}"#,
            #"Error in key path "organizationIds.1": (invalid_type) Expected string but received number."#
        ),
    ])
    func `a body of another shape is refused`(body: String, details: String) async throws {
        let answer = try await Self.call(try await Self.atConsent(), .post, body: body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
        #expect(answer.json["message"] == "The request body is invalid.")
        #expect(answer.json["details"] == .string(details))
    }

    @Test(arguments: [HTTPRequest.Method.get, .post])
    func `without an interaction there is no session`(method: HTTPRequest.Method) async throws {
        let answer = try await Self.call(Browser(try await TestWorld()), method)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "session.not_found")
        #expect(answer.oauthError == "invalid_request")
        #expect(answer.errorDescription == "interaction session id cookie not found")
    }

    @Test(arguments: [HTTPRequest.Method.get, .post])
    func `before anybody is signed in there is none either`(method: HTTPRequest.Method) async throws {
        let browser = Browser(try await TestWorld())
        _ = try await RelyingParty(Example.thirdParty, in: browser.world).firstPage(browser, ["scope": "openid"])
        let answer = try await Self.call(browser, method)
        #expect(answer.status == .badRequest)
        #expect(
            answer.json == [
                "code": "session.not_found", "message": "Session not found. Please go back and sign in again.",
            ])
    }

    @Test func `an expired interaction is not found`() async throws {
        let browser = try await Self.atConsent()
        browser.world.advance(seconds: 3601)
        let answer = try await Self.call(browser)
        #expect(answer.errorDescription == "interaction session not found")
    }
}
