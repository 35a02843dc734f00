import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET /campaigns, /campaigns/{id} (spec §4.1, §4.4)")
struct CampaignsEndpointTests {
    @Test func `a creator has one, and whoever is none has an empty list`() async throws {
        let personas = try await Personas()
        let own = try await personas.v2("campaigns", as: "20019", scope: "campaigns").json
        #expect(own["meta"] == ["pagination": ["cursors": ["next": .null], "total": 1]])
        #expect(own.ids == ["900019"])
        let none = try await personas.v2("campaigns", as: "20010", scope: "campaigns")
        #expect(none.status == .ok)
        #expect(none.json["data"] == [])
    }

    @Test(arguments: [
        ("campaigns/900019", HTTPResponse.Status.forbidden), ("campaigns/1", .notFound), ("campaigns/900020/", .ok),
    ])
    func `another's is refused`(path: String, status: HTTPResponse.Status) async throws {
        #expect(try await Personas().v2(path).status == status)
    }

    @Test(arguments: ["campaigns", "campaigns/900019"])
    func `it takes its scope`(path: String) async throws {
        let answer = try await Personas().v2(path, as: "20019", scope: "identity campaigns.members")
        #expect(answer.status == .unauthorized)
    }

    @Test func `empty relationships are lists, but the goals are null (§10)`() async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(
            "campaigns/900019?include=benefits,goals,categories,live_access_rules,campaign_installations,tiers.tier_image"
        )
        #expect(answer.status == .forbidden)
        let own = try await personas.v2(
            "campaigns/900019?include=benefits,goals,categories,live_access_rules,campaign_installations,tiers.tier_image",
            as: "20019")
        let relationships = own.json["data"]?["relationships"]
        for name in ["benefits", "categories", "live_access_rules", "campaign_installations"] {
            #expect(relationships?[name] == ["data": []], "\(name)")
        }
        #expect(relationships?["goals"] == ["data": .null])
        #expect(own.json.included("tier").allSatisfy { $0["relationships"]?["tier_image"] == ["data": .null] })
    }

    @Test func `every campaign has a free tier`() async throws {
        let config = PatreonOrigin.config.replacing(
            "\"accounts\":", with: #""campaigns": [{ "id": "7", "owner": "10004", "name": "Bare" }], "accounts":"#)
        let patreon = try await PatreonOrigin(config)
        let answer = try await patreon.api(
            "/api/oauth2/v2/campaigns?include=tiers&fields[tier]=title,amount_cents", as: "10004")
        #expect(answer.json.included("tier").map { $0["attributes"] } == [["amount_cents": 0, "title": "Free"]])
    }
}

@Suite("GET /campaigns/{id}/posts, /posts/{id} (spec §4.1, §4.7)")
struct PostsEndpointTests {
    @Test func `another's campaign has none, rather than a refusal`() async throws {
        let answer = try await Personas().v2("campaigns/900019/posts")
        #expect(answer.status == .ok)
        #expect(answer.json == ["data": [], "meta": ["pagination": ["cursors": ["next": .null], "total": 0]]])
    }

    @Test func `another's post is refused, also to who pays and has every scope`() async throws {
        let answer = try await Personas().v2("posts/500020", as: "20010")
        #expect(answer.status == .forbidden)
        #expect(answer.json.errorCode == "ViewForbidden")
        #expect(
            answer.json["errors"]?.array?.first?["detail"] == "You do not have permission to view post with id 500020.")
    }

    @Test func `its address is relative, and its tiers are ids`() async throws {
        let answer = try await Personas().v2("posts/500020?fields[post]=url,tiers")
        #expect(
            answer.json["data"]?["attributes"] == [
                "tiers": ["700010", "700020"], "url": "/cleo/posts/page-two-early-500020",
            ])
    }

    @Test(arguments: ["media", "attachments_media", "user_defined_tags"])
    func `there is nothing else to include (§3.3)`(include: String) async throws {
        let answer = try await Personas().v2("posts/500020?include=\(include)")
        #expect(answer.status == .badRequest)
    }

    @Test func `they are sorted by when they were published, where that is asked for`() async throws {
        let personas = try await Personas()
        #expect(try await personas.v2("campaigns/900020/posts?sort=published_at").json.ids.first == "500030")
        #expect(
            try await personas.v2("campaigns/900020/posts?sort=-published_at&page[count]=1").json.ids == ["500020"])
    }

    @Test(arguments: ["campaigns/900020/posts", "posts/500010"])
    func `it takes its scope`(path: String) async throws {
        #expect(try await Personas().v2(path, as: "20010", scope: "identity").status == .unauthorized)
    }
}
