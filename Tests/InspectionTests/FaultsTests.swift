import Core
import HTTPTypes
import Inspection
import TestSupport
import Testing
import Web

@Suite("/control/faults")
struct FaultsTests {
    private let world: TestWorld
    private let party: RelyingParty

    init() async throws {
        self.world = try await TestWorld()
        self.party = RelyingParty(in: self.world)
    }

    private static let profile = "/api/oauth2/api/current_user"

    @discardableResult
    private func arm(_ body: String) async throws -> JSON {
        let answer = try await self.world.send(.post, self.world.console + "/control/faults", body: body)
        try #require(answer.status == .created, "\(answer.body)")
        return answer.json
    }

    private func armed() async throws -> [JSON] {
        try #require(try await self.world.get(self.world.console + "/control/faults").json["faults"]?.array)
    }

    private func profile() async throws -> TestResponse { try await self.world.get(self.world.patreon + Self.profile) }

    @Test func `a fault strikes as often as it says, then the service is as before`() async throws {
        let fault = try await self.arm(
            #"{"endpoint": "/api/oauth2/api/current_user", "fault": "rateLimited", "times": 2}"#)
        #expect(fault["id"] == 1)
        for _ in 1...2 {
            let answer = try await self.profile()
            #expect(answer.status == .tooManyRequests)
            #expect(answer.json["errors"]?.array?.first?["code_name"] == "RequestThrottled")
            #expect(answer.headers[.contentType] == "application/json")
        }
        #expect(try await self.profile().status == .unauthorized)
        #expect(try await self.armed().map { $0["struck"] } == [2])
    }

    @Test func `it may let some through first, or never end`() async throws {
        try await self.arm(#"{"origin": "patreon", "fault": "serverError", "skip": 1, "times": "always"}"#)
        #expect(try await self.profile().status == .unauthorized)
        for _ in 1...5 { #expect(try await self.profile().status == .internalServerError) }
        #expect(try await self.world.get(self.world.logto + "/oidc/jwks").status == .ok)
        #expect(try await self.world.send(.delete, self.world.console + "/control/faults/1").status == .noContent)
        #expect(try await self.profile().status == .unauthorized)
        #expect(try await self.world.send(.delete, self.world.console + "/control/faults/1").status == .notFound)
    }

    struct Named: Sendable, CustomTestStringConvertible {
        let name: String
        let status: HTTPResponse.Status
        let type: String
        let text: String
        var testDescription: String { self.name }
    }

    @Test(arguments: [
        Named(
            name: "rateLimited", status: .tooManyRequests, type: "application/json",
            text: #""retry_after_seconds": 9, "status": "429""#),
        Named(
            name: "rateLimitedByEdge", status: .tooManyRequests, type: "application/json",
            text: #"{"errors": [{"detail": "Too many bad requests. Time to cool down.", "retry_after_seconds": 1800}]}"#
        ),
        Named(name: "forbiddenByEdge", status: .forbidden, type: "text/html; charset=utf-8", text: "Access denied"),
        Named(
            name: "serverError", status: .internalServerError, type: "application/json",
            text: #""code_name": "InternalServerError""#),
        Named(
            name: "unavailable", status: .serviceUnavailable, type: "text/html; charset=utf-8",
            text: "503 Service Temporarily Unavailable"),
        Named(
            name: "gatewayTimeout", status: .gatewayTimeout, type: "text/html; charset=utf-8",
            text: "504 Gateway Time-out"),
    ])
    func `the failures that Patreon and its edge word (spec §3.7)`(named: Named) async throws {
        try await self.arm(#"{"origin": "patreon", "fault": "\#(named.name)"}"#)
        let answer = try await self.profile()
        #expect(answer.status == named.status)
        #expect(answer.headers[.contentType] == named.type)
        #expect(answer.body.contains(named.text), "\(answer.body)")
    }

    @Test(arguments: [
        ("serverError", HTTPResponse.Status.internalServerError, #"{"message":"Internal server error."}"#),
        ("unavailable", .serviceUnavailable, "503 Service Temporarily Unavailable"),
    ])
    func `Logto fails in its own words`(name: String, status: HTTPResponse.Status, text: String) async throws {
        try await self.arm(#"{"origin": "logto", "fault": "\#(name)"}"#)
        let answer = try await self.world.get(self.world.logto + "/oidc/jwks")
        #expect(answer.status == status)
        #expect(answer.body.contains(text))
    }

    @Test func `an answer of one's own takes the endpoint's place`() async throws {
        try await self.arm(
            #"{"endpoint": "GET /oidc/jwks", "fault": {"status": 418, "headers": {"Retry-After": "7"}, "body": {"a": [1]}}}"#
        )
        let answer = try await self.world.get(self.world.logto + "/oidc/jwks")
        #expect(answer.status.code == 418)
        #expect(answer.headers[.retryAfter] == "7")
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.body == #"{"a": [1]}"#)
        try await self.arm(#"{"fault": {"status": 200, "body": "<p>maintenance"}}"#)
        let page = try await self.world.get(self.world.logto + "/oidc/jwks")
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.body == "<p>maintenance")
    }

    @Test func `JSON may break off, or be gone`() async throws {
        try await self.arm(#"{"endpoint": "/oidc/jwks", "fault": "malformedJSON"}"#)
        try await self.arm(#"{"endpoint": "/oidc/jwks", "fault": "emptyBody"}"#)
        let broken = try await self.world.get(self.world.logto + "/oidc/jwks")
        #expect(broken.status == .ok)
        #expect(broken.body.hasPrefix(#"{"keys":"#) && broken.json == .null)
        #expect(try await self.world.get(self.world.logto + "/oidc/jwks").body == "")
        #expect(try await self.world.get(self.world.logto + "/oidc/jwks").json["keys"] != nil)
    }

    @Test func `a connection that breaks off has no answer, and the endpoint was not asked`() async throws {
        try await self.arm(#"{"endpoint": "/oidc/jwks", "fault": "dropped"}"#)
        await #expect(throws: Outbound.Failure.self) { try await self.world.get(self.world.logto + "/oidc/jwks") }
        #expect(try await self.world.get(self.world.logto + "/oidc/jwks").status == .ok)
        let exchanges = try await self.world.get(self.world.console + "/control/exchanges?rule=fault").json["exchanges"]
        #expect(exchanges?.array?.first?["decision"]?["reason"] == "The fault 1 breaks the connection off.")
        #expect(exchanges?.array?.first?["fault"] == 1)
    }

    @Test func `a late answer is the real one, after a rest`() async throws {
        try await self.arm(#"{"endpoint": "/oidc/jwks", "delay": "PT6.5S"}"#)
        #expect(try await self.world.get(self.world.logto + "/oidc/jwks").json["keys"] != nil)
        #expect(self.world.rests.milliseconds == [6500])
    }

    // MARK: through the chain

    @Test(arguments: [
        (
            #"{"endpoint": "POST /api/oauth2/token", "fault": "missingScope"}"#,
            "The connector&#39;s response is invalid."
        ),
        (
            #"{"endpoint": "/api/oauth2/api/current_user", "fault": "emailVerifiedNull"}"#,
            "The connector&#39;s response is invalid."
        ),
        (
            #"{"endpoint": "/api/oauth2/token", "fault": "malformedJSON"}"#,
            "the text ends within a string"
        ),
        (
            #"{"endpoint": "/api/oauth2/api/current_user", "fault": {"set": {"data.id": 10001}}}"#,
            "The connector&#39;s response is invalid."
        ),
    ])
    func `Logto's connector stumbles as the real one does (§7.1)`(body: String, words: String) async throws {
        try await self.arm(body)
        let page = try await self.party.signIn(Browser(self.world))
        #expect(page.location == nil)
        #expect(page.body.contains(words), "\(page.body)")
        #expect(try await self.party.signIn(Browser(self.world)).locationParameters["code"] != nil)
    }

    @Test func `two failures of the profile are invisible, three are not (§7.1)`() async throws {
        try await self.arm(#"{"endpoint": "*/current_user", "fault": "unavailable", "times": 2}"#)
        #expect(try await self.party.signIn(Browser(self.world)).locationParameters["code"] != nil)
        try await self.arm(#"{"endpoint": "*/current_user", "fault": "unavailable", "times": 3}"#)
        #expect(try await self.party.signIn(Browser(self.world)).locationParameters["code"] == nil)
    }

    @Test func `only the account that is meant meets it`() async throws {
        try await self.arm(#"{"endpoint": "*/current_user", "account": "10002", "fault": "serverError", "times": 3}"#)
        #expect(try await self.party.signIn(Browser(self.world), as: "10001").locationParameters["code"] != nil)
        #expect(try await self.party.signIn(Browser(self.world), as: "10002").locationParameters["code"] == nil)
        #expect(try await self.armed().first?["seen"] == 3)
    }

    @Test func `the account is known by a code and by a refresh token, too`() async throws {
        try await self.arm(
            #"{"endpoint": "*/token", "account": "10002", "client": "bookstore-client", "fault": "unavailable"}"#)
        #expect(try await self.party.signIn(Browser(self.world), as: "10001").locationParameters["code"] != nil)
        let page = try await self.party.signIn(Browser(self.world), as: "10002")
        #expect(page.body.contains("Error occurred in connector"))
    }

    @Test func `only the client that is meant meets it, at Logto too`() async throws {
        try await self.arm(#"{"endpoint": "/oidc/token", "client": "\#(Example.webApp.id)", "fault": "serverError"}"#)
        #expect(try await RelyingParty(Example.twoURIs, in: self.world).redeem("x").oauthError == "invalid_grant")
        #expect(try await self.party.redeem("x").status == .internalServerError)
        #expect(try await self.party.redeem("x").oauthError == "invalid_grant")
    }

    @Test func `a user's own tokens meet it`() async throws {
        let tokens = try await self.party.redeem(try await self.party.code(Browser(self.world))).json
        let access = tokens["access_token"]?.string ?? ""
        let subject = try await self.party.userInfo(access).json["sub"]?.string ?? ""
        try await self.arm(
            #"{"endpoint": "/oidc/me", "account": "\#(subject)", "fault": {"set": {"name": "Somebody"}}}"#)
        #expect(try await self.world.get(self.world.logto + "/oidc/me").status != .ok)
        #expect(try await self.party.userInfo(access).json["name"] == "Somebody")
        #expect(try await self.party.userInfo(access).json["name"] == "Mika Example")
    }

    @Test func `an ID token may have another signature`() async throws {
        let code = try await self.party.code(Browser(self.world))
        try await self.arm(#"{"endpoint": "/oidc/token", "fault": "wrongSignature"}"#)
        let token = try #require(try await self.party.redeem(code).json["id_token"]?.string)
        #expect(token.split(separator: ".").count == 3)
        #expect(throws: (any Error).self) { try self.party.claims(token) }
    }

    // MARK: the list

    @Test func `what is armed is listed, and gone on demand and with a reset`() async throws {
        let body =
            #"{"origin":"patreon","endpoint":"POST /api/oauth2/token","client":"c","account":"a","fault":{"set":{"x":null},"remove":["y.z"]},"delay":"PT1S","skip":2,"times":3}"#
        #expect(
            try await self.arm(body).text()
                == #"{"id":1,"# + body.dropFirst().dropLast() + #","seen":0,"struck":0}"#)
        #expect(try await self.armed().count == 1)
        #expect(try await self.world.send(.delete, self.world.console + "/control/faults").status == .noContent)
        #expect(try await self.armed().isEmpty)
        try await self.arm(#"{"fault": "dropped"}"#)
        #expect(try await self.world.send(.post, self.world.console + "/control/reset").status == .noContent)
        #expect(try await self.armed().isEmpty)
    }

    @Test(arguments: [
        ("{}", "Say what is to fail"), (#"{"fault": "explode"}"#, "it must be one of: rateLimited, "),
        (#"{"fault": "rateLimited", "origin": "logto"}"#, "which only Patreon has"),
        (#"{"fault": "dropped", "origin": "console"}"#, "it must be one of: logto, patreon"),
        (#"{"fault": {}}"#, "needs either"), (#"{"fault": {"status": 500, "set": {}}}"#, "needs either"),
        (#"{"fault": {"status": 99}}"#, "from 200 to 599"), (#"{"fault": {"status": "500"}}"#, "from 200 to 599"),
        (#"{"fault": {"set": []}}"#, "must be an object"), (#"{"fault": {"remove": "scope"}}"#, "must be a list"),
        (#"{"fault": {"status": 500, "headers": {"a b": "c"}}}"#, "which is no header"),
        (#"{"fault": {"status": 500, "colour": "red"}}"#, "is not known here"),
        (#"{"fault": 7}"#, "must be a JSON object"),
        (#"{"fault": "dropped", "times": 0}"#, "from 1 to 1000000"),
        (#"{"fault": "dropped", "times": "often"}"#, "from 1 to 1000000"),
        (#"{"fault": "dropped", "skip": -1}"#, "from 0 to 1000000"),
        (#"{"fault": "dropped", "endpoint": "token"}"#, "it must be a path"),
        (#"{"fault": "dropped", "endpoint": ""}"#, "it must be a path"),
        (#"{"fault": "dropped", "endpoint": "GET /a b"}"#, "it must be a path"),
        (#"{"delay": "PT1H"}"#, "between PT0S and PT10M"), (#"{"delay": "-PT1S"}"#, "between PT0S and PT10M"),
        (#"{"delay": "soon"}"#, "ISO 8601 duration"), (#"{"what": 1}"#, "is not known here"),
    ])
    func `what makes no sense is not armed, and answered with what to send`(
        body: String, message: String
    ) async throws {
        let answer = try await self.world.send(.post, self.world.console + "/control/faults", body: body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.contains(message) == true, "\(answer.body)")
        #expect(try await self.armed().isEmpty)
    }

    @Test func `a long form passes a fault that asks who it is`() async throws {
        try await self.arm(#"{"client": "nobody", "fault": "dropped", "times": "always"}"#)
        let form = "grant_type=authorization_code&code=" + String(repeating: "x", count: 60_000)
        let answer = try await self.world.send(
            .post, self.world.patreon + "/api/oauth2/token",
            headers: [.contentType: "application/x-www-form-urlencoded"], body: form)
        #expect(answer.status == .contentTooLarge)
    }
}
