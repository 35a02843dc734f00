import Core
import Emulator
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("The inbox: /inbox, GET and DELETE /control/inbox")
struct InboxTests {
    private static func world() async throws -> TestWorld {
        let world = try await TestWorld()
        try await world.store.transaction { db in
            try db.insert(
                Message(
                    address: .email("ada@example.com"), purpose: .signIn, subject: "Your code",
                    content: "<script>alert(1)</script> 123456", payload: ["code": "123456"], connectorID: "c",
                    sentAt: TestWorld.beginning))
            try db.insert(
                Message(
                    address: .phone("15550100"), purpose: .generic, payload: ["link": "https://a.example/?x=1&y"],
                    connectorID: "d", sentAt: TestWorld.beginning.advanced(bySeconds: 1)))
        }
        return world
    }

    @Test func `the newest message comes first`() async throws {
        let world = try await Self.world()
        let answer = try await world.get(world.console + "/control/inbox")
        #expect(answer.status == .ok)
        #expect(
            answer.json
                == [
                    [
                        "id": 2, "type": "Sms", "to": "15550100", "usageType": "Generic", "code": .null,
                        "subject": .null, "content": .null, "payload": ["link": "https://a.example/?x=1&y"],
                        "connectorId": "d", "sentAt": "2027-01-15T08:00:01.000Z",
                    ],
                    [
                        "id": 1, "type": "Email", "to": "ada@example.com", "usageType": "SignIn", "code": "123456",
                        "subject": "Your code", "content": "<script>alert(1)</script> 123456",
                        "payload": ["code": "123456"], "connectorId": "c", "sentAt": "2027-01-15T08:00:00.000Z",
                    ],
                ])
    }

    @Test(
        arguments: [
            ("?to=ada%40example.com", [1]), ("?to=15550100", [2]), ("?usageType=SignIn", [1]),
            ("?to=15550100&usageType=SignIn", []), ("?to=nobody", []), ("?to=ada%40example.com%00", []), ("?to=", []),
        ] as [(String, [Int64])])
    func `it is narrowed down by address and kind`(query: String, ids: [Int64]) async throws {
        let world = try await Self.world()
        let answer = try await world.get(world.console + "/control/inbox" + query)
        #expect(answer.json.array?.compactMap { $0["id"]?.int } == ids)
    }

    @Test(arguments: [
        ("?usageType=Login", #""usageType" is "Login"; it must be one of: SignIn, "#),
        ("?from=x", #""from" is not known here; there may be: to, usageType."#),
    ])
    func `what is asked wrongly is said`(query: String, message: String) async throws {
        let world = try await Self.world()
        let answer = try await world.get(world.console + "/control/inbox" + query)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.hasPrefix(message) == true)
    }

    @Test func `it is emptied`() async throws {
        let world = try await Self.world()
        let answer = try await world.send(.delete, world.console + "/control/inbox")
        #expect(answer.status == .noContent)
        #expect(try await world.get(world.console + "/control/inbox").json == [])
    }

    @Test func `a reset empties it`() async throws {
        let world = try await Self.world()
        try await world.world.reset()
        #expect(try await world.get(world.console + "/control/inbox").json == [])
    }

    @Test func `people read it and empty it`() async throws {
        let world = try await Self.world()
        let browser = Browser(world)
        let page = try await browser.open(world.console + "/inbox")
        #expect(page.body.contains("123456"))
        #expect(page.body.contains("&lt;script&gt;alert(1)"))
        #expect(!page.body.contains("<script>"))
        #expect(page.body.contains("E-mail, SignIn, 2027-01-15T08:00:00.000Z"))
        let empty = try await browser.press("Empty the inbox", on: page)
        #expect(empty.body.contains("No message yet."))
    }

    @Test func `a page elsewhere cannot empty it`() async throws {
        let world = try await Self.world()
        let answer = try await world.send(
            .post, world.console + "/inbox", headers: [.origin: "https://evil.example"])
        #expect(answer.status == .forbidden)
        #expect(try await world.get(world.console + "/control/inbox").json.array?.count == 2)
    }

    @Test func `only the newest messages are kept`() async throws {
        let world = try await TestWorld()
        let kept = try await world.store.transaction { db in
            for number in 1...Transaction.keptMessages + 5 {
                try db.insert(
                    Message(
                        address: .email("a@example.com"), purpose: .generic, payload: ["code": "\(number)"],
                        connectorID: "c", sentAt: TestWorld.beginning))
            }
            return try db.messages()
        }
        #expect(kept.count == 1000)
        #expect(kept.last?.code == "6")
    }
}
