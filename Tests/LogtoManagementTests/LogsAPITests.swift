import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// `/logs` and `/dashboard` (spec `logto-management-api.md` §4.6, §9).
@Suite struct LogsAPITests {
    private static let now = TestWorld.beginning.milliseconds

    /// A world whose log has some entries beside that of the program's own token.
    private func management() async throws -> Management {
        let management = try await Management()
        try await management.world.store.transaction { db in
            for number in 1...3 {
                try db.insert(
                    LogEntry(
                        id: ID("entry\(number)"), key: "Interaction.SignIn.Submit",
                        payload: [
                            "key": "Interaction.SignIn.Submit", "result": "Success", "userId": .string("user\(number)"),
                            "applicationId": "app1",
                        ], createdAt: Instant(milliseconds: Self.now + Int64(number) * 1000)))
            }
            try db.insert(
                LogEntry(
                    id: "delivery", key: "TriggerHook.PostSignIn", payload: ["hookId": "hook1"],
                    createdAt: Instant(milliseconds: Self.now)))
        }
        return management
    }

    @Test func `the newest come first, without deliveries, by pages`() async throws {
        let management = try await self.management()
        let page = try await management.get("/logs?logKey=Interaction.SignIn.Submit&page=1&page_size=2")
        #expect(page.json.ids == ["entry3", "entry2"])
        #expect(page.headers[.init("Total-Number") ?? .server] == "3")
        #expect(
            page.json.array?.first == [
                "tenantId": "default", "id": "entry3", "key": "Interaction.SignIn.Submit",
                "payload": [
                    "key": "Interaction.SignIn.Submit", "result": "Success", "userId": "user3", "applicationId": "app1",
                ], "createdAt": .int(Self.now + 3000),
            ])
        #expect(try await management.ids("/logs").contains("delivery") == false)
        #expect(try await management.get("/logs/delivery").json["key"] == "TriggerHook.PostSignIn")
    }

    @Test(arguments: [
        ("userId=user2", ["entry2"]), ("applicationId=app1", ["entry3", "entry2", "entry1"]),
        ("logKey=Interaction.SignIn", []), ("userId=nobody", []),
        ("applicationId=app1&start_time=1800000002000", ["entry3", "entry2"]),
        ("applicationId=app1&start_time=1800000001000&end_time=1800000002000", ["entry2", "entry1"]),
    ])
    func `there are filters`(query: String, ids: [String]) async throws {
        #expect(try await self.management().ids("/logs?\(query)") == ids)
    }

    @Test func `the span of time has to be one`() async throws {
        let management = try await self.management()
        let noTime = try await management.get("/logs?start_time=yesterday")
        #expect(noTime.status == .badRequest)
        #expect(noTime.json["code"] == "guard.invalid_input")
        #expect(noTime.json["message"] == "The request start_time is invalid.")
        try await Row(
            .get, "/logs?start_time=2&end_time=1", 400, code: "log.invalid_time_window",
            "`end_time` must be after `start_time`."
        ).check(management)
        try await Row(
            .get, "/logs/none", 404, code: "entity.not_exists_with_id", "The logs with ID `none` does not exist."
        ).check(management)
    }

    @Test func `a capped total ends after ten thousand`() async throws {
        let management = try await self.management()
        try await management.world.store.transaction { db in
            for number in 1...10_001 {
                try db.insert(
                    LogEntry(
                        id: ID("many\(number)"), key: "Interaction.End", payload: [:],
                        createdAt: TestWorld.beginning))
            }
        }
        let capped = try await management.get("/logs?enableCap=true&page_size=1&logKey=Interaction.End")
        #expect(capped.headers[.init("Total-Number") ?? .server] == "10001")
        #expect(capped.headers[.init("Total-Number-Is-Capped") ?? .server] == "true")
        #expect(capped.headers[.init("Link") ?? .server]?.contains("rel=\"last\"") == false)
        let whole = try await management.get("/logs?page_size=1")
        #expect(whole.headers[.init("Total-Number-Is-Capped") ?? .server] == nil)
    }

    @Test func `the sweep keeps the newest`() async throws {
        let management = try await self.management()
        try await management.world.store.transaction { db in
            for number in 1...20_000 {
                try db.insert(
                    LogEntry(id: ID("many\(number)"), key: "Unknown", payload: [:], createdAt: TestWorld.beginning))
            }
            try db.deleteExpired(at: TestWorld.beginning)
        }
        #expect(try await management.get("/logs/entry1").status == .notFound)
        #expect(try await management.get("/logs/many1").status == .ok)
    }

    @Test func `the dashboard counts by day`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let before = try await management.get("/dashboard/users/total").json["totalUserCount"]?.int ?? 0
        #expect(try await party.redeem(try await party.code(browser)).status == .ok)
        #expect(try await management.get("/dashboard/users/total").json == ["totalUserCount": .int(before + 1)])
        let new = try await management.get("/dashboard/users/new").json
        #expect(new["today"] == ["count": .int(before + 1), "delta": .int(before + 1)])
        let active = try await management.get("/dashboard/users/active").json
        #expect(active["dau"] == ["count": 1, "delta": 1])
        #expect(active["mau"] == ["count": 1, "delta": 1])
        let curve = active["dauCurve"]?.array ?? []
        #expect(curve.count == 30)
        #expect(curve.first == ["date": "2026-12-17", "count": 0])
        #expect(curve.last == ["date": "2027-01-15", "count": 1])
        management.world.advance(seconds: 86_400)
        let later = try await Management(in: management.world)
        #expect(try await later.get("/dashboard/users/active").json["dau"] == ["count": 0, "delta": -1])
        #expect(
            try await later.get("/dashboard/users/active?date=2027-01-15").json["dau"] == ["count": 1, "delta": 1])
        #expect(try await later.get("/dashboard/users/active?date=today").status == .badRequest)
    }
}
