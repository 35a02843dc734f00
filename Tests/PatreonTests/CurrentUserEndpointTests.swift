import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET /api/oauth2/api/current_user (spec §3.6)")
struct CurrentUserEndpointTests {
    static let path = "/api/oauth2/api/current_user"

    @Test func `everything comes without being asked for (check 4)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.api(Self.path)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.json == (try PatreonFixture.json("current_user.json")))
        #expect(answer.body.hasPrefix(#"{"data": {"attributes": {"about": null, "age_verification_status": null, "#))
    }

    @Test func `its members are those that were documented and seen`() async throws {
        let patreon = try await PatreonOrigin()
        let attributes = try await patreon.api(Self.path).json["data"]?["attributes"]?.members ?? []
        let documented = try PatreonFixture.json("current_user.documented.json")
        let seenLater = [
            "age_verification_status", "apple_id", "can_see_nsfw", "current_user_block_status", "default_country_code",
            "google_id", "is_eligible_for_idv", "patron_currency",
        ]
        let expected = (documented["data"]?["attributes"]?.members ?? []).map(\.name) + seenLater
        #expect(attributes.map(\.name) == expected.sorted())
    }

    @Test(
        arguments: [
            ("fields[user]=like_count,comment_count", ["like_count": 0, "comment_count": 0]),
            ("fields%5Buser%5D=full_name", ["full_name": "Mika van Example"]),
        ] as [(String, JSON)])
    func `a field set is all there is`(query: String, attributes: JSON) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.api("\(Self.path)?\(query)").json
        #expect(answer["data"]?["attributes"] == attributes)
    }

    @Test(arguments: [
        ("", true), ("include=pledges", true), ("include=pledges.null", true), ("include=null", false),
        ("include=campaign", false), ("json-api-use-default-includes=false", false),
    ])
    func `pledges are listed unless something else is asked for; a campaign only where there is one`(
        query: String, hasPledges: Bool
    ) async throws {
        let patreon = try await PatreonOrigin()
        let data = try await patreon.api("\(Self.path)?\(query)").json["data"]
        #expect(data?["relationships"] == (hasPledges ? ["pledges": ["data": []]] : nil))
    }

    @Test(arguments: ["include=memberships", "fields[user]=is_creator"])
    func `what the first version does not have cannot be asked for`(query: String) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.api("\(Self.path)?\(query)")
        #expect(answer.status == .badRequest)
        #expect(answer.json["errors"]?.array?.first?["code_name"] == "ParameterInvalidOnType")
    }

    @Test(arguments: ["identity", "identity[email]", "campaigns", nil])
    func `it takes both scopes of the second version (checks 10 and 17)`(scope: String?) async throws {
        let patreon = try await PatreonOrigin()
        #expect(try await patreon.api(Self.path, scope: scope).status == .unauthorized)
    }

    @Test func `or the one of the first`() async throws {
        let patreon = try await PatreonOrigin()
        let code = try await patreon.code(PatreonOrigin.request(client: "first", scope: "users"))
        let tokens = try await patreon.redeem(code, authorization: PatreonOrigin.basic("first:first-secret")).json
        let answer = try await patreon.get(Self.path, bearer: tokens["access_token"]?.string)
        #expect(answer.status == .ok)
        #expect(answer.json["data"]?["attributes"]?["email"] == "mika@example.test")
    }

    @Test(arguments: ["10001", "10002", "10006", "10007"])
    func `the flag of the address is never null, which Logto would refuse (§7.1)`(account: String) async throws {
        let patreon = try await PatreonOrigin()
        let data = try await patreon.api(Self.path, as: account).json["data"]
        #expect(data?["attributes"]?["is_email_verified"]?.bool != nil)
        #expect(data?["id"] == .string(account))
    }
}

@Suite("GET /avatars")
struct AvatarEndpointTests {
    @Test func `an account has a picture that does not change`() async throws {
        let patreon = try await PatreonOrigin()
        let picture = try await patreon.get("/avatars/10001.svg?size=100")
        #expect(picture.status == .ok)
        #expect(picture.headers[.contentType] == "image/svg+xml")
        #expect(picture.body.contains(#"width="100""#))
        #expect(picture.body.contains(">ME</text>"))
        #expect(try await patreon.get("/avatars/10001.svg?size=100").body == picture.body)
        #expect(try await patreon.get("/avatars/10001.svg?size=-1%00").status == .ok)
    }
}
