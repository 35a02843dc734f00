import Core
import HTTPTypes
import Logging
import TestSupport
import Testing

/// What `GET /oidc/auth` answers itself, with JSON in the browser, because the application must not or cannot be sent to
/// (spec §6.7).
@Suite("Refusals that stay at Logto")
struct AuthorizationDirectRefusalTests {
    static let mismatch =
        #"{"code":"oidc.invalid_redirect_uri","message":"`redirect_uri` did not match any of the client's registered `redirect_uris`.","error":"invalid_redirect_uri","error_description":"redirect_uri did not match any of the client's registered redirect_uris","state":"a-state","iss":"http://localhost:3001/oidc"}"#

    static func invalidRequest(_ description: String) -> String {
        #"{"code":"oidc.invalid_request","message":"Request is invalid.","error":"invalid_request","error_description":"\#(description)","state":"a-state","iss":"http://localhost:3001/oidc"}"#
    }

    static func invalidClient(_ id: String) -> String {
        #"{"code":"oidc.invalid_client","message":"An OIDC error occurred: oidc.invalid_client.","error":"invalid_client","error_description":"invalid client \#(id)","state":"a-state","iss":"http://localhost:3001/oidc"}"#
    }

    static let rows: [(Changes, String)] = [
        (["client_id": nil], Self.invalidRequest("missing required parameter 'client_id'")),
        (["client_id": ""], Self.invalidRequest("missing required parameter 'client_id'")),
        (["client_id": "nobody"], Self.invalidClient("nobody")),
        (["client_id": "nobody", "redirect_uri": nil, "response_type": nil], Self.invalidClient("nobody")),
        (["redirect_uri": "http://localhost:3000/callback/"], Self.mismatch),
        (["redirect_uri": "http://localhost:3000/Callback"], Self.mismatch),
        (["redirect_uri": "http://localhost:3000/callback?x=1"], Self.mismatch),
        (["redirect_uri": "http://localhost:3000/callback#x"], Self.mismatch),
        (["redirect_uri": "http://localhost:3001/callback"], Self.mismatch),
        (["redirect_uri": "http://127.0.0.1:3000/callback"], Self.mismatch),
        (["redirect_uri": "https://localhost:3000/callback"], Self.mismatch),
        (["redirect_uri": "/callback"], Self.mismatch),
        (["redirect_uri": "javascript:alert(1)"], Self.mismatch),
        (["redirect_uri": "http://localhost:3000/*"], Self.mismatch),
    ]

    @Test(arguments: rows)
    func `the browser shows JSON, byte for byte (§6.7)`(changes: Changes, body: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let answer = try await browser.request(.get, party.authorizationURL(changes))
        #expect(answer.status == .badRequest)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.location == nil)
        #expect(answer.setCookies.isEmpty)
        #expect(answer.body == body)
    }

    @Test func `without a state there is none in the body (§6.7)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.ask(["redirect_uri": "https://evil.example", "state": nil])
        #expect(answer.body == Self.mismatch.replacing(#""state":"a-state","#, with: ""))
    }

    @Test func `with two registered URIs none goes without saying (rows 9, 13)`() async throws {
        let party = RelyingParty(Example.twoURIs, in: try await TestWorld())
        let answer = try await party.ask(["redirect_uri": nil])
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.invalidRequest("missing required parameter 'redirect_uri'"))
    }

    @Test func `the only registered URI is used when none is sent (row 9)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        #expect(try await party.ask(["redirect_uri": nil]).location == "/sign-in?app_id=\(party.app.id)")
        let refused = try await party.ask(["redirect_uri": nil, "prompt": "create"])
        #expect(refused.location?.hasPrefix("http://localhost:3000/callback?error=invalid_request&") == true)
    }

    /// Whatever is wrong besides: an address that is not the application's gets nothing.
    @Test(arguments: AuthorizationRefusalTests.rows)
    func `a foreign redirect URI hides every other fault (§6.7)`(row: AuthorizationRefusalTests.Row) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let changes = row.changes.merging(["redirect_uri": "https://evil.example/"]) { $1 }
        let answer = try await party.ask(changes, adding: row.adding)
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.mismatch)
    }

    @Test(arguments: [
        (nil, Self.invalidRequest("requested response_type is not allowed for this client")),
        ("http://localhost:3000/callback", Self.mismatch),
    ])
    func `a machine cannot sign anybody in (row 12)`(redirectURI: String?, body: String) async throws {
        let party = RelyingParty(Example.machine, in: try await TestWorld())
        let answer = try await party.ask(["redirect_uri": redirectURI])
        #expect(answer.status == .badRequest)
        #expect(answer.body == body)
    }

    @Test func `an application without redirect URIs cannot be loaded (§4)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) { $0.oidcClientMetadata.redirectUris = [] }
        let answer = try await party.ask()
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_redirect_uri")
        #expect(answer.errorDescription == "redirect_uris must contain members")
    }

    @Test func `a refused redirect URI is logged with the registered ones`() async throws {
        let party = RelyingParty(Example.twoURIs, in: try await TestWorld())
        _ = try await party.ask(["redirect_uri": "https://two.example/c"])
        let warnings = party.world.log.entries(.warning)
        #expect(warnings.map(\.message) == ["redirect_uri refused by Logto"])
        #expect(warnings.first?.metadata["client_id"] == .string(Example.twoURIs.id))
        #expect(warnings.first?.metadata["requested"] == .string("https://two.example/c"))
        #expect(
            warnings.first?.metadata["registered"]
                == .array([.string("https://two.example/a"), .string("https://two.example/b")]))
    }

    @Test(arguments: [
        ("http://localhost:3000/callback", "http://LOCALHOST:3000/x/../callback"),
        ("http://localhost/callback", "HTTP://localhost:80/callback"),
        ("https://*.example.com/callback", "https://a.example.com/callback"),
        ("https://app.example", "https://app.example"),
    ])
    func `other spellings of a registered URI pass (§5)`(registered: String, sent: String) async throws {
        let config = Example.config(
            replacing: #"{"redirectUris": ["http://localhost:3000/callback"]"#,
            with: #"{"redirectUris": ["\#(registered)"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        #expect(try await party.ask(["redirect_uri": sent]).location == "/sign-in?app_id=\(party.app.id)")
    }

    @Test func `only a native application may choose its loopback port (§5)`() async throws {
        let party = RelyingParty(Example.phoneApp, in: try await TestWorld())
        let answer = try await party.ask(["redirect_uri": "http://localhost:51234/callback"])
        #expect(answer.location == "/sign-in?app_id=\(party.app.id)")
        #expect(try await party.ask(["redirect_uri": "http://127.0.0.1:51234/callback"]).status == .badRequest)
    }
}
