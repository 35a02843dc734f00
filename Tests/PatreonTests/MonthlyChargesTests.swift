import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Monthly charges (spec §4.5, issue)")
struct MonthlyChargesTests {
    private static let day: Int64 = 86_400

    private let studio: Studio

    /// The world begins on 15 January 2027.
    init() async throws {
        self.studio = try await Studio()
    }

    private func pass(days: Int64) async throws {
        self.studio.world.advance(seconds: days * Self.day)
        try await self.studio.world.work()
    }

    private func member(_ member: JSON) async throws -> JSON {
        try await self.studio.control(.get, "/members/\(member["id"]?.string ?? "")").json
    }

    @Test func `who pays is charged when the clock passes the first of a month, and only then`() async throws {
        _ = try await self.studio.listen([.memberUpdated])
        let member = try await self.studio.join("10001")
        try await self.pass(days: 10)
        #expect(try await self.member(member)["campaignLifetimeSupportCents"] == 500)
        self.studio.receiver.forget()
        try await self.pass(days: 10)
        let after = try await self.member(member)
        #expect(after["campaignLifetimeSupportCents"] == 1000)
        #expect(after["lastChargeDate"] == "2027-02-01T00:00:00.000+00:00")
        #expect(after["nextChargeDate"] == "2027-03-01T00:00:00.000+00:00")
        #expect(self.studio.receiver.events == ["members:update"])
        try await self.pass(days: 0)
        #expect(try await self.member(member)["campaignLifetimeSupportCents"] == 1000)
    }

    @Test func `a jump over several months makes up for each of them, in order`() async throws {
        _ = try await self.studio.listen([.memberUpdated])
        let monthly = try await self.studio.join("10001")
        let declined = try await self.studio.join("10003")
        let yearly = try await self.studio.join("10002", tier: Studio.gold, #", "cadence": 12"#)
        let free = try await self.studio.join("10009", tier: nil)
        try await self.studio.world.work()
        self.studio.receiver.forget()
        try await self.pass(days: 400)
        let after = try await self.member(monthly)
        // February to February.
        #expect(after["campaignLifetimeSupportCents"] == .int(500 * 14))
        #expect(after["pledgeHistory"]?.array?.last?["date"] == "2028-02-01T00:00:00.000+00:00")
        #expect(try await self.member(declined)["campaignLifetimeSupportCents"] == 0)
        #expect(try await self.member(declined)["patronStatus"] == "declined_patron")
        // A year after 15 January 2027, on the next first.
        #expect(try await self.member(yearly)["campaignLifetimeSupportCents"] == 2000)
        #expect(try await self.member(free)["pledgeHistory"] == [])
        #expect(self.studio.receiver.events.count == 13 + 13 + 1)
        // What each was told is what was so at that time.
        let support = self.studio.receiver.bodies
            .filter { $0["data"]?["id"] == monthly["id"] }
            .map { $0["data"]?["attributes"]?["lifetime_support_cents"]?.int }
        #expect(support == (2...14).map { 500 * $0 })
    }

    @Test func `a free trial ends with the first charge, and a gift is never charged`() async throws {
        let trial = try await self.studio.join("10001", #", "isFreeTrial": true"#)
        let gift = try await self.studio.join("10002", #", "isGifted": true"#)
        try await self.pass(days: 40)
        let after = try await self.member(trial)
        #expect(after["isFreeTrial"] == false)
        #expect(after["lastChargeStatus"] == "Paid")
        #expect(try await self.member(gift)["campaignLifetimeSupportCents"] == 0)
    }

    @Test func `a clock that is set back charges nobody twice`() async throws {
        let member = try await self.studio.join("10001")
        try await self.pass(days: 40)
        try await self.pass(days: -40)
        try await self.pass(days: 40)
        #expect(try await self.member(member)["campaignLifetimeSupportCents"] == 1000)
    }

    @Test func `the control API does at once what is due, and says what that was`() async throws {
        _ = try await self.studio.listen([.memberUpdated])
        _ = try await self.studio.join("10001")
        _ = try await self.studio.join("10003")
        try await self.studio.world.work()
        self.studio.world.advance(seconds: 20 * Self.day)
        let done = try await self.studio.control(.post, "/run").json
        #expect(
            done == [
                "chargeRuns": [["day": "2027-02-01T00:00:00.000+00:00", "paid": 1, "declined": 1]], "webhookCalls": 2,
            ])
        #expect(try await self.studio.control(.post, "/run").json == ["chargeRuns": [], "webhookCalls": 0])
    }
}
