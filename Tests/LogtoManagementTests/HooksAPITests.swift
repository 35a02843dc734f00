import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// `/hooks` (spec `logto-management-api.md` §8.1).
@Suite struct HooksAPITests {
    private static let now = TestWorld.beginning.milliseconds
    private static let config: JSON = ["url": "http://receiver.example/hook", "headers": ["x-key": "1"]]

    @Test func `a webhook is made, read, changed and deleted`() async throws {
        let management = try await Management()
        let made = try await management.call(
            .post, "/hooks",
            ["name": "Mine", "events": ["PostSignIn", "User.Created", "PostSignIn"], "config": Self.config])
        #expect(made.status == .created)
        let (id, key) = (made.json["id"]?.string ?? "", made.json["signingKey"]?.string ?? "")
        #expect(id.count == 21)
        #expect(key.count == 32)
        let body: JSON = [
            "tenantId": "default", "id": .string(id), "name": "Mine", "event": .null,
            "events": ["PostSignIn", "User.Created"], "config": Self.config, "signingKey": .string(key),
            "enabled": true, "createdAt": .int(Self.now),
        ]
        #expect(made.json == body)
        #expect(try await management.get("/hooks/\(id)").json == body)
        #expect(try await management.get("/hooks").json == [body])
        let stats = body.with(["executionStats": ["successCount": 0, "requestCount": 0]])
        #expect(try await management.get("/hooks?includeExecutionStats=true").json == [stats])
        #expect(try await management.get("/hooks?includeExecutionStats=false").json == [body])
        #expect(try await management.get("/hooks/\(id)?includeExecutionStats=false").json == stats)
        let changed = try await management.call(
            .patch, "/hooks/\(id)", ["enabled": false, "event": .null, "config": ["url": "relative"]])
        #expect(changed.json == body.with(["enabled": false, "config": ["url": "relative"]]))
        let rotated = try await management.call(.patch, "/hooks/\(id)/signing-key")
        #expect(rotated.status == .ok)
        #expect(rotated.json["signingKey"]?.string?.count == 32)
        #expect(rotated.json["signingKey"]?.string != key)
        #expect(try await management.call(.delete, "/hooks/\(id)").status == .noContent)
        #expect(try await management.get("/hooks").body == "[]")
    }

    static let refusals = [
        Row(.get, "/hooks/none", 404, code: "entity.not_exists_with_id", "The hooks with ID `none` does not exist."),
        Row(.patch, "/hooks/none", ["enabled": true], 404, code: "entity.not_exists", "The hook does not exist."),
        Row(.patch, "/hooks/none/signing-key", 404, code: "entity.not_exists", "The hook does not exist."),
        Row(.delete, "/hooks/none", 404, code: "entity.not_found", "The resource does not exist."),
        Row(
            .post, "/hooks", ["config": ["url": "http://a.example"]], 400, code: "hook.missing_events",
            "You need to provide at least one event."),
    ]

    @Test(arguments: Self.refusals)
    func `refusals have Logto's codes`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test(
        arguments: [
            ["events": [], "config": ["url": "u"]], ["events": ["Nothing"], "config": ["url": "u"]],
            ["events": ["PostSignIn"], "name": "", "config": ["url": "u"]], ["events": ["PostSignIn"]],
            ["events": ["PostSignIn"], "config": ["url": "u", "retries": 4]],
        ] as [JSON])
    func `the body has a shape`(body: JSON) async throws {
        let answer = try await Management().call(.post, "/hooks", body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `the list has pages, the newest first`() async throws {
        let management = try await Management()
        for name in ["a", "b", "c"] {
            _ = try await management.create(
                "/hooks", ["name": .string(name), "event": "PostSignIn", "config": ["url": "u"]])
            management.world.advance(seconds: 1)
        }
        let page = try await management.get("/hooks?page=1&page_size=2")
        #expect(page.json.array?.compactMap { $0["name"]?.string } == ["c", "b"])
        #expect(page.headers[.init("Total-Number") ?? .server] == "3")
    }
}
