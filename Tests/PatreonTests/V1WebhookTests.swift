import Core
import HTTPTypes
import TestSupport
import Testing
import Web

@Suite("Webhooks of the first version (spec §5.1, §5.3)")
struct V1WebhookTests {
    @Test func `a pledge's life is told in its own words, where one asks for them`() async throws {
        let studio = try await Studio()
        _ = try await studio.listen([.v1PledgeCreated, .v1PledgeUpdated, .v1PledgeDeleted])
        let member = try await studio.join("10001")
        _ = try await studio.act(member, "change-tier", #"{"tier": "\#(Studio.gold)"}"#)
        _ = try await studio.act(member, "leave")
        _ = try await studio.join("10002", tier: nil)
        try await studio.world.work()
        #expect(studio.receiver.events == ["pledges:create", "pledges:update", "pledges:delete"])
        let body = try #require(studio.receiver.bodies.first)
        let data = try #require(body["data"])
        #expect(data["type"] == "pledge")
        #expect(
            data["attributes"] == [
                "amount_cents": 500, "created_at": "2027-01-15T08:00:00+00:00", "declined_since": .null,
                "patron_pays_fees": false, "pledge_cap_cents": .null,
            ])
        #expect(
            data["relationships"]?.members?.map(\.name) == ["address", "card", "creator", "patron", "reward"])
        #expect(data["relationships"]?["patron"] == ["data": ["id": "10001", "type": "user"]])
        #expect(data["relationships"]?["reward"] == ["data": ["id": .string(Studio.silver), "type": "reward"]])
        #expect(body["included"]?.array?.map { $0["id"] } == ["10004", "10001", .string(Studio.silver)])
        #expect(studio.receiver.bodies[1]["data"]?["attributes"]?["amount_cents"] == 1000)
    }

    @Test func `the bytes are recorded ones: compact, ASCII, signed (§5.2)`() async throws {
        let studio = try await Studio()
        _ = try await studio.listen([.v1PledgeCreated])
        _ = try await studio.join("10001")
        try await studio.world.work()
        let request = try #require(studio.receiver.requests.first)
        let text = String(decoding: request.body, as: UTF8.self)
        #expect(text.hasPrefix(#"{"data":{"attributes":{"amount_cents":500,"created_at":"#))
        #expect(text.contains(#"Zo\u00eb \u5c71\u7530 \ud83d\ude00"#))
        #expect(request.headers[.signature]?.wholeMatch(of: /[0-9a-f]{32}/) != nil)
    }

    @Test func `nobody hears of them unasked`() async throws {
        let studio = try await Studio()
        _ = try await studio.listen()
        _ = try await studio.join("10001")
        try await studio.world.work()
        #expect(!studio.receiver.events.contains { $0.hasPrefix("pledges:") })
    }
}

@Suite("PATCH /control/patreon/members/{id}")
struct MemberEditTests {
    @Test func `note and flags change, the API shows it and webhooks hear of it`() async throws {
        let studio = try await Studio()
        _ = try await studio.listen()
        let member = try await studio.join("10001")
        let id = member["id"]?.string ?? ""
        let token = try await studio.token()
        func shown() async throws -> JSON? {
            try await studio.api(.get, "/members/\(id)?fields[member]=note,full_name,email", token: token)
                .json["data"]?["attributes"]
        }
        #expect(try await shown() == ["email": "mika@example.test", "full_name": "Zoë 山田 😀", "note": ""])
        let answer = try await studio.control(.patch, "/members/\(id)", #"{"note": "Likes <cats>", "hideEmail": true}"#)
        #expect(answer.status == .ok, "\(answer.body)")
        #expect(answer.json["note"] == "Likes <cats>")
        #expect(answer.json["events"] == ["members:update"])
        #expect(try await shown() == ["full_name": "Zoë 山田 😀", "note": "Likes <cats>"])
        _ = try await studio.control(.patch, "/members/\(id)", #"{"note": null, "maskIdentity": true}"#)
        #expect(try await shown()?["note"] == "")
        #expect(try await shown()?["full_name"] != "Zoë 山田 😀")
        let paused = try await studio.control(.patch, "/members/\(id)", #"{"isPaused": true, "patronPaysFees": true}"#)
        #expect(paused.json["isPaused"] == true && paused.json["patronPaysFees"] == true)
    }

    @Test(arguments: [#"{"note": 7}"#, #"{"isPaused": "yes"}"#, #"{"colour": "red"}"#, "[]", ""])
    func `what makes no sense changes nothing`(body: String) async throws {
        let studio = try await Studio()
        let id = try await studio.join("10001")["id"]?.string ?? ""
        #expect(try await studio.control(.patch, "/members/\(id)", body).status == .badRequest)
        #expect(try await studio.control(.patch, "/members/nobody", "{}").status == .notFound)
    }
}
