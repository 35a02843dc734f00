import Core
import HTTPTypes
import JOSE
import TestSupport
import Testing
import Web

@testable import Patreon

@Suite("Webhooks are delivered (spec §5, checks 21 and 22)")
struct WebhookDeliveryTests {
    private let studio: Studio

    init() async throws {
        self.studio = try await Studio()
    }

    private func pass(seconds: Int64) async throws -> Int {
        self.studio.world.advance(seconds: seconds)
        let before = self.studio.receiver.requests.count
        try await self.studio.world.work()
        return self.studio.receiver.requests.count - before
    }

    // MARK: the call

    @Test func `the specification's test vector is signed as it says (§5.2)`() {
        let body = #"{"data":{"id":"1","type":"member"}}"#
        #expect(WebhookSignature.of(body, secret: "demo-webhook-secret") == "e07196e25a21b84ac4ce5a1fd4de1c97")
    }

    @Test func `a call is signed over exactly the bytes that are sent (check 21)`() async throws {
        _ = try await self.studio.listen([.memberCreated])
        _ = try await self.studio.join("10001")
        #expect(try await self.pass(seconds: 0) == 1)
        let call = try #require(self.studio.receiver.requests.first)
        #expect(call.method == .post)
        #expect(call.url == Receiver.uri)
        #expect(call.timeout == 10)
        #expect(call.headers[.contentType] == "application/json")
        #expect(call.headers[.event] == "members:create")
        let digits = Digest.md5.hmac(call.body, key: "demo-webhook-secret".utf8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        #expect(call.headers[.signature] == digits.joined())
        #expect(Set(call.headers.map(\.name.rawName)).isSuperset(of: ["X-Patreon-Event", "X-Patreon-Signature"]))
    }

    @Test func `the body is compact, ASCII alone, with its keys in order (§5.2)`() async throws {
        _ = try await self.studio.listen([.memberCreated])
        _ = try await self.studio.join("10001")
        _ = try await self.pass(seconds: 0)
        let bytes = try #require(self.studio.receiver.requests.first).body
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(bytes.allSatisfy { $0 < 0x80 })
        #expect(text.contains(#""full_name":"Zo\u00eb \u5c71\u7530 \ud83d\ude00""#))
        #expect(!text.contains(#"": "#) && !text.contains(#", ""#))
        #expect(try Self.isSorted(JSON(parsing: bytes)))
    }

    private static func isSorted(_ json: JSON) -> Bool {
        if let values = json.array { return values.allSatisfy(self.isSorted) }
        guard let members = json.members else { return true }
        return members.map(\.name) == members.map(\.name).sorted() && members.map(\.value).allSatisfy(self.isSorted)
    }

    @Test func `a member's event has the recorded parts in the recorded order (§5.3)`() async throws {
        _ = try await self.studio.listen([.pledgeCreated])
        let member = try await self.studio.join("10001")
        _ = try await self.pass(seconds: 0)
        let body = try #require(self.studio.receiver.bodies.first)
        let data = try #require(body["data"])
        #expect(data["type"] == "member")
        #expect(data["id"] == member["id"])
        #expect(
            data["attributes"]?.members?.map(\.name) == [
                "campaign_lifetime_support_cents", "currently_entitled_amount_cents", "email", "full_name",
                "is_follower", "is_free_trial", "is_gifted", "last_charge_date", "last_charge_status",
                "lifetime_support_cents", "next_charge_date", "note", "patron_status", "pledge_cadence",
                "pledge_relationship_start", "will_pay_amount_cents",
            ])
        #expect(data["attributes"]?["email"] == "mika@example.test")
        #expect(data["relationships"]?["address"] == ["data": .null])
        let origin = TestWorld.origins.patreon + "/api/oauth2/v2"
        #expect(
            data["relationships"]?["campaign"] == [
                "data": ["id": "900001", "type": "campaign"], "links": ["related": "\(origin)/campaigns/900001"],
            ])
        #expect(
            data["relationships"]?["user"] == [
                "data": ["id": "10001", "type": "user"], "links": ["related": "\(origin)/user/10001"],
            ])
        #expect(
            data["relationships"]?["currently_entitled_tiers"] == ["data": [["id": "700010", "type": "tier"]]])
        let included = try #require(body["included"]?.array)
        #expect(included.map { $0["type"] } == ["campaign", "user", "tier"])
        #expect(included[0]["attributes"]?["patron_count"] == 1)
        #expect(included[0]["relationships"] == nil)
        let user = Set(included[1]["attributes"]?.members?.map(\.name) ?? [])
        #expect(user.isDisjoint(with: ["email", "is_email_verified", "can_see_nsfw"]))
        #expect(user.isSuperset(of: ["full_name", "vanity", "social_connections"]))
        #expect(body["links"]?["self"] == .string("\(origin)/members/\(member["id"]?.string ?? "")"))
    }

    @Test func `what is told is what was so when it happened`() async throws {
        _ = try await self.studio.listen([.pledgeCreated, .pledgeDeleted])
        let member = try await self.studio.join("10001")
        _ = try await self.studio.act(member, "leave")
        _ = try await self.pass(seconds: 0)
        let told = self.studio.receiver.bodies.map { $0["data"]?["attributes"] }
        #expect(told.map { $0?["patron_status"] } == ["active_patron", "former_patron"])
        #expect(told.map { $0?["last_charge_status"] } == ["Paid", "Deleted"])
        #expect(told.map { $0?["will_pay_amount_cents"] } == [500, 0])
    }

    @Test func `posts are told of`() async throws {
        _ = try await self.studio.listen()
        let post = try await self.studio.control(
            .post, "/posts", #"{"campaign": "900001", "title": "News", "tiers": ["700010"], "isPublic": false}"#)
        #expect(post.status == .created)
        let id = try #require(post.json["id"]?.string)
        #expect(try await self.studio.control(.patch, "/posts/\(id)", #"{"title": "Olds"}"#).json["title"] == "Olds")
        #expect(try await self.studio.control(.delete, "/posts/\(id)").status == .noContent)
        #expect(try await self.studio.control(.delete, "/posts/\(id)").status == .notFound)
        _ = try await self.pass(seconds: 0)
        #expect(self.studio.receiver.events == ["posts:publish", "posts:update", "posts:delete"])
        let body = self.studio.receiver.bodies[1]
        #expect(body["data"]?["type"] == "post")
        #expect(body["data"]?["attributes"]?["title"] == "Olds")
        #expect(body["included"]?.array?.map { $0["type"] } == ["campaign", "user"])
    }

    @Test func `another campaign's webhook and another event are not told`() async throws {
        _ = try await self.studio.listen([.memberDeleted])
        _ = try await self.studio.control(
            .post, "/webhooks", #"{"campaign": "900002", "uri": "https://receiver.test/rival"}"#)
        _ = try await self.studio.join("10001")
        #expect(try await self.pass(seconds: 0) == 0)
    }

    // MARK: retries

    @Test func `failures are counted, and a success flushes the queue (check 22)`() async throws {
        let id = try await self.studio.listen([.memberCreated])
        self.studio.receiver.will(answer: [500, nil])
        _ = try await self.studio.join("10001")
        #expect(try await self.pass(seconds: 0) == 1)
        _ = try await self.studio.join("10002")
        #expect(try await self.pass(seconds: 0) == 1)
        var webhook = try await self.studio.webhook(id)
        #expect(webhook["numConsecutiveTimesFailed"] == 2)
        #expect(webhook["queued"] == 2)
        #expect(webhook["lastAttemptedAt"] == .string(TestWorld.beginning.patreonText))
        // The third event gets through, and takes the other two with it, before their time.
        _ = try await self.studio.join("10009")
        #expect(try await self.pass(seconds: 1) == 3)
        webhook = try await self.studio.webhook(id)
        #expect(webhook["numConsecutiveTimesFailed"] == 0)
        #expect(webhook["queued"] == 0)
        #expect(webhook["isPaused"] == false)
    }

    @Test(arguments: [
        ("2026", [30, 300, 900, 3600, 10_800, 86_400, 604_800] as [Int64]),
        ("2024", [3600, 10_800, 86_400, 259_200, 604_800, 604_800, 604_800]),
    ])
    func `it is tried again after the documented times, then paused (§5.4)`(year: String, delays: [Int64]) async throws
    {
        let studio = try await Studio(switches: #"{"webhookRetrySchedule": "\#(year)"}"#)
        let id = try await studio.listen([.memberCreated])
        studio.receiver.will(answer: Array(repeating: 500, count: 8))
        _ = try await studio.join("10001")
        try await studio.world.work()
        #expect(studio.receiver.requests.count == 1)
        for (index, delay) in delays.enumerated() {
            studio.world.advance(seconds: delay - 1)
            try await studio.world.work()
            #expect(studio.receiver.requests.count == index + 1)
            studio.world.advance(seconds: 1)
            try await studio.world.work()
            #expect(studio.receiver.requests.count == index + 2)
        }
        #expect(try await studio.webhook(id)["isPaused"] == true)
        #expect(try await studio.webhook(id)["numConsecutiveTimesFailed"] == 8)
        // From here on only a person tries again; what happens meanwhile waits as well.
        _ = try await studio.join("10002")
        studio.world.advance(seconds: 10_000_000)
        try await studio.world.work()
        #expect(studio.receiver.requests.count == 8)
        let resumed = try await studio.control(.patch, "/webhooks/\(id)", #"{"isPaused": false}"#).json
        #expect(resumed["queued"] == 0)
        #expect(resumed["numConsecutiveTimesFailed"] == 0)
        #expect(studio.receiver.requests.count == 10)
        #expect(Set(studio.receiver.requests.suffix(2).map(\.body)).count == 2)
        #expect(studio.receiver.requests[0].body == studio.receiver.requests[8].body)
    }

    @Test func `one event that is refused does not make the others storm`() async throws {
        _ = try await self.studio.listen()
        // Three events, of which the second is refused.
        self.studio.receiver.will(answer: [200, 500, 200])
        _ = try await self.studio.join("10001")
        #expect(try await self.pass(seconds: 0) == 3)
        #expect(try await self.pass(seconds: 0) == 0)
        #expect(try await self.pass(seconds: 30) == 1)
    }

    // MARK: by hand

    @Test func `the log has every attempt, and a delivery can be repeated`() async throws {
        let id = try await self.studio.listen([.memberCreated])
        self.studio.receiver.will(answer: [503])
        _ = try await self.studio.join("10001")
        _ = try await self.pass(seconds: 0)
        let delivery = try #require(try await self.studio.control(.get, "/deliveries?webhook=\(id)").json.array?.first)
        #expect(delivery["attempts"]?.array?.map { $0["status"] } == [503])
        #expect(delivery["attempts"]?.array?.first?["answer"] == "noted\u{FFFD}")
        #expect(delivery["nextAttemptAt"] == .string(TestWorld.beginning.advanced(bySeconds: 30).patreonText))
        let number = try #require(delivery["id"]?.int)
        for expected in [[503, 200], [503, 200, 200]] as [[JSON]] {
            let again = try await self.studio.control(.post, "/deliveries/\(number)/redeliver").json
            #expect(again["attempts"]?.array?.map { $0["status"] } == expected)
            #expect(again["deliveredAt"]?.isNull == false)
        }
        // A later failure does not undo a delivery.
        self.studio.receiver.will(answer: [500])
        let failed = try await self.studio.control(.post, "/deliveries/\(number)/redeliver").json
        #expect(failed["deliveredAt"]?.isNull == false)
        #expect(failed["nextAttemptAt"] == .null)
    }

    @Test func `a test has another structure, and is not tried again`() async throws {
        let id = try await self.studio.listen([])
        self.studio.receiver.will(answer: [500])
        let test = try await self.studio.control(.post, "/webhooks/\(id)/test", #"{"event": "members:pledge:update"}"#)
        #expect(test.json["isTest"] == true)
        #expect(test.json["attempts"]?.array?.map { $0["status"] } == [500])
        #expect(self.studio.receiver.events == ["members:pledge:update"])
        #expect(self.studio.receiver.bodies.first?["data"]?["id"] == .null)
        #expect(try await self.pass(seconds: 1_000_000) == 0)
        #expect(try await self.studio.webhook(id)["queued"] == 0)
    }

    @Test(arguments: [
        #"{"uri": "ftp://a.test/x"}"#, #"{"uri": "http://example.com/"}"#, #"{"uri": ""}"#, "{}",
        #"{"uri": "https://a.test", "triggers": ["members:explode"]}"#, #"{"uri": "https://a.test", "secret": ""}"#,
        #"{"uri": "https://a.test", "url": "x"}"#, #"{"uri": "https:///x"}"#, #"{"uri": "javascript:alert(1)"}"#,
    ])
    func `the control API refuses what is no webhook`(body: String) async throws {
        let body = body.replacing("{", with: #"{"campaign": "900001", "#, maxReplacements: 1).replacing(
            ", }", with: "}")
        let answer = try await self.studio.control(.post, "/webhooks", body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.isEmpty == false)
    }

    @Test func `a receiver on this machine needs no https, unless the switch says so`() async throws {
        let body = #"{"campaign": "900001", "uri": "http://localhost:9000/hook"}"#
        #expect(try await self.studio.control(.post, "/webhooks", body).status == .created)
        let strict = try await Studio(switches: #"{"webhooksOnlyToHttps": true}"#)
        #expect(try await strict.control(.post, "/webhooks", body).status == .badRequest)
    }

    @Test func `a webhook that is deleted is told nothing more`() async throws {
        let id = try await self.studio.listen()
        _ = try await self.studio.join("10001")
        #expect(try await self.studio.control(.delete, "/webhooks/\(id)").status == .noContent)
        #expect(try await self.pass(seconds: 0) == 0)
        #expect(try await self.studio.control(.get, "/webhooks/\(id)").status == .notFound)
        #expect(try await self.studio.control(.get, "/webhooks/%00").status == .notFound)
        #expect(try await self.studio.control(.get, "/deliveries/99999999999999999999").status == .notFound)
    }
}
