import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite("POST /oidc/request: requests sent ahead (spec §16)")
struct PushedRequestTests {
    private static func push(_ party: RelyingParty, _ changes: Changes = [:]) async throws -> TestResponse {
        var form: [String: String?] = party.parameters.mapValues { $0 }
        for (name, value) in changes { form[name] = value }
        return try await party.post("/request", form)
    }

    private static func uri(_ party: RelyingParty, _ changes: Changes = [:]) async throws -> String {
        try #require(try await Self.push(party, changes).json["request_uri"]?.string)
    }

    /// What the browser brings: the client, the name, and parameters that do not count.
    private static func address(_ party: RelyingParty, _ uri: String, adding query: String = "") -> String {
        let pairs = [("client_id", party.app.id), ("request_uri", uri)]
        return "\(party.world.issuer)/auth?\(FormURLEncoding.encode(pairs))\(query)"
    }

    @Test func `the answer is a name for 60 seconds`() async throws {
        let answer = try await Self.push(RelyingParty(in: try await TestWorld()))
        #expect(answer.status == .created)
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect((answer.json.members ?? []).map(\.name) == ["expires_in", "request_uri"])
        #expect(answer.json["expires_in"] == 60)
        let uri = answer.json["request_uri"]?.string ?? ""
        #expect(uri.wholeMatch(of: /urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}/) != nil)
    }

    @Test(arguments: [Example.webApp, Example.browserApp, Example.phoneApp])
    func `a sign-in by that name is as good as any`(app: ExampleApp) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let browser = Browser(party.world)
        let uri = try await Self.uri(party, ["state": "pushed", "nonce": "a-nonce"])
        let page = try await browser.open(
            Self.address(
                party, uri, adding: "&state=other&scope=email&redirect_uri=https%3A%2F%2Fevil.example&prompt=none"))
        let approval = try await browser.press("Continue with Patreon", on: page)
        let answer = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
        #expect(answer.location?.hasPrefix(app.redirectURI) == true)
        #expect(answer.locationParameters["state"] == "pushed")
        let tokens = try Tokens(try await party.redeem(answer.locationParameters["code"] ?? ""))
        #expect(tokens.scope == "openid offline_access profile email identities")
        #expect(try party.claims(tokens.id ?? "")["nonce"] == "a-nonce")
    }

    @Test func `it is used up when a code is issued, and not before`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let uri = try await Self.uri(party, ["prompt": nil, "scope": "openid"])
        let login = try await Browser(party.world).request(.get, Self.address(party, uri))
        #expect(login.location == "/sign-in?app_id=\(party.app.id)")
        let first = try await browser.request(.get, Self.address(party, uri))
        #expect(first.locationParameters["code"] != nil)
        let second = try await browser.request(.get, Self.address(party, uri))
        #expect(second.locationParameters["error"] == "invalid_request_uri")
        #expect(
            second.locationParameters["error_description"]
                == "request_uri is invalid, expired, or was already used")
        #expect(
            second.location?.hasPrefix("http://localhost:3000/callback?") == true, "the only one that is registered")
    }

    @Test func `of two sign-ins by one name the first to end wins`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let uri = try await Self.uri(party)
        var answers: [TestResponse] = []
        var approvals: [(Browser, TestResponse)] = []
        for _ in 0..<2 {
            let browser = Browser(party.world)
            let page = try await browser.open(Self.address(party, uri))
            approvals.append((browser, try await browser.press("Continue with Patreon", on: page)))
        }
        // Time is over by then, which does not matter to who has begun.
        party.world.advance(seconds: 300)
        for (browser, approval) in approvals {
            answers.append(try await browser.press("Allow", on: approval, filling: ["account": "10001"]))
        }
        #expect(answers.map { $0.locationParameters["code"] != nil } == [true, false])
        #expect(answers[1].locationParameters["error"] == "invalid_request_uri")
        #expect(answers[1].locationParameters["state"] == "a-state")
    }

    @Test func `it is good for 60 seconds, and for the client that sent it`() async throws {
        let world = try await TestWorld()
        let (shop, reader) = (RelyingParty(in: world), RelyingParty(Example.browserApp, in: world))
        let uri = try await Self.uri(shop)
        let browser = Browser(world)
        let stranger = try await browser.request(.get, Self.address(reader, uri))
        #expect(stranger.locationParameters["error"] == "invalid_request_object")
        #expect(stranger.location?.hasPrefix(reader.app.redirectURI) == true)
        world.advance(seconds: 59)
        #expect(try await browser.request(.get, Self.address(shop, uri)).location?.hasPrefix("/sign-in") == true)
        world.advance(seconds: 1)
        let late = try await browser.request(.get, Self.address(shop, uri))
        #expect(late.locationParameters["error"] == "invalid_request_uri")
    }

    @Test(arguments: [
        "https://shop.example/request", "urn:ietf:params:oauth:request_uri", "URN:IETF:PARAMS:OAUTH:REQUEST_URI:x",
    ])
    func `another kind of request_uri is not supported (row 6)`(uri: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await Browser(party.world).request(.get, Self.address(party, uri))
        #expect(answer.locationParameters["error"] == "request_uri_not_supported")
        #expect(answer.locationParameters["error_description"] == nil)
    }

    @Test(
        arguments: [
            (["response_type": nil], "invalid_request", "missing required parameter 'response_type'"),
            (["response_type": "token"], "unsupported_response_type", "unsupported response_type requested"),
            (
                ["response_type": "id_token"], "invalid_request",
                "requested response_type is not allowed for this client"
            ),
            (["response_mode": "jwt"], "unsupported_response_mode", "unsupported response_mode requested"),
            (["prompt": "create"], "invalid_request", "unsupported prompt value requested"),
            (
                ["scope": "profile", "nonce": "x"], "invalid_request",
                "openid scope must be requested when using the nonce parameter"
            ),
            (
                ["redirect_uri": "https://evil.example"], "invalid_request",
                "redirect_uri did not match any of the client's registered redirect_uris"
            ),
            (["code_challenge_method": "plain"], "invalid_request", "not supported value of code_challenge_method"),
            (["resource": "/api"], "invalid_target", "resource indicator must be an absolute URI"),
            (["max_age": "-1"], "invalid_request", "invalid max_age parameter value"),
            (["id_token_hint": "x"], "invalid_request", "could not validate id_token_hint"),
            (["request": "e30.e30."], "request_not_supported", nil),
            (["request_uri": "urn:ietf:params:oauth:request_uri:x"], "request_uri_not_supported", nil),
            (["registration": "{}"], "registration_not_supported", nil),
            (["client_secret": "wrong"], "invalid_client", "client authentication failed"),
            (["client_id": "nobody"], "invalid_client", "invalid client nobody"),
        ] as [(Changes, String, String?)])
    func `the client hears what is wrong, without state or issuer`(
        changes: Changes, error: String, description: String?
    ) async throws {
        let answer = try await Self.push(RelyingParty(in: try await TestWorld()), changes)
        #expect(answer.status == (changes["client_secret"] == nil ? .badRequest : .unauthorized))
        #expect(answer.oauthError == error)
        #expect(answer.errorDescription == description)
        #expect(answer.json["code"] == .string("oidc.\(error)"))
        #expect(answer.json["state"] == nil)
        #expect(answer.json["iss"] == nil)
    }

    @Test func `a machine cannot sign anybody in`() async throws {
        let answer = try await Self.push(
            RelyingParty(Example.machine, in: try await TestWorld()), ["redirect_uri": "http://localhost:3000/callback"]
        )
        #expect(answer.errorDescription == "requested response_type is not allowed for this client")
    }

    @Test func `what is sent twice is refused`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.world.post(
            "\(party.world.issuer)/request",
            form: [
                "client_id": party.app.id, "client_secret": party.app.secret ?? "", "scope": "openid", "scope": "email",
            ])
        #expect(answer.errorDescription == "'scope' parameter must not be provided twice")
    }

    @Test func `the client may say who it is in the header alone`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let credentials = Data("\(party.app.id):\(party.app.secret ?? "")".utf8).base64EncodedString()
        var form: [String: String?] = party.parameters.mapValues { $0 }
        form["client_id"] = .some(nil)
        let answer = try await party.post("/request", form, headers: [.authorization: "Basic \(credentials)"])
        #expect(answer.status == .created)
        let uri = try #require(answer.json["request_uri"]?.string)
        let page = try await Browser(party.world).request(.get, Self.address(party, uri))
        #expect(page.location == "/sign-in?app_id=\(party.app.id)")
    }
}
