import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("/console/memberships")
struct MembershipsPageTests {
    private let studio: Studio
    private let browser: Browser

    init() async throws {
        self.studio = try await Studio()
        self.browser = Browser(self.studio.world)
    }

    private func open() async throws -> TestResponse {
        try await self.browser.open(self.studio.world.console + "/console/memberships")
    }

    private func press(_ button: String, filling fields: [String: String] = [:]) async throws -> TestResponse {
        try await self.browser.press(button, on: try await self.open(), filling: fields)
    }

    @Test func `a member joins, changes tier, is declined, charged, refunded, leaves and is deleted`() async throws {
        let joined = try await self.press("Join", filling: ["account": "10001", "tier": Studio.silver])
        #expect(joined.status == .ok)
        #expect(joined.body.contains("Members: 1, active patrons: 1"))
        #expect(joined.body.contains("active_patron, Paid"))
        #expect(try await self.press("Change tier", filling: ["tier": Studio.gold]).body.contains("Gold (10.00 USD)"))
        #expect(try await self.press("Decline a charge").body.contains("declined_patron, Declined"))
        #expect(try await self.press("Charge now").body.contains("active_patron, Paid"))
        #expect(try await self.press("Refund", filling: ["status": "Fraud"]).body.contains("active_patron, Fraud"))
        #expect(try await self.press("Leave").body.contains("former_patron, Deleted"))
        #expect(try await self.press("Delete").body.contains("Members: 0"))
    }

    @Test func `what makes no sense is said on the page`() async throws {
        _ = try await self.press("Join", filling: ["account": "10001", "tier": Studio.silver])
        let page = try await self.press("Change tier", filling: ["tier": Studio.silver])
        #expect(page.status == .conflict)
        #expect(page.body.contains("The member pays 500 cents for the tier 700010 already."))
    }

    @Test func `what is due is done by a button`() async throws {
        _ = try await self.press("Join", filling: ["account": "10001", "tier": Studio.silver])
        self.studio.world.advance(seconds: 86_400 * 20)
        #expect(try await self.press("Do what is due now").body.contains("1 paid, 0 declined"))
    }

    @Test func `a form of another site, or about nobody, is refused`() async throws {
        let page = self.studio.world.console + "/console/memberships"
        let foreign = try await self.studio.world.post(
            page, form: ["account": "10001", "campaign": "900001"], headers: [.origin: "https://evil.test"])
        #expect(foreign.status == .forbidden)
        for (path, form, status) in [
            ("", ["account": "666", "campaign": "900001"] as KeyValuePairs, HTTPResponse.Status.notFound),
            ("", ["account": "10001"], .badRequest), ("/x", ["action": "leave"], .notFound),
            ("/x", ["action": "explode"], .badRequest), ("/%00", ["action": "leave"], .notFound),
        ] {
            #expect(try await self.studio.world.post(page + path, form: form).status == status)
        }
    }
}
