import Core
import HTTPTypes
import TestSupport
import Testing

extension Example {
    /// Connectors for e-mail and text messages, and an account center in which everything may be changed.
    static let withAccount = Self.withAccount(
        fields: Dictionary(uniqueKeysWithValues: AccountCenter.Field.allCases.map { ($0, .edit) }))

    static func withAccount(fields: [AccountCenter.Field: AccountCenter.Control]) -> String {
        let center = AccountCenter(enabled: true, fields: fields).json
        let declared: JSON = ["enabled": center["enabled"], "fields": center["fields"]]
        return Self.withMessages.replacing(
            #""signInExperience": {"#, with: #""accountCenter": \#(declared.text()), "signInExperience": {"#)
    }
}

/// An application that calls the Account API for a user who signed in there.
struct Account: Sendable {
    static let scope =
        "openid offline_access profile address email phone custom_data identities urn:logto:scope:sessions"

    let world: TestWorld
    let token: String
    let browser: Browser
    /// The id of a proof that it is really the user, which goes with every request.
    var verificationID: String?

    /// Alice, in an application of the example.
    init(
        _ config: String = Example.withAccount, scope: String = Self.scope, at app: ExampleApp = Example.webApp
    ) async throws {
        try await self.init(in: try await TestWorld(config), scope: scope, at: app)
    }

    init(in world: TestWorld, scope: String = Self.scope, at app: ExampleApp = Example.webApp) async throws {
        let (browser, party) = (Browser(world), RelyingParty(app, in: world))
        var answer = try await party.signInAsAlice(browser, ["scope": scope])
        if answer.locationParameters["code"] == nil { answer = try await browser.press("Authorize", on: answer) }
        let tokens = try await party.redeem(answer.locationParameters["code"] ?? "")
        self.token = try #require(tokens.json["access_token"]?.string, "\(tokens.body)")
        self.world = world
        self.browser = browser
    }

    /// Somebody who came through Patreon and has neither a password nor, for some personas, an address.
    init(persona: String, in world: TestWorld) async throws {
        let (browser, party) = (Browser(world), RelyingParty(in: world))
        let code = try await party.code(browser, as: persona, ["scope": Self.scope])
        self.token = try #require(try await party.redeem(code).json["access_token"]?.string)
        self.world = world
        self.browser = browser
    }

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if headers[.authorization] == nil { headers[.authorization] = "Bearer \(self.token)" }
        if body != nil { headers[.contentType] = "application/json" }
        if let id = self.verificationID { headers[.init("logto-verification-id") ?? .server] = id }
        let url = "\(self.world.logto)/api\(path)"
        let answer = try await self.world.send(method, url, headers: headers, body: body?.text() ?? "")
        try await Description.check(answer, to: method, url)
        return answer
    }

    func get(_ path: String = "/my-account") async throws -> JSON { try await self.call(.get, path).json }

    /// The same with a proof by password.
    func verified(_ password: String = "bookstore-alice") async throws -> Account {
        var account = self
        let answer = try await self.call(.post, "/verifications/password", ["password": .string(password)])
        account.verificationID = try #require(answer.json["verificationRecordId"]?.string, "\(answer.body)")
        return account
    }

    /// Proves that an address is one's own.
    ///
    /// - Returns: the id of the record.
    func prove(_ type: String, _ value: String) async throws -> String {
        let identifier: JSON = ["type": .string(type), "value": .string(value)]
        let sent = try await self.call(.post, "/verifications/verification-code", ["identifier": identifier])
        let id = try #require(sent.json["verificationRecordId"]?.string, "\(sent.body)")
        let code = try await self.world.code(sentTo: value)
        let verified = try await self.call(
            .post, "/verifications/verification-code/verify",
            ["identifier": identifier, "verificationId": .string(id), "code": .string(code)])
        #expect(verified.status == .ok)
        #expect(verified.json == ["verificationRecordId": .string(id)])
        return id
    }

    func check(_ row: Row) async throws {
        let answer = try await self.call(row.method, row.path, row.body)
        #expect(answer.status.code == row.status, "\(answer.body)")
        #expect(answer.json == row.answer, "\(answer.body)")
    }
}

extension Row {
    static let denied: JSON = [
        "code": "verification_record.permission_denied", "message": "Permission denied, please re-authenticate.",
    ]
    static let notEditable: JSON = ["code": "account_center.field_not_editable", "message": "Field is not editable."]
    static let notEnabled: JSON = ["code": "account_center.field_not_enabled", "message": "Field is not enabled."]
    static let unauthorized: JSON = [
        "code": "auth.unauthorized", "message": "Unauthorized. Please check credentials and its scope.",
    ]
    static let noRecord: JSON = [
        "code": "verification_record.not_found", "message": "Verification record not found.",
    ]
    static let thirdParty: JSON = [
        "code": "auth.third_party_application_forbidden",
        "message": "Third-party applications cannot modify account data through this API.",
    ]
}
