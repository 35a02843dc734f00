import Core
import HTTPTypes
import TestSupport
import Testing

/// What is expected of one persona, seen by itself.
struct PersonaCase: Sendable, CustomTestStringConvertible {
    let number: String
    let account: String
    /// Attributes at v1's `current_user`.
    var v1: JSON = [:]
    /// Attributes at `/identity`.
    var v2: JSON = [:]
    /// Attributes of the membership at the client's owner.
    var member: JSON?
    var tiers: [String] = []
    var pledges = 0

    var testDescription: String { "persona \(self.number)" }

    static let all: [PersonaCase] = [
        PersonaCase(
            number: "1", account: "20001",
            v1: ["is_email_verified": true, "vanity": "vera", "url": "http://localhost:3003/vera", "like_count": nil],
            v2: ["full_name": "Vera Verified", "about": "I read books.", "like_count": 12, "vanity": "vera"]),
        PersonaCase(
            number: "4", account: "20004", v1: ["email": .null, "has_password": false], v2: ["email": .null]),
        PersonaCase(
            number: "5", account: "20005", v1: ["first_name": "", "last_name": "", "full_name": ""],
            v2: ["full_name": "", "first_name": "", "last_name": "", "vanity": "justavanity"]),
        PersonaCase(
            number: "6", account: "20006", v1: ["first_name": "Sora", "last_name": "", "vanity": .null],
            v2: ["full_name": "Sora", "last_name": "", "url": "http://localhost:3003/user?u=20006"]),
        PersonaCase(
            number: "7", account: "20007", v1: ["full_name": "Zoë Żółć 山田 太郎"], v2: ["full_name": "Zoë Żółć 山田 太郎"]),
        PersonaCase(number: "8", account: "20008", v1: ["is_suspended": true, "is_deleted": false]),
        PersonaCase(
            number: "9", account: "20009",
            v1: ["age_verification_status": "pending", "can_see_nsfw": false, "is_eligible_for_idv": true],
            v2: ["can_see_nsfw": false]),
        PersonaCase(
            number: "10", account: "20010",
            member: [
                "patron_status": "active_patron", "last_charge_status": "Paid", "pledge_cadence": 1,
                "currently_entitled_amount_cents": 500, "will_pay_amount_cents": 500,
                "next_charge_date": "2027-02-01T00:00:00.000+00:00",
            ], tiers: ["700010"], pledges: 1),
        PersonaCase(
            number: "11", account: "20011",
            member: ["patron_status": "active_patron", "currently_entitled_amount_cents": 1500],
            tiers: ["700010", "700020"], pledges: 2),
        PersonaCase(
            number: "12", account: "20012",
            member: ["pledge_cadence": 12, "next_charge_date": "2099-02-01T08:00:00.000+00:00"], tiers: ["700020"],
            pledges: 1),
        PersonaCase(
            number: "13", account: "20013",
            member: [
                "patron_status": .null, "currently_entitled_amount_cents": 0, "will_pay_amount_cents": 0,
                "last_charge_status": .null, "pledge_cadence": .null,
            ], tiers: ["700000"]),
        PersonaCase(
            number: "14", account: "20014",
            member: ["is_free_trial": true, "last_charge_status": "Free Trial", "will_pay_amount_cents": 500],
            tiers: ["700010"]),
        PersonaCase(
            number: "15", account: "20015",
            member: [
                "is_gifted": true, "currently_entitled_amount_cents": 0, "next_charge_date": .null,
                "pledge_cadence": .null,
            ], tiers: ["700010"]),
        PersonaCase(
            number: "16", account: "20016",
            member: [
                "patron_status": "declined_patron", "last_charge_status": "Declined",
                "currently_entitled_amount_cents": 0,
            ], pledges: 1),
        PersonaCase(
            number: "17", account: "20017",
            member: [
                "patron_status": "former_patron", "last_charge_status": "Deleted", "currently_entitled_amount_cents": 0,
                "campaign_lifetime_support_cents": 1500,
            ]),
        PersonaCase(number: "18", account: "20018", member: ["last_charge_status": "Refunded"]),
        PersonaCase(number: "18 (fraud)", account: "20180", member: ["last_charge_status": "Fraud"]),
        PersonaCase(number: "19", account: "20019", v2: ["is_creator": true]),
        PersonaCase(number: "20", account: "20020", v2: ["is_creator": true]),
        PersonaCase(
            number: "22", account: "20022", v2: ["hide_pledges": true], member: ["patron_status": "active_patron"],
            tiers: ["700010"], pledges: 1),
        PersonaCase(
            number: "25", account: "20025",
            v1: ["discord_id": "180000000000000025", "patron_currency": "EUR", "default_country_code": "DE"],
            member: ["patron_status": "active_patron"], tiers: ["700020"], pledges: 1),
    ]
}

@Suite("Personas (spec §8)")
struct PersonasTests {
    private static let scope = "identity identity[email] identity.memberships"

    @Test(arguments: PersonaCase.all)
    func `each tells its story in the second version`(persona: PersonaCase) async throws {
        let personas = try await Personas()
        let query =
            "identity?include=memberships.currently_entitled_tiers,memberships.campaign&"
            + "\(try Personas.fields("user"))&\(try Personas.fields("member"))"
        let answer = try await personas.v2(query, as: persona.account, scope: Self.scope).json
        let attributes = try #require(answer["data"]?["attributes"])
        for member in persona.v2.members ?? [] {
            #expect(attributes[member.name] == member.value, "\(member.name)")
        }
        let membership = answer.included("member").first {
            $0["relationships"]?["campaign"]?["data"]?["id"]?.string == Personas.campaign
        }
        #expect((membership == nil) == (persona.member == nil))
        for member in persona.member?.members ?? [] {
            #expect(membership?["attributes"]?[member.name] == member.value, "\(member.name)")
        }
        let tiers = membership?["relationships"]?["currently_entitled_tiers"]?["data"]?.array ?? []
        #expect(tiers.compactMap { $0["id"]?.string } == persona.tiers)
    }

    @Test(arguments: PersonaCase.all)
    func `each tells its story in the first version`(persona: PersonaCase) async throws {
        let personas = try await Personas()
        let answer = try await personas.v1("current_user", as: persona.account, scope: Self.scope).json
        let attributes = try #require(answer["data"]?["attributes"])
        for member in persona.v1.members ?? [] {
            #expect(attributes[member.name] == member.value, "\(member.name)")
        }
        #expect(answer["data"]?["relationships"]?["pledges"]?["data"]?.array?.count == persona.pledges)
    }

    @Test(arguments: ["20007", "20071", "20072", "20073"])
    func `names come back as they are (persona 7)`(account: String) async throws {
        let personas = try await Personas()
        let configured = try PatreonFixture.json("personas.json")["patreon"]?["accounts"]?.array?
            .first { $0["id"]?.string == account }
        let answer = try await personas.v2("identity?fields[user]=full_name", as: account).json
        let name = try #require(answer["data"]?["attributes"]?["full_name"]?.string)
        #expect(Array(name.unicodeScalars) == Array((configured?["fullName"]?.string ?? "").unicodeScalars))
    }

    @Test func `who has not verified the address is stopped, unless a switch says otherwise (2, 2b, check 23)`()
        async throws
    {
        let stopped = try await Personas().patreon.decide("allow", as: "20002", Personas.request())
        #expect(stopped.status == .ok)
        #expect(stopped.location == nil)
        let personas = try await Personas(switches: #""unverifiedEmail": "passes""#)
        let answer = try await personas.v1("current_user", as: "20002", scope: "identity identity[email]")
        #expect(answer.json["data"]?["attributes"]?["is_email_verified"] == false)
        #expect(answer.json["data"]?["attributes"]?["email"] == "persona-20002@example.test")
    }

    @Test func `without its scope the address stays away (3)`() async throws {
        let personas = try await Personas()
        let v2 = try await personas.v2("identity?fields[user]=email,full_name", as: "20003", scope: "identity")
        #expect(v2.json["data"]?["attributes"] == ["full_name": "Edgar Email-Asked"])
        #expect(try await personas.v1("current_user", as: "20003", scope: "identity").status == .unauthorized)
    }

    @Test(arguments: ["20081", "20082", "20104"])
    func `the API refuses the tokens of who is gone (8b)`(account: String) async throws {
        let personas = try await Personas()
        #expect(try await personas.v2("identity", as: account).status == .unauthorized)
        #expect(try await personas.v1("current_user", as: account).status == .unauthorized)
    }

    @Test func `a creator who does not own the client has a campaign and its rewards (19)`() async throws {
        let personas = try await Personas()
        let v1 = try await personas.v1("current_user", as: "20019").json
        #expect(v1["data"]?["relationships"]?["campaign"]?["data"]?["id"] == "900019")
        #expect(v1.included("reward").compactMap { $0["id"]?.string } == ["-1", "0", "710010"])
        #expect(try await personas.v2("campaigns", as: "20019").json.ids == ["900019"])
    }

    @Test func `the owner's token carries every scope (20, check 12)`() async throws {
        let personas = try await Personas()
        let scope = try await personas.tokens(as: Personas.owner, scope: "identity")["scope"]?.string ?? ""
        #expect(scope.split(separator: " ").contains("campaigns.members[email]"))
    }

    @Test func `a token has what was ever approved (21, check 11)`() async throws {
        let personas = try await Personas()
        _ = try await personas.tokens(as: "20021", scope: "identity identity[email] identity.memberships")
        let second = try await personas.tokens(as: "20021", scope: "identity")
        #expect(second["scope"] == "identity identity[email] identity.memberships")
    }

    @Test func `who denies does so whatever is pressed (23, check 9)`() async throws {
        let personas = try await Personas()
        let answer = try await personas.patreon.decide("allow", as: "20023", Personas.request())
        #expect(answer.status == .found)
        #expect(answer.location == PatreonOrigin.callback + "?error=access_denied&state=a+state")
    }

    @Test func `who is slow lets clients wait longer than they do`() async throws {
        let personas = try await Personas()
        _ = try await personas.tokens(as: "20101")
        #expect(personas.patreon.world.rests.milliseconds == [11_000])
        #expect(try await personas.v2("identity", as: "20102").status == .ok)
        #expect(personas.patreon.world.rests.milliseconds == [11_000, 6_000])
    }

    @Test func `who has disconnected the app refuses a refresh`() async throws {
        let personas = try await Personas()
        let tokens = try await personas.tokens(as: "20103")
        let answer = try await personas.refresh(tokens)
        #expect(answer.status == .unauthorized)
        #expect(answer.body == #"{"error": "invalid_grant"}"#)
    }

    @Test func `each has a name, an address of its own and a sentence`() throws {
        let accounts = try PatreonFixture.json("personas.json")["patreon"]?["accounts"]?.array ?? []
        #expect(accounts.count > 30)
        #expect(accounts.allSatisfy { $0["story"]?.string?.isEmpty == false })
    }
}
