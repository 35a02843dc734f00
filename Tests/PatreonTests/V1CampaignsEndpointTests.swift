import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("GET current_user/campaigns, campaigns/{id}/pledges in the first version (spec §3.6)")
struct V1CampaignsEndpointTests {
    @Test(arguments: [
        ("v1.campaigns.json", "current_user/campaigns"), ("v1.pledges.json", "campaigns/900020/pledges?page[count]=3"),
    ])
    func `answers are what they were`(name: String, path: String) async throws {
        let answer = try await Personas().v1(path)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        try PatreonFixture.expect(answer.json, is: name)
    }

    @Test func `campaigns are a list, with the two rewards that everybody has`() async throws {
        let personas = try await Personas()
        let answer = try await personas.v1("current_user/campaigns", as: "20019", scope: "campaigns").json
        #expect(answer.ids == ["900019"])
        let rewards = answer.included("reward")
        #expect(rewards.prefix(2).map { $0["id"] } == ["-1", "0"])
        #expect(rewards.prefix(2).map { $0["attributes"]?["amount_cents"] } == [0, 1])
        let pledges = answer["data"]?.array?.first?["relationships"]?["pledges"]
        #expect(pledges?["data"] == [])
        #expect(
            pledges?["links"]?["first"]?.string?
                .hasPrefix("http://localhost:3003/api/oauth2/api/campaigns/900019/pledges?page%5Bcount%5D=20") == true)
    }

    @Test func `include=null leaves the campaign alone (sponsorkit)`() async throws {
        let answer = try await Personas().v1("current_user/campaigns?include=null").json
        #expect(answer["included"] == nil)
        #expect(answer["data"]?.array?.first?["relationships"] == nil)
        #expect(answer["data"]?.array?.first?["attributes"]?["pledge_sum"]?.int == 6500)
    }

    @Test(arguments: ["/api/oauth2/api", "/oauth2/api"])
    func `pledges come page by page, each once`(root: String) async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string
        var ids: [String] = []
        var url: String? = "\(root)/campaigns/900020/pledges?page%5Bcount%5D=3&include=null"
        while let next = url {
            let page = try await personas.patreon.get(next, bearer: token).json
            #expect(page["meta"] == ["count": 8])
            #expect(page["links"]?["first"] != nil)
            ids += page.ids
            url = page["links"]?["next"]?.string.map { String($0.dropFirst(personas.patreon.world.patreon.count)) }
        }
        #expect(ids.count == 8)
        #expect(Set(ids).count == 8)
    }

    @Test func `a declined pledge says since when, and only patrons who pay have one`() async throws {
        let answer = try await Personas().v1("campaigns/900020/pledges?include=patron.null").json
        let declined = (answer["data"]?.array ?? []).filter { $0["attributes"]?["declined_since"]?.isNull == false }
        #expect(declined.map { $0["attributes"]?["declined_since"] } == ["2026-11-01T08:00:00+00:00"])
        let patrons = Set(answer.included("user").compactMap { $0["id"]?.string })
        #expect(patrons == ["20010", "20011", "20012", "20016", "20022", "20222", "20024", "20025"])
    }

    @Test(arguments: ["sort=created", "sort=-created", "sort=updated", "page[cursor]=2026-09-01"])
    func `sorting and a bare time as cursor are understood`(query: String) async throws {
        let answer = try await Personas().v1("campaigns/900020/pledges?include=null&\(query)")
        #expect(answer.status == .ok)
        #expect(answer.json.ids.count == (query.hasPrefix("sort") ? 8 : 5))
    }

    @Test(arguments: ["page[cursor]=x", "page[cursor]=2026-13-01", "page[count]=x", "page[cursor]=%FF~1"])
    func `hostile ones are refused`(query: String) async throws {
        #expect(try await Personas().v1("campaigns/900020/pledges?\(query)").status == .badRequest)
    }

    @Test(arguments: [
        ("current_user/campaigns", "identity identity[email]", HTTPResponse.Status.unauthorized),
        ("current_user/campaigns", "campaigns", .ok),
        ("campaigns/900019/pledges", "campaigns campaigns.members", .unauthorized),
        ("campaigns/900019/pledges", "campaigns.members campaigns.members[email] campaigns.members.address", .ok),
        (
            "campaigns/900020/pledges", "campaigns.members campaigns.members[email] campaigns.members.address",
            .forbidden
        ),
    ])
    func `scopes of the second version stand for those of the first (§1.2)`(
        path: String, scope: String, status: HTTPResponse.Status
    ) async throws {
        #expect(try await Personas().v1(path, as: "20019", scope: scope).status == status)
    }

    @Test func `a client of the first version has scopes of its own`() async throws {
        let personas = try await Personas()
        let request = [
            ("response_type", "code"), ("client_id", "personas-v1-client"), ("scope", "users pledges-to-me"),
            ("redirect_uri", "http://localhost:3000/patreon"),
        ]
        let code = try await personas.patreon.code(as: "20010", request)
        let tokens = try await personas.patreon.redeem(
            code, redirectURI: "http://localhost:3000/patreon",
            authorization: PatreonOrigin.basic("personas-v1-client:personas-v1-client-secret")
        ).json
        let answer = try await personas.patreon.get(
            "/api/oauth2/api/current_user", bearer: tokens["access_token"]?.string
        ).json
        #expect(answer.included("pledge").map { $0["attributes"]?["amount_cents"] } == [500])
        #expect(answer.included("reward").map { $0["attributes"]?["title"] } == ["Gold"])
    }
}
