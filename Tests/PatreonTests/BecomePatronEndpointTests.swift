import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("/oauth2/become-patron (spec §1.8)")
struct BecomePatronEndpointTests {
    private static func request(_ more: [(String, String)] = []) -> [(String, String)] {
        Personas.request(scope: "identity identity.memberships") + more
    }

    private static func ask(_ personas: Personas, _ request: [(String, String)]) async throws -> TestResponse {
        try await personas.patreon.get("/oauth2/become-patron?" + FormURLEncoding.encode(request))
    }

    private static func join(
        _ personas: Personas, _ tier: String, as account: String, _ more: [(String, String)] = []
    ) async throws -> TestResponse {
        try await personas.patreon.post(
            "/oauth2/become-patron", self.request(more) + [("tier", tier), ("account", account)])
    }

    private static func membership(_ personas: Personas, _ account: String) async throws -> JSON? {
        let query =
            "identity?include=memberships.pledge_history,memberships.currently_entitled_tiers&"
            + "\(try Personas.fields("member"))&\(try Personas.fields("pledge-event"))&fields[tier]=title"
        return try await personas.v2(query, as: account, scope: "identity identity.memberships").json
    }

    @Test func `one chooses a tier and a persona, joins, and goes on to the consent`() async throws {
        let personas = try await Personas()
        let browser = Browser(personas.patreon.world)
        var request = Self.request([("min_cents", "300"), ("utm_source", "widget")])
        request[3].1 = "http://localhost:3000/patreon"
        let query = FormURLEncoding.encode(request)
        let page = try await browser.open("\(personas.patreon.world.patreon)/oauth2/become-patron?\(query)")
        #expect(page.status == .ok)
        #expect(page.body.contains("Become a patron of Cleo&#39;s Comics"))
        #expect(page.body.contains("5.00 USD a month"))
        #expect(!page.body.contains(#"value="700000""#))
        let consent = try await browser.press("Join", on: page, filling: ["tier": "700010", "account": "20006"])
        #expect(consent.body.contains("would like to access your Patreon account"))
        #expect(!consent.url.contains("utm_source") && !consent.url.contains("min_cents"))
        let checked = consent.body.firstMatch(of: /name="account" value="(\d+)" required checked/)
        #expect(checked?.1 == "20006")
        let answer = try await browser.press("Allow", on: consent)
        #expect(answer.locationParameters["state"] == "a state")
        let member = try #require(try await Self.membership(personas, "20006")?.included("member").first)
        #expect(member["attributes"]?["patron_status"] == "active_patron")
        #expect(member["attributes"]?["currently_entitled_amount_cents"] == 500)
        #expect(member["attributes"]?["next_charge_date"] == "2027-02-01T00:00:00.000+00:00")
    }

    @Test func `a member who changes the tier keeps the membership and its history`() async throws {
        let personas = try await Personas()
        #expect(try await Self.join(personas, "700020", as: "20010").status == .seeOther)
        let document = try #require(try await Self.membership(personas, "20010"))
        let member = try #require(document.included("member").first)
        #expect(member["id"] == "5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010")
        #expect(member["attributes"]?["campaign_lifetime_support_cents"] == 7000)
        #expect(member["attributes"]?["pledge_relationship_start"] == "2025-11-11T10:00:00.000+00:00")
        let types = document.included("pledge-event").compactMap { $0["attributes"]?["type"]?.string }
        #expect(types == ["pledge_start", "subscription", "pledge_upgrade", "subscription"])
        #expect(document.included("tier").map { $0["attributes"] } == [["title": "Platinum"]])
    }

    @Test func `a free tier costs nothing and makes nobody a patron`() async throws {
        let personas = try await Personas()
        _ = try await Self.join(personas, "700000", as: "20006")
        let member = try await Self.membership(personas, "20006")?.included("member").first
        #expect(member?["attributes"]?["patron_status"]?.isNull == true)
        #expect(member?["attributes"]?["will_pay_amount_cents"] == 0)
    }

    @Test func `a card that is declined makes a declined patron (persona 16 in the making)`() async throws {
        let personas = try await Personas()
        _ = try await Self.join(personas, "700010", as: "20105")
        let document = try #require(try await Self.membership(personas, "20105"))
        let attributes = document.included("member").first?["attributes"]
        #expect(attributes?["patron_status"] == "declined_patron")
        #expect(attributes?["last_charge_status"] == "Declined")
        #expect(document.included("tier").isEmpty)
    }

    @Test(arguments: [
        ("700000", "20006", "300"), ("710010", "20006", ""), ("nothing", "20006", ""), ("700010", "nobody", ""),
        ("700010\u{0}", "20006", ""),
    ])
    func `what was not offered is not joined`(tier: String, account: String, minimum: String) async throws {
        let personas = try await Personas()
        let answer = try await Self.join(personas, tier, as: account, [("min_cents", minimum)])
        #expect(answer.status == .badRequest)
        #expect(try await Self.membership(personas, "20006")?.included("member").isEmpty == true)
    }

    @Test func `the request is checked as at the authorization`() async throws {
        let personas = try await Personas()
        var request = Self.request()
        request[3].1 += "/"
        #expect(
            try await Self.ask(personas, request).location?.contains("/oauth2/errors?error=invalid_request") == true)
        let foreign = try await PatreonOrigin()
        let query = FormURLEncoding.encode(PatreonOrigin.request())
        #expect(try await foreign.get("/oauth2/become-patron?\(query)").status == .notFound)
    }

    @Test(arguments: ["min_cents=x", "min_cents=-1", "min_cents=99999999999999999999", "min_cents=%00"])
    func `a minimum that is no number asks for nothing`(query: String) async throws {
        let personas = try await Personas()
        let request = FormURLEncoding.encode(Self.request())
        let page = try await personas.patreon.get("/oauth2/become-patron?\(request)&\(query)")
        #expect(page.status == .ok)
        #expect(page.body.contains(#"value="700000""#))
    }
}
