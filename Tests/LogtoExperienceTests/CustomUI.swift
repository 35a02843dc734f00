import Core
import HTTPTypes
import TestSupport
import Testing
import Web

/// A sign-in page of somebody's own: scripts that call the Experience API in a browser that an authorization request has
/// brought there.
struct CustomUI: Sendable {
    let browser: Browser
    let party: RelyingParty

    var world: TestWorld { self.browser.world }

    /// - Parameter event: what the page begins with; `nil` begins nothing.
    init(
        _ config: String = Example.config, _ event: String? = "SignIn", world: TestWorld? = nil, language: String? = nil
    ) async throws {
        var world = world
        if world == nil { world = try await TestWorld(config) }
        self.party = RelyingParty(in: try #require(world))
        self.browser = Browser(self.party.world, language: language)
        _ = try await self.party.firstPage(self.browser)
        if let event { #expect(try await self.begin(event).status == .noContent) }
    }

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, text: String? = nil,
        type: String = "application/json"
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.wellFormed("Logto-App-Id"): self.party.app.id]
        let text = text ?? body?.text()
        if text != nil { headers[.contentType] = type }
        let url = "\(self.world.logto)/api/experience\(path)"
        let answer = try await self.browser.request(method, url, headers: headers, body: text ?? "")
        try await Description.check(answer, to: method, url)
        return answer
    }

    func begin(_ event: String) async throws -> TestResponse {
        try await self.call(.put, "", ["interactionEvent": .string(event)])
    }

    func change(to event: String) async throws -> TestResponse {
        try await self.call(.put, "/interaction-event", ["interactionEvent": .string(event)])
    }

    func checkPassword(
        _ value: String = "alice", _ password: String = "bookstore-alice", type: String = "username"
    ) async throws -> TestResponse {
        try await self.call(
            .post, "/verification/password",
            ["identifier": ["type": .string(type), "value": .string(value)], "password": .string(password)])
    }

    func createIdentity(_ username: String, _ password: String = "a-new-password-1") async throws -> TestResponse {
        try await self.call(
            .post, "/verification/new-password-identity",
            ["identifier": ["type": "username", "value": .string(username)], "password": .string(password)])
    }

    func identify(_ verificationID: String?, links: Bool? = nil) async throws -> TestResponse {
        try await self.call(
            .post, "/identification",
            ["verificationId": verificationID.map(JSON.string), "linkSocialIdentity": links.map(JSON.bool)])
    }

    func submit() async throws -> TestResponse { try await self.call(.post, "/submit") }

    func addToProfile(_ body: JSON) async throws -> TestResponse { try await self.call(.post, "/profile", body) }

    var redirectURI: String { "\(self.world.logto)/callback/\(Example.connectorID)" }

    func authorizationURI(
        state: String = "a-state", connector: String = Example.connectorID
    ) async throws
        -> TestResponse
    {
        try await self.call(
            .post, "/verification/social/\(connector)/authorization-uri",
            ["state": .string(state), "redirectUri": .string(self.redirectURI)])
    }

    func verifySocial(
        _ verificationID: String?, _ data: JSON, connector: String = Example.connectorID
    ) async throws -> TestResponse {
        try await self.call(
            .post, "/verification/social/\(connector)/verify",
            ["verificationId": verificationID.map(JSON.string), "connectorData": data])
    }

    /// Goes to Patreon and comes back: the record's id, and what Patreon put into the address.
    func visitPatreon(as persona: String = "10001") async throws -> (id: String, data: JSON) {
        let begun = try await self.authorizationURI()
        let approval = try await self.browser.open(try #require(begun.json["authorizationUri"]?.string))
        let form = try #require(HTMLForm.all(in: approval.body).first)
        let fields = form.fields.filter { $0.name != "account" }.map { ($0.name, $0.value) }
        let answer = try await self.browser.request(
            .post, self.world.patreon + (form.action ?? ""),
            form: fields + [("account", persona), ("decision", "allow")])
        let parameters = answer.locationParameters
        #expect(parameters["state"] == "a-state")
        return (
            try #require(begun.json["verificationId"]?.string),
            ["redirectUri": .string(self.redirectURI), "code": .string(parameters["code"] ?? "")]
        )
    }

    /// Signs in at Patreon: the record's id, which proves it.
    func proveSocial(as persona: String = "10001") async throws -> String {
        let (id, data) = try await self.visitPatreon(as: persona)
        let verified = try await self.verifySocial(id, data)
        #expect(verified.json == ["verificationId": .string(id)], "\(verified.body)")
        return id
    }

    /// Follows what `submit` says, and redeems the code: the claims of the ID token.
    func claims(after submission: TestResponse) async throws -> JSON {
        let address = try #require(submission.json["redirectTo"]?.string, "\(submission.body)")
        let answer = try await self.browser.open(address)
        let code = try #require(answer.locationParameters["code"])
        return try self.party.claims(try await self.party.redeem(code).json["id_token"]?.string ?? "")
    }
}

extension TestResponse {
    /// Status and code of a refusal, such as `404 session.identifier_not_found`; the status alone without a code.
    var refusal: String {
        "\(self.status.code)" + (self.json["code"]?.string.map { " \($0)" } ?? "")
    }

    var verificationID: String? { self.json["verificationId"]?.string }
}
