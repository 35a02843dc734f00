import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("A membership's life (spec §4.5, §5.1, §5.3)")
struct MembershipTests {
    private let studio: Studio

    init() async throws {
        self.studio = try await Studio()
    }

    /// What the creator's API says of a member.
    private func member(_ member: JSON, _ fields: String = "patron_status,last_charge_status") async throws -> JSON {
        let path = "/members/\(member["id"]?.string ?? "")?fields[member]=\(fields)&include=currently_entitled_tiers"
        return try await self.studio.api(.get, path, token: try await self.studio.token()).json["data"] ?? .null
    }

    private func patronCount() async throws -> JSON? {
        let path = "/campaigns/900001?fields[campaign]=patron_count"
        return try await self.studio.api(.get, path, token: try await self.studio.token())
            .json["data"]?["attributes"]?["patron_count"]
    }

    private func heard() async throws -> [String] {
        try await self.studio.world.work()
        let events = self.studio.receiver.events
        self.studio.receiver.forget()
        return events
    }

    @Test func `joining by paying charges at once and counts`() async throws {
        _ = try await self.studio.listen()
        let member = try await self.studio.join("10001")
        #expect(member["events"] == ["members:create", "members:pledge:create", "members:update"])
        let data = try await self.member(
            member,
            "patron_status,last_charge_status,currently_entitled_amount_cents,will_pay_amount_cents,next_charge_date")
        #expect(data["attributes"]?["patron_status"] == "active_patron")
        #expect(data["attributes"]?["last_charge_status"] == "Paid")
        #expect(data["attributes"]?["currently_entitled_amount_cents"] == 500)
        #expect(data["attributes"]?["will_pay_amount_cents"] == 500)
        #expect(data["attributes"]?["next_charge_date"] == "2027-02-01T00:00:00.000+00:00")
        #expect(data["relationships"]?["currently_entitled_tiers"]?["data"]?.array?.count == 1)
        #expect(member["pledgeHistory"]?.array?.map { $0["type"] } == ["pledge_start", "subscription"])
        #expect(try await self.patronCount() == 1)
        #expect(try await self.heard() == ["members:create", "members:pledge:create", "members:update"])
    }

    @Test func `joining for free, as a gift or on trial is no charge`() async throws {
        _ = try await self.studio.listen()
        let free = try await self.studio.join("10001", tier: nil)
        #expect(free["patronStatus"] == .null)
        #expect(free["tiers"] == ["90000100"])
        #expect(try await self.heard() == ["members:create"])
        let gift = try await self.studio.join("10002", #", "isGifted": true"#)
        #expect(gift["isGifted"] == true)
        #expect(gift["currentlyEntitledAmountCents"] == 0)
        #expect(gift["pledgeCadence"] == .null)
        #expect(gift["nextChargeDate"] == .null)
        #expect(try await self.heard() == ["members:create"])
        let trial = try await self.studio.join("10009", #", "isFreeTrial": true, "amountCents": 700"#)
        #expect(trial["lastChargeStatus"] == "Free Trial")
        #expect(trial["willPayAmountCents"] == 700)
        #expect(trial["campaignLifetimeSupportCents"] == 0)
        #expect(try await self.heard() == ["members:create", "members:pledge:create"])
    }

    @Test func `a card that is declined makes a declined patron, who is entitled to nothing`() async throws {
        let member = try await self.studio.join("10003")
        #expect(member["patronStatus"] == "declined_patron")
        #expect(member["lastChargeStatus"] == "Declined")
        #expect(member["currentlyEntitledAmountCents"] == 0)
        #expect(member["willPayAmountCents"] == 500)
        #expect(try await self.patronCount() == 0)
    }

    @Test func `a tier is changed up and down`() async throws {
        _ = try await self.studio.listen()
        let member = try await self.studio.join("10001")
        _ = try await self.heard()
        let up = try await self.studio.act(member, "change-tier", #"{"tier": "700020"}"#)
        #expect(up.json["currentlyEntitledAmountCents"] == 1000)
        #expect(up.json["tiers"] == ["700020"])
        #expect(try await self.heard() == ["members:pledge:update", "members:update"])
        let down = try await self.studio.act(member, "change-tier", #"{"tier": "700010", "amountCents": 600}"#)
        #expect(down.json["willPayAmountCents"] == 600)
        #expect(
            down.json["pledgeHistory"]?.array?.map { $0["type"] } == [
                "pledge_start", "subscription", "pledge_upgrade", "pledge_downgrade",
            ])
    }

    @Test func `a decline is overcome by a later charge`() async throws {
        _ = try await self.studio.listen([.memberUpdated])
        let member = try await self.studio.join("10001")
        _ = try await self.heard()
        let declined = try await self.studio.act(member, "decline")
        #expect(declined.json["patronStatus"] == "declined_patron")
        #expect(declined.json["tiers"] == [])
        #expect(try await self.patronCount() == 0)
        let paid = try await self.studio.act(member, "charge")
        #expect(paid.json["patronStatus"] == "active_patron")
        #expect(paid.json["tiers"] == ["700010"])
        #expect(paid.json["campaignLifetimeSupportCents"] == 1000)
        #expect(try await self.heard() == ["members:update", "members:update"])
        #expect(
            paid.json["pledgeHistory"]?.array?.map { $0["paymentStatus"] } == [.null, "Paid", "Declined", "Paid"])
    }

    @Test func `a refund takes the money and what it was for`() async throws {
        let member = try await self.studio.join("10001", tier: Studio.gold)
        let partly = try await self.studio.act(
            member, "refund", #"{"status": "Partially Refunded", "amountCents": 300}"#)
        #expect(partly.json["campaignLifetimeSupportCents"] == 700)
        #expect(partly.json["currentlyEntitledAmountCents"] == 1000)
        let whole = try await self.studio.act(member, "refund")
        #expect(whole.json["lastChargeStatus"] == "Refunded")
        #expect(whole.json["campaignLifetimeSupportCents"] == 0)
        #expect(whole.json["currentlyEntitledAmountCents"] == 0)
        #expect(try await self.studio.act(member, "refund").status == .conflict)
    }

    @Test func `who has paid leaves as a former patron, and may come back`() async throws {
        _ = try await self.studio.listen()
        let member = try await self.studio.join("10001")
        _ = try await self.heard()
        let left = try await self.studio.act(member, "leave")
        #expect(left.json["isDeleted"] == false)
        let data = try await self.member(member)
        #expect(data["attributes"] == ["last_charge_status": "Deleted", "patron_status": "former_patron"])
        #expect(data["relationships"]?["currently_entitled_tiers"]?["data"] == [])
        #expect(try await self.heard() == ["members:pledge:delete", "members:update"])
        #expect(try await self.patronCount() == 0)
        let again = try await self.studio.join("10001", tier: Studio.gold)
        #expect(again["id"] == member["id"])
        #expect(try await self.heard() == ["members:pledge:create", "members:update"])
    }

    @Test func `who never paid leaves nothing behind`() async throws {
        _ = try await self.studio.listen()
        let free = try await self.studio.join("10001", tier: nil)
        let declined = try await self.studio.join("10003")
        _ = try await self.heard()
        #expect(try await self.studio.act(free, "leave").json["isDeleted"] == true)
        #expect(try await self.heard() == ["members:delete"])
        #expect(try await self.studio.act(declined, "leave").json["isDeleted"] == true)
        #expect(try await self.heard() == ["members:pledge:delete", "members:delete"])
        #expect(try await self.studio.control(.get, "/members").json == [])
        // A new membership of the same person has another id.
        let again = try await self.studio.join("10001", tier: nil)
        #expect(again["id"] != free["id"])
    }

    @Test func `a membership is deleted, and of one that paid it is told as an update`() async throws {
        _ = try await self.studio.listen()
        let member = try await self.studio.join("10001")
        _ = try await self.heard()
        let answer = try await self.studio.control(.delete, "/members/\(member["id"]?.string ?? "")")
        #expect(answer.json["isDeleted"] == true)
        #expect(try await self.heard() == ["members:pledge:delete", "members:update"])
        #expect(try await self.studio.act(member, "leave").status == .notFound)
    }

    @Test func `what makes no sense is a conflict, in words`() async throws {
        let free = try await self.studio.join("10001", tier: nil)
        let patron = try await self.studio.join("10002")
        for (member, action, body, words) in [
            (free, "charge", "", "pays nothing"), (free, "decline", "", "pays nothing"),
            (free, "change-tier", #"{"tier": "700010"}"#, "pays nothing"), (free, "refund", "", "has paid nothing"),
            (patron, "change-tier", #"{"tier": "700010"}"#, "already"),
            (patron, "change-tier", #"{"tier": "90000100"}"#, "free tier"),
            (patron, "change-tier", #"{"tier": "700020", "amountCents": 1}"#, "which costs 1000"),
        ] {
            let answer = try await self.studio.act(member, action, body)
            #expect(answer.status == .conflict, "\(action) \(body)")
            #expect(answer.json["error"]?.string?.contains(words) == true, "\(answer.body)")
        }
    }

    @Test(arguments: [
        ("{}", HTTPResponse.Status.badRequest, "account is missing"),
        (#"{"account": "10001"}"#, .badRequest, "campaign is missing; there are: 900001, 900002"),
        (#"{"account": "666", "campaign": "900001"}"#, .notFound, "no account 666"),
        (#"{"account": "10001", "campaign": "x"}"#, .notFound, "no campaign x"),
        (#"{"account": "10001", "campaign": "900001", "tier": "700030"}"#, .notFound, "it has: 90000100 (Free)"),
        (#"{"account": "10004", "campaign": "900001"}"#, .conflict, "owns the campaign"),
        (#"{"account": "10001", "campaign": "900001", "tier": "700010", "cadence": 2}"#, .badRequest, "12 (yearly)"),
        (#"{"account": "10001", "campaign": "900001", "tier": "700010", "amountCents": 1}"#, .conflict, "costs 500"),
        (#"{"account": "10001", "campaign": "900001", "amountCents": -1}"#, .badRequest, "from 0 to"),
        (#"{"account": "10001\u0000", "campaign": "900001"}"#, .badRequest, "without U+0000"),
    ])
    func `joining is refused in words`(body: String, status: HTTPResponse.Status, words: String) async throws {
        let answer = try await self.studio.control(.post, "/members", body)
        #expect(answer.status == status)
        #expect(answer.json["error"]?.string?.contains(words) == true, "\(answer.body)")
        #expect(try await self.studio.control(.get, "/members").json == [])
    }

    @Test func `members are found by campaign and account`() async throws {
        let member = try await self.studio.join("10001")
        _ = try await self.studio.join("10002")
        let found = try await self.studio.control(.get, "/members?campaign=900001&account=10001").json
        #expect(found.array?.map { $0["id"] } == [member["id"]])
        #expect(try await self.studio.control(.get, "/members?campaign=900002").json == [])
        #expect(try await self.studio.control(.get, "/members/%00").status == .notFound)
    }
}

@Suite("Memberships that begin at the checkout (spec §1.8)")
struct CheckoutMembershipTests {
    @Test(arguments: [
        ([] as [String], Studio.silver, ["members:create", "members:pledge:create", "members:update"]),
        ([Studio.silver], Studio.gold, ["members:pledge:update", "members:update", "members:update"]),
        ([Studio.silver], Studio.silver, []),
        ([Studio.silver], "90000100", ["members:pledge:delete", "members:update", "members:update"]),
        (["90000100"], Studio.silver, ["members:pledge:create", "members:update"]),
        (["90000100"], "90000100", []),
    ])
    func `webhooks hear of them`(before: [String], tier: String, events: [String]) async throws {
        let studio = try await Studio()
        for tier in before { _ = try await studio.join("10001", tier: tier) }
        _ = try await studio.listen()
        let answer = try await studio.world.post(
            studio.world.patreon + "/oauth2/become-patron",
            form: [
                "response_type": "code", "client_id": "creators", "redirect_uri": "https://app.test/cb",
                "scope": "identity", "account": "10001", "tier": tier,
            ])
        #expect(answer.status == .seeOther)
        try await studio.world.work()
        #expect(studio.receiver.events == events)
    }
}
