import Core
import HTTPTypes
import OAuth
import Storage
import TestSupport
import Testing

@Suite("GET /campaigns/{id}/members and /members/{id} (spec §4.1, §4.2, §4.5)")
struct MembersEndpointTests {
    private static let path = "campaigns/\(Personas.campaign)/members"

    private static func cursors(_ page: JSON) -> JSON? { page["meta"]?["pagination"]?["cursors"] }

    /// Five members, and nobody else.
    private static func five(switches: String = "") async throws -> PatreonOrigin {
        let members = (1...5).map { "{\"id\": \"\(Self.uuid($0))\", \"account\": \"1000\($0)\"}" }
        let campaign = """
            "campaigns": [{ "id": "1", "owner": "10004", "name": "Five", "members": [\(members.joined(separator: ","))] }],
            "accounts":
            """
        let config = PatreonOrigin.config.replacing("\"accounts\":", with: campaign)
        return try await PatreonOrigin(config, switches: switches)
    }

    private static func uuid(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

    private static func pages(_ patreon: PatreonOrigin) async throws -> [JSON] {
        let token = try await patreon.tokens(as: "10004")["access_token"]?.string
        var pages: [JSON] = []
        var url: String? = "/api/oauth2/v2/campaigns/1/members?page%5Bcount%5D=2&include=user"
        while let next = url {
            let page = try await patreon.get(next, bearer: token).json
            pages.append(page)
            url = page["links"]?["next"]?.string.map { String($0.dropFirst(patreon.world.patreon.count)) }
        }
        return pages
    }

    @Test func `five members come on three pages (check 20)`() async throws {
        let pages = try await Self.pages(try await Self.five())
        #expect(pages.flatMap(\.ids) == (1...5).map(Self.uuid))
        #expect(pages.map(\.ids.count) == [2, 2, 1])
        for page in pages {
            #expect(page["meta"]?["pagination"]?["total"] == 5)
            #expect(page.included("user").count == page.ids.count)
        }
        for page in pages.prefix(2) {
            let cursor = try #require(Self.cursors(page)?["next"]?.string)
            #expect(cursor.wholeMatch(of: /03:[A-Za-z0-9+\/]+=*:[A-Za-z0-9_-]+/) != nil)
            let escaped = FormURLEncoding.encode([("page[cursor]", cursor)])
            #expect(page["links"]?["next"]?.string?.contains("page%5Bcount%5D=2&\(escaped)") == true)
        }
        #expect(Self.cursors(pages[2])?["next"]?.isNull == true)
        #expect(pages[2]["links"] == nil)
    }

    @Test func `the last page may leave its cursors out (§10)`() async throws {
        let pages = try await Self.pages(try await Self.five(switches: #""lastPage": "omitted""#))
        #expect(pages.count == 3)
        #expect(pages.last?["meta"] == ["pagination": ["total": 5]])
    }

    @Test(arguments: ["", "&sort=created", "&sort=-created", "&sort=updated", "&sort=-updated", "&sort=nothing"])
    func `each member is visited once while others join`(sort: String) async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string
        let store = personas.patreon.world.store
        let before = try await store.read { try $0.members(of: "900020").map(\.id.value) }
        let newcomers = try await store.read { db in
            let members = try db.members(of: "900020").map(\.accountID)
            return try db.patreonAccounts().map(\.id).filter { !members.contains($0) }
        }
        var seen: [String] = []
        var url: String? = "/api/oauth2/v2/\(Self.path)?page[count]=3\(sort)"
        for (index, account) in newcomers.enumerated() {
            guard let next = url else { break }
            let page = try await personas.patreon.get(next, bearer: token).json
            seen += page.ids
            url = page["links"]?["next"]?.string.map { String($0.dropFirst(personas.patreon.world.patreon.count)) }
            let now = TestWorld.beginning.advanced(bySeconds: Int64(index) + 1)
            try await store.transaction { db in
                let id = ID<Member>("00000000-0000-4000-8000-0000000001\(index < 10 ? "0" : "")\(index)")
                try db.put(Member(id: id, campaignID: "900020", accountID: account, createdAt: now))
            }
        }
        #expect(url == nil)
        #expect(Set(seen).count == seen.count)
        #expect(Set(seen).isSuperset(of: before))
    }

    @Test func `so it is with insertions that really happen at the same time`() async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string
        let store = personas.patreon.world.store
        let before = try await store.read { try $0.members(of: "900020").map(\.id.value) }
        async let inserting: Void = withThrowingTaskGroup { group in
            for index in 0..<200 {
                group.addTask {
                    try await store.transaction { db in
                        let account = ID<PatreonAccount>(String(60_000 + index))
                        try db.put(PatreonAccount(id: account, fullName: "New", createdAt: TestWorld.beginning))
                        let id = ID<Member>("00000000-0000-4000-8000-\(100_000_000_000 + index)")
                        try db.put(
                            Member(
                                id: id, campaignID: "900020", accountID: account, createdAt: TestWorld.beginning))
                    }
                }
            }
            try await group.waitForAll()
        }
        var seen: [String] = []
        var url: String? = "/api/oauth2/v2/\(Self.path)?page[count]=2"
        while let next = url {
            let page = try await personas.patreon.get(next, bearer: token).json
            seen += page.ids
            url = page["links"]?["next"]?.string.map { String($0.dropFirst(personas.patreon.world.patreon.count)) }
        }
        try await inserting
        #expect(Set(seen).count == seen.count)
        #expect(Set(seen).isSuperset(of: before))
    }

    @Test func `they are sorted by the time of their creation, either way`() async throws {
        let personas = try await Personas()
        let created = try await personas.v2(Self.path + "?sort=created").json.ids
        let reversed = try await personas.v2(Self.path + "?sort=-created").json.ids
        #expect(created.count == 14)
        #expect(created == reversed.reversed())
        #expect(created.first == "5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010")
    }

    @Test(arguments: [
        ("page[count]=0", "page[count]"), ("page[count]=-1", "page[count]"), ("page[count]=x", "page[count]"),
        ("page[count]=1%00", "page[count]"), ("page%5Bcursor%5D=x", "page[cursor]"),
        ("page[cursor]=03:e30=:x", "page[cursor]"), ("page[cursor]=03::", "page[cursor]"),
        ("page[cursor]=%FF", "page[cursor]"), ("page[cursor]=::::", "page[cursor]"),
        ("include=pledges", "include"), ("include=user..campaign", "include"), ("fields[member]=x", "fields[member]"),
    ])
    func `hostile queries are refused, and say which key is to blame`(query: String, key: String) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2("\(Self.path)?\(query)")
        #expect(answer.status == .badRequest)
        #expect(answer.json.errorCode == "ParameterInvalidOnType")
        #expect(answer.json["errors"]?.array?.first?["source"]?["parameter"] == .string(key))
    }

    @Test(arguments: [
        "page[count]=99999999999999999999999999", "page[count]=5000", "page[size]=1", "page[cursor]=",
        "sort=;drop table",
        "fields[tier]=nothing", "fields", "=&&=", "page[count]=", "sort=%00",
    ])
    func `others are capped or ignored`(query: String) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2("\(Self.path)?\(query)")
        #expect(answer.status == .ok)
        #expect(answer.json.ids.count == 14)
    }

    @Test func `a cursor belongs to its list`() async throws {
        let personas = try await Personas()
        let page = try await personas.v2(Self.path + "?page[count]=1").json
        let cursor = try #require(Self.cursors(page)?["next"]?.string)
        let query = FormURLEncoding.encode([("page[cursor]", cursor)])
        #expect(try await personas.v2("campaigns/900020/posts?\(query)").status == .badRequest)
        #expect(try await personas.v2("\(Self.path)?\(query)").json.ids.count == 13)
    }

    @Test(arguments: [
        ("campaigns/900019/members", HTTPResponse.Status.forbidden, "ViewForbidden"),
        ("campaigns/1/members", .notFound, "ResourceNotFound"),
        ("members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0111", .forbidden, "ViewForbidden"),
        ("members/20010", .notFound, "ResourceNotFound"), ("members/%00", .notFound, "ResourceNotFound"),
        ("campaigns/members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010", .notFound, "ResourceNotFound"),
    ])
    func `others' members are refused, and unknown ones not found`(
        path: String, status: HTTPResponse.Status, code: String
    ) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(path)
        #expect(answer.status == status)
        #expect(answer.json.errorCode == code)
    }

    @Test(arguments: ["identity", "campaigns", "campaigns.posts", "identity.memberships"])
    func `it takes its scope (check 17)`(scope: String) async throws {
        let personas = try await Personas()
        for path in ["campaigns/900019/members", "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0111"] {
            let answer = try await personas.v2(path, as: "20019", scope: scope)
            #expect(answer.status == .unauthorized)
            #expect(answer.json.errorCode == "Unauthorized")
        }
    }

    @Test func `a member by id, as its own token is refused it (§4.1)`() async throws {
        let personas = try await Personas()
        let path = "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010?include=currently_entitled_tiers&fields[tier]=title"
        let answer = try await personas.v2(path).json
        #expect(answer["data"]?["id"] == "5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010")
        #expect(answer.included("tier").map { $0["attributes"] } == [["title": "Gold"]])
        let refused = try await personas.v2(path, as: "20010", scope: "identity campaigns.members")
        #expect(refused.status == .forbidden)
    }
}
