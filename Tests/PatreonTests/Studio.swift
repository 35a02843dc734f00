import Core
import Foundation
import HTTPTypes
import OAuth
import Storage
import Synchronization
import TestSupport
import Testing
import Web

/// A world with a creator, a campaign and somebody who listens to its webhooks.
struct Studio: Sendable {
    let world: TestWorld
    let receiver: Receiver

    init(switches: String = "{}") async throws {
        let receiver = Receiver()
        self.receiver = receiver
        self.world = try await TestWorld(
            Self.config.replacing("SWITCHES", with: switches),
            intercept: { request in request.url.hasPrefix(Receiver.origin) ? try receiver.answer(request) : nil })
    }

    static let campaign = "900001"
    static let silver = "700010"
    static let gold = "700020"

    static let config = """
        {
          "patreon": {
            "switches": SWITCHES,
            "clients": [
              { "id": "creators", "secret": "secret", "name": "Creator's app", "owner": "10004",
                "redirectUris": ["https://app.test/cb"] },
              { "id": "other", "secret": "secret", "name": "Other app", "owner": "10004",
                "redirectUris": ["https://other.test/cb"] }
            ],
            "accounts": [
              { "id": "10001", "fullName": "Zoë 山田 😀", "email": "mika@example.test", "vanity": "mika" },
              { "id": "10002", "fullName": "Sora", "email": "sora@example.test" },
              { "id": "10003", "fullName": "Dee Clined", "email": "dee@example.test", "behaviours": ["declinedCard"] },
              { "id": "10004", "fullName": "Cleo Creator", "email": "cleo@example.test" },
              { "id": "10009", "fullName": "Rival Creator", "email": "rival@example.test" }
            ],
            "campaigns": [
              { "id": "900001", "owner": "10004", "name": "Cleo makes things", "tiers": [
                { "id": "700010", "title": "Silver", "amountCents": 500 },
                { "id": "700020", "title": "Gold", "amountCents": 1000 }
              ] },
              { "id": "900002", "owner": "10009", "name": "Rival", "tiers": [
                { "id": "700030", "title": "Only", "amountCents": 100 }
              ] }
            ]
          }
        }
        """

    // MARK: control API

    @discardableResult
    func control(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = ""
    ) async throws -> TestResponse {
        try await self.world.send(method, self.world.console + "/control/patreon" + path, body: body)
    }

    func join(_ account: String, tier: String? = silver, _ more: String = "") async throws -> JSON {
        let tier = tier.map { #", "tier": "\#($0)""# } ?? ""
        let answer = try await self.control(
            .post, "/members", #"{"account": "\#(account)", "campaign": "900001"\#(tier)\#(more)}"#)
        try #require(answer.status == .created, "\(answer.body)")
        return answer.json
    }

    func act(_ member: JSON, _ action: String, _ body: String = "") async throws -> TestResponse {
        try await self.control(.post, "/members/\(member["id"]?.string ?? "")/\(action)", body)
    }

    /// - Returns: its id.
    func listen(_ triggers: [WebhookTrigger] = WebhookTrigger.current) async throws -> String {
        let names = JSON.strings(triggers.map(\.rawValue)).text()
        let answer = try await self.control(
            .post, "/webhooks",
            #"{"campaign": "900001", "uri": "\#(Receiver.uri)", "secret": "demo-webhook-secret", "triggers": \#(names)}"#
        )
        try #require(answer.status == .created, "\(answer.body)")
        return try #require(answer.json["id"]?.string)
    }

    func webhook(_ id: String) async throws -> JSON { try await self.control(.get, "/webhooks/\(id)").json }

    // MARK: the API

    /// Of the client's owner, or of somebody else by signing in.
    func token(client: String = "creators") async throws -> String {
        let answer = try await self.control(.get, "/clients/\(client)")
        return try #require(answer.json["creatorToken"]?["accessToken"]?.string)
    }

    func signIn(as account: String, client: String = "creators", scope: String) async throws -> String {
        let uri = client == "creators" ? "https://app.test/cb" : "https://other.test/cb"
        let decision = try await self.world.post(
            self.world.patreon + "/api/oauth2/authorize",
            form: [
                "response_type": "code", "client_id": client, "scope": scope, "redirect_uri": uri, "account": account,
                "decision": "allow",
            ])
        let code = try #require(decision.locationParameters["code"])
        let tokens = try await self.world.post(
            self.world.patreon + "/api/oauth2/token",
            form: [
                "grant_type": "authorization_code", "code": code, "redirect_uri": uri, "client_id": client,
                "client_secret": "secret",
            ])
        return try #require(tokens.json["access_token"]?.string)
    }

    func api(
        _ method: HTTPRequest.Method, _ path: String, token: String, _ body: String = ""
    ) async throws -> TestResponse {
        try await self.world.send(
            method, self.world.patreon + "/api/oauth2/v2" + path,
            headers: [.authorization: "Bearer \(token)", .contentType: "application/json"], body: body)
    }
}

/// The server that webhooks call.
final class Receiver: Sendable {
    static let origin = "https://receiver.test"
    static let uri = origin + "/hook"

    private let calls = Mutex<[Outbound.Request]>([])
    private let script = Mutex<[Int?]>([])

    /// Statuses for the next calls, `nil` for a connection that breaks; 200 after them.
    func will(answer statuses: [Int?]) {
        self.script.withLock { $0 = statuses }
    }

    var requests: [Outbound.Request] { self.calls.withLock { $0 } }

    var events: [String] { self.requests.compactMap { $0.headers[.event] } }

    var bodies: [JSON] { self.requests.map { (try? JSON(parsing: $0.body)) ?? .null } }

    func forget() {
        self.calls.withLock { $0 = [] }
    }

    fileprivate func answer(_ request: Outbound.Request) throws -> Outbound.Response {
        self.calls.withLock { $0.append(request) }
        let status = self.script.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
        guard let status else { throw Outbound.Failure.timedOut }
        return Outbound.Response(status: .init(code: status), headers: [:], body: Array("noted\0".utf8))
    }
}

extension HTTPField.Name {
    static let event = HTTPField.Name.wellFormed("X-Patreon-Event")
    static let signature = HTTPField.Name.wellFormed("X-Patreon-Signature")
}
