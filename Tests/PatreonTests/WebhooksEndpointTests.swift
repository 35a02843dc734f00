import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("/api/oauth2/v2/webhooks (spec §4.8)")
struct WebhooksEndpointTests {
    private let studio: Studio

    init() async throws {
        self.studio = try await Studio()
    }

    private static func body(
        triggers: String = #"["members:create"]"#, uri: String = Receiver.uri, campaign: String = Studio.campaign
    ) -> String {
        """
        {"data": {"type": "webhook", "attributes": {"triggers": \(triggers), "uri": "\(uri)"},
          "relationships": {"campaign": {"data": {"type": "campaign", "id": "\(campaign)"}}}}}
        """
    }

    private func create(_ token: String) async throws -> JSON {
        let answer = try await self.studio.api(.post, "/webhooks", token: token, Self.body())
        try #require(answer.status == .ok, "\(answer.body)")
        return try #require(answer.json["data"])
    }

    @Test func `a webhook is created with all its attributes, and hears of what happens`() async throws {
        let token = try await self.studio.token()
        let data = try await self.create(token)
        #expect(data["type"] == "webhook")
        #expect(data["id"]?.string?.allSatisfy(\.isNumber) == true)
        let attributes = try #require(data["attributes"])
        #expect(
            attributes.members?.map(\.name) == [
                "last_attempted_at", "num_consecutive_times_failed", "paused", "secret", "triggers", "uri",
            ])
        #expect(attributes["secret"]?.string?.wholeMatch(of: /[A-Za-z0-9_\-]{64}/) != nil)
        #expect(attributes["paused"] == false)
        _ = try await self.studio.join("10001")
        try await self.studio.world.work()
        #expect(self.studio.receiver.events == ["members:create"])
    }

    @Test func `a list has what this client made, and what is asked of it`() async throws {
        let token = try await self.studio.token()
        let other = try await self.studio.token(client: "other")
        let data = try await self.create(token)
        _ = try await self.create(other)
        _ = try await self.studio.listen()
        let bare = try await self.studio.api(.get, "/webhooks", token: token)
        #expect(bare.status == .ok)
        #expect(bare.json["data"]?.array?.map { $0["id"] } == [data["id"]])
        #expect(bare.json["data"]?.array?.first?["attributes"] == [:])
        #expect(bare.json["meta"]?["pagination"]?["total"] == 1)
        let full = try await self.studio.api(
            .get, "/webhooks/?include=client,campaign&fields%5Bwebhook%5D=uri,triggers&fields[client]=name",
            token: token)
        let webhook = try #require(full.json["data"]?.array?.first)
        #expect(webhook["attributes"] == ["triggers": ["members:create"], "uri": .string(Receiver.uri)])
        #expect(webhook["relationships"]?["client"]?["data"] == ["id": "creators", "type": "client"])
        #expect(full.json["included"]?.array?.map { $0["type"] } == ["campaign", "client"])
        let single = try await self.studio.api(.get, "/webhooks/\(data["id"]?.string ?? "")", token: token)
        #expect(single.json["data"]?["id"] == data["id"])
    }

    @Test func `others' webhooks are not found, in any way`() async throws {
        let data = try await self.create(try await self.studio.token())
        let other = try await self.studio.token(client: "other")
        for id in [data["id"]?.string ?? "", "1000", "x", "01", "%00", "-1"] {
            #expect(try await self.studio.api(.get, "/webhooks/\(id)", token: other).status == .notFound)
            let patch = try await self.studio.api(.patch, "/webhooks/\(id)", token: other, Self.body())
            #expect(patch.status == .notFound)
            #expect(try await self.studio.api(.delete, "/webhooks/\(id)", token: other).status == .notFound)
        }
    }

    @Test(arguments: [#""false""#, "false"])
    func `PATCH changes it, and un-pausing sends what is queued before it answers`(paused: String) async throws {
        let token = try await self.studio.token()
        let id = try #require(try await self.create(token)["id"]?.string)
        func patch(_ attributes: String) async throws -> JSON {
            let body = #"{"data": {"id": "\#(id)", "type": "webhook", "attributes": \#(attributes)}}"#
            let answer = try await self.studio.api(.patch, "/webhooks/\(id)", token: token, body)
            try #require(answer.status == .ok, "\(answer.body)")
            return try #require(answer.json["data"]?["attributes"])
        }
        #expect(try await patch(#"{"paused": true}"#)["paused"] == true)
        _ = try await self.studio.join("10001")
        try await self.studio.world.work()
        #expect(self.studio.receiver.requests.isEmpty)
        self.studio.receiver.will(answer: [500])
        let failed = try await patch(#"{"paused": \#(paused)}"#)
        #expect(failed["num_consecutive_times_failed"] == 1)
        #expect(try await patch(#"{"paused": \#(paused)}"#)["num_consecutive_times_failed"] == 0)
        #expect(self.studio.receiver.requests.count == 2)
        let changed = try await patch(#"{"triggers": ["posts:publish"], "uri": "https://receiver.test/new"}"#)
        #expect(changed["triggers"] == ["posts:publish"])
        #expect(changed["uri"] == "https://receiver.test/new")
    }

    @Test func `DELETE answers 204 without a body`() async throws {
        let token = try await self.studio.token()
        let id = try #require(try await self.create(token)["id"]?.string)
        let answer = try await self.studio.api(.delete, "/webhooks/\(id)", token: token)
        #expect(answer.status == .noContent)
        #expect(answer.body.isEmpty)
        #expect(try await self.studio.api(.delete, "/webhooks/\(id)", token: token).status == .notFound)
    }

    @Test func `without the scope, or a token, it is 401 everywhere`() async throws {
        let token = try await self.studio.signIn(as: "10001", scope: "identity campaigns campaigns.members")
        let id = try #require(try await self.create(try await self.studio.token())["id"]?.string)
        for token in [token, "x"] {
            for (method, path, body) in [
                (HTTPRequest.Method.get, "/webhooks", ""), (.post, "/webhooks", Self.body()), (.post, "/webhooks", "{"),
                (.get, "/webhooks/\(id)", ""), (.patch, "/webhooks/\(id)", Self.body()),
                (.patch, "/webhooks/\(id)", "{"), (.delete, "/webhooks/\(id)", ""),
            ] {
                let answer = try await self.studio.api(method, path, token: token, body)
                #expect(answer.status == .unauthorized, "\(method) \(path)")
                #expect(answer.json["errors"]?.array?.first?["code_name"] == "Unauthorized")
            }
        }
    }

    @Test func `who has no campaign has no webhooks, and cannot make one`() async throws {
        let token = try await self.studio.signIn(as: "10001", scope: "identity w:campaigns.webhook")
        #expect(try await self.studio.api(.get, "/webhooks", token: token).json["data"] == [])
        #expect(try await self.studio.api(.post, "/webhooks", token: token, Self.body()).status == .forbidden)
        let creator = try await self.studio.token()
        let foreign = Self.body(campaign: "900002")
        #expect(try await self.studio.api(.post, "/webhooks", token: creator, foreign).status == .forbidden)
    }

    @Test func `of members it is told what the client's token may see (§5.3)`() async throws {
        let token = try await self.studio.signIn(
            as: "10009", client: "other", scope: "campaigns w:campaigns.webhook campaigns.members")
        let answer = try await self.studio.api(.post, "/webhooks", token: token, Self.body(campaign: "900002"))
        #expect(answer.status == .ok)
        _ = try await self.studio.control(
            .post, "/members", #"{"account": "10001", "campaign": "900002", "tier": "700030"}"#)
        try await self.studio.world.work()
        let attributes = try #require(self.studio.receiver.bodies.first?["data"]?["attributes"])
        #expect(attributes["full_name"] == "Zoë 山田 😀")
        #expect(attributes["email"] == nil)
    }

    @Test(arguments: [
        "", "[]", "{", #"{"data": []}"#, #"{"data": {"type": "campaign"}}"#, "\u{0}",
        body(triggers: "[]"), body(triggers: #""members:create""#), body(triggers: #"["members:create", 1]"#),
        body(triggers: #"["pledges:create"]"#), body(uri: ""), body(uri: "http://example.com/"), body(uri: "app://x"),
        body(uri: #"https://a.test/\u0000"#), String(repeating: "[", count: 2000),
    ])
    func `a body that is no webhook is refused`(body: String) async throws {
        let token = try await self.studio.token()
        let answer = try await self.studio.api(.post, "/webhooks", token: token, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["errors"]?.array?.first?["status"] == "400")
        #expect(try await self.studio.api(.get, "/webhooks", token: token).json["data"] == [])
    }

    @Test func `another method is told what there is`() async throws {
        let answer = try await self.studio.api(.put, "/webhooks", token: try await self.studio.token())
        #expect(answer.status == .methodNotAllowed)
    }
}
