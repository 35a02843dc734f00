import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("What a configuration says of a campaign, at a later start")
struct ConfiguredMembersTests {
    private static let member = "5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0001"

    private static func config(_ more: String = "", webhook: String = #""secret": "declared-secret""#) -> String {
        """
        { "patreon": {
            "accounts": [
              { "id": "10001", "fullName": "Mika", "email": "mika@example.test" },
              { "id": "10004", "fullName": "Cleo Creator" }
            ],
            "campaigns": [ { "id": "900001", "owner": "10004", "name": "Comics",
              "tiers": [ { "id": "700010", "title": "Silver", "amountCents": 500 } ],
              "webhooks": [ { "uri": "https://receiver.test/hook", \(webhook) } ],
              "members": [ { "id": "\(member)", "account": "10001", "patronStatus": "active_patron",
                "tiers": ["700010"], "pledgeHistory": [ { "type": "pledge_start", "date": "2026-01-01T00:00:00Z" } ]
                \(more) } ] } ]
        } }
        """
    }

    private let store: Store

    init() throws {
        self.store = try Store.inMemory()
    }

    private func world(_ config: String = config()) async throws -> TestWorld {
        try await TestWorld(config, store: self.store)
    }

    private func control(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", in world: TestWorld
    ) async throws -> TestResponse {
        try await world.send(method, world.console + "/control/patreon" + path, body: body)
    }

    private func member(in world: TestWorld) async throws -> JSON {
        try await self.control(.get, "/members/\(Self.member)", in: world).json
    }

    @Test func `what happened to a member stays, the whole of it`() async throws {
        let world = try await self.world()
        #expect(try await self.member(in: world)["currentlyEntitledAmountCents"] == 500)
        _ = try await self.control(.post, "/members/\(Self.member)/decline", in: world)
        let declined = try await self.member(in: world)
        #expect(declined["patronStatus"] == "declined_patron")
        #expect(try await self.member(in: self.world()) == declined)
    }

    @Test func `a member that the configuration declares in another way begins anew`() async throws {
        let world = try await self.world()
        _ = try await self.control(.post, "/members/\(Self.member)/decline", in: world)
        let changed = try await self.member(in: self.world(Self.config(#", "note": "Our first""#)))
        #expect(changed["patronStatus"] == "active_patron")
        #expect(changed["note"] == "Our first")
        #expect(changed["pledgeHistory"]?.array?.count == 1)
        #expect(changed["lastChargeStatus"] == "Paid")
    }

    @Test func `a member that is gone is there again`() async throws {
        let world = try await self.world()
        _ = try await self.control(.delete, "/members/\(Self.member)", in: world)
        #expect(try await self.member(in: self.world())["patronStatus"] == "active_patron")
    }

    @Test func `a webhook may be declared, with a secret that its receiver knows`() async throws {
        let world = try await self.world()
        let webhooks = try await self.control(.get, "/webhooks", in: world).json.array ?? []
        #expect(webhooks.count == 1)
        #expect(webhooks.first?["secret"] == "declared-secret")
        #expect(webhooks.first?["triggers"]?.array?.count == 9)
        _ = try await self.control(.post, "/members/\(Self.member)/leave", in: world)
        let deliveries = try await self.control(.get, "/deliveries", in: world).json.array
        #expect(deliveries?.map { $0["event"] } == ["members:delete", "members:pledge:delete"])
        #expect(deliveries?.first?["body"]?.string?.contains("mika@example.test") == true)
    }

    @Test func `at a later start it is the same webhook, brought up to date`() async throws {
        let first = try await self.world()
        _ = try await self.control(.patch, "/webhooks/1", #"{"isPaused": true}"#, in: first)
        let again = try await self.world(
            Self.config(webhook: #""secret": "other-secret", "triggers": ["members:create", "pledges:create"]"#))
        let webhooks = try await self.control(.get, "/webhooks", in: again).json.array ?? []
        #expect(webhooks.map { $0["id"] } == ["1"])
        #expect(webhooks.first?["secret"] == "other-secret")
        #expect(webhooks.first?["triggers"] == ["members:create", "pledges:create"])
        #expect(webhooks.first?["isPaused"] == true)
    }

    @Test(arguments: [
        (#""secret": "s", "triggers": ["members:sing"]"#, "webhooks[0].triggers[0]"),
        (#""colour": "red""#, "webhooks[0].colour"), (#""triggers": []"#, "webhooks[0].secret"),
    ])
    func `a webhook that cannot be is refused with its path`(webhook: String, path: String) async throws {
        let problems = await #expect(throws: (any Error).self) { try await self.world(Self.config(webhook: webhook)) }
        #expect(problems.map { "\($0)".contains("patreon.campaigns[0].\(path)") } == true)
    }
}
