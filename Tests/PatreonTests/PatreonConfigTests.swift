import Core
import Storage
import TestSupport
import Testing

@Suite("What a configuration says of Patreon")
struct PatreonConfigTests {
    private static func problems(_ patreon: String) -> [String] {
        do {
            _ = try Config(text: "{\"patreon\": \(patreon)}".utf8, listening: TestWorld.origins)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test(arguments: [
        (
            #"{"campaigns": [{}]}"#,
            ["campaigns[0].id: is missing", "campaigns[0].owner: is missing", "campaigns[0].name: is missing"]
        ),
        (
            #"{"campaigns": [{"id": "x", "owner": "1", "name": "n"}]}"#,
            ["campaigns[0].id: is \"x\"", "no account with that id"]
        ),
        (
            #"{"campaigns": [{"id": "1", "owner": "1", "name": "n", "surprise": 1}], "accounts": [{"id": "1"}]}"#,
            ["campaigns[0].surprise: is not a known key"]
        ),
        (
            #"""
            {"accounts": [{"id": "1"}], "campaigns": [{"id": "1", "owner": "1", "name": "n",
             "tiers": [{"id": "5", "title": "a"}, {"id": "5", "title": "b"}],
             "benefits": [{"id": "6", "title": "c", "tiers": ["7"]}],
             "members": [{"id": "no-uuid", "account": "2", "tiers": ["8"], "patronStatus": "keen", "pledgeCadence": 3,
                          "lastChargeDate": "yesterday", "address": {}, "pledgeHistory": [{"tier": "9"}]}],
             "posts": [{"id": "p", "tiers": ["10"]}]}]}
            """#,
            [
                "tiers[1].id: is \"5\", which", "benefits[0].tiers[0]: is \"7\"", "members[0].id: is \"no-uuid\"",
                "members[0].account: is \"2\"", "members[0].tiers[0]: is \"8\"",
                "members[0].patronStatus: is \"keen\"; it must be one of: active_patron, declined_patron, former_patron",
                "members[0].pledgeCadence: is 3", "members[0].lastChargeDate: is \"yesterday\"",
                "members[0].address.city: is missing", "members[0].address.country: is missing",
                "members[0].pledgeHistory[0].type: is missing", "members[0].pledgeHistory[0].date: is missing",
                "members[0].pledgeHistory[0].tier: is \"9\"", "posts[0].id: is \"p\"", "posts[0].tiers[0]: is \"10\"",
            ]
        ),
        (
            #"{"accounts": [{"id": "1", "behaviours": ["denies", "sings"], "socialConnections": {"discord": {}}}]}"#,
            [
                "accounts[0].behaviours[1]: is \"sings\"; it must be one of: denies, ",
                "socialConnections.discord: must be",
            ]
        ),
        (
            #"{"switches": {"pkce": "maybe", "codeLifetimeSeconds": 0, "v1": "off", "persona": "nobody", "other": 1}}"#,
            [
                "switches.pkce: is \"maybe\"; it must be one of: ignore, verify-if-sent, require",
                "switches.codeLifetimeSeconds: must be", "switches.v1: must be true or false",
                "switches.persona: is \"nobody\"", "switches.other: is not a known key",
            ]
        ),
    ])
    func `every problem is reported, with its path`(text: String, expected: [String]) {
        let problems = Self.problems(text)
        for words in expected {
            #expect(problems.contains { $0.contains(words) }, "\(words) in \(problems)")
        }
        #expect(problems.count == expected.count)
    }

    @Test func `the switches' defaults are those of spec §10`() throws {
        let switches = try Config(text: "{}".utf8, listening: TestWorld.origins).patreon.switches
        #expect(switches == PatreonSwitches())
        #expect(switches.codeLifetimeSeconds == 600)
        #expect(switches.pkce == .ignore)
        #expect(switches.unverifiedEmail == .blocked)
        #expect(switches.v1)
        #expect(!switches.oauthErrorsAs400 && !switches.revocation && !switches.rateLimits && !switches.autoApprove)
    }

    @Test(arguments: ["personas.json", "../../config.json"])
    func `the worlds in the repository are free of problems`(name: String) throws {
        let config = try Config(text: try PatreonFixture.text(name).utf8, listening: TestWorld.origins)
        #expect(!config.patreon.campaigns.isEmpty)
    }

    @Test func `what is laid over a database a second time leaves alone what happened meanwhile`() async throws {
        let store = try Store.inMemory()
        let personas = try PatreonFixture.text("personas.json")
        _ = try await PatreonOrigin(personas, store: store)
        let id = ID<Member>("5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010")
        try await store.transaction { db in
            var event = PledgeEvent(
                memberID: id, kind: .subscription, date: TestWorld.beginning, amountCents: 500, currencyCode: "USD")
            event.paymentStatus = .paid
            try db.insert(event)
            try db.put(
                Member(
                    id: "00000000-0000-4000-8000-000000000001", campaignID: "900020", accountID: "20001",
                    createdAt: TestWorld.beginning))
        }
        let before = try await store.read { try $0.member(id) }
        _ = try await PatreonOrigin(personas, store: store)
        let (after, events, count) = try await store.read { db in
            (try db.member(id), try db.pledgeEvents(of: id), try db.memberCount(of: "900020"))
        }
        #expect(after == before)
        #expect(events.count == 3)
        #expect(count == 15)
    }

    @Test func `a whole member comes back as it was written`() async throws {
        let store = try Store.inMemory()
        _ = try await PatreonOrigin(try PatreonFixture.text("personas.json"), store: store)
        let member = try #require(
            try await store.read { try $0.member(account: "20024", of: "900020") })
        #expect(member.address?.line2 == "2º B")
        #expect(member.tierIDs == ["700020"])
        #expect(member.lastChargeStatus == .paid)
        #expect(member.createdAt == Instant(iso8601: "2026-11-01T08:00:00Z"))
        #expect(member.isPledge)
    }
}

@Suite("Dates in a configuration")
struct InstantParsingTests {
    @Test(
        arguments: [
            ("2026-11-25", 1_795_564_800_000), ("2026-11-25T10:20:30Z", 1_795_602_030_000),
            ("2026-11-25T10:20:30.125+02:00", 1_795_594_830_125), ("1969-12-31T23:59:59.999Z", -1),
            ("2024-02-29", 1_709_164_800_000), ("0000-03-01", -62_162_035_200_000),
        ] as [(String, Int64)])
    func `are read to the millisecond`(text: String, milliseconds: Int64) {
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-02-29", "2026-00-01", "2026-13-01", "2026-11-31", "2026-11-25T24:00:00Z",
        "2026-11-25T10:20:30", "2026-11-25 10:20", "２０２６-11-25", "2026-11-25Z", "2026-11-25T10:20:30+0200",
    ])
    func `are refused where they are none`(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test(arguments: [
        ("2026-11-25", "2026-12-01"), ("2026-12-01", "2027-01-01"), ("2024-01-31", "2024-02-01"),
    ])
    func `the next month begins on its first`(day: String, first: String) {
        #expect(Instant(iso8601: day)?.firstOfNextMonth == Instant(iso8601: first))
    }
}
