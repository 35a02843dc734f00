import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("What real clients send (spec §7)")
struct ClientSequencesTests {
    @Test func `allauth's second call is refused without its scope, and tells so in JSON (check 24)`() async throws {
        let personas = try await Personas()
        let fields = "email,first_name,full_name,image_url,last_name,social_connections,thumb_url,url,vanity"
        let tokens = try await personas.tokens(as: "20010", scope: "identity identity[email] campaigns")
        let token = tokens["access_token"]?.string
        let identity = try await personas.patreon.get(
            "/api/oauth2/v2/identity?include=memberships&fields%5Buser%5D=\(fields)", bearer: token)
        #expect(identity.status == .ok)
        let member = identity.json["data"]?["relationships"]?["memberships"]?["data"]?.array?.first?["id"]?.string
        let second = try await personas.patreon.get(
            "/api/oauth2/v2/members/\(try #require(member))?include=currently_entitled_tiers&fields%5Btier%5D=title",
            bearer: token)
        #expect(second.status == .unauthorized)
        #expect(second.json["errors"]?.array?.isEmpty == false)
    }

    @Test func `WordPress finds the campaign of each membership (check 25)`() async throws {
        let personas = try await Personas()
        let user =
            "email,first_name,full_name,image_url,last_name,thumb_url,url,vanity,is_email_verified,about,created"
        let member =
            "currently_entitled_amount_cents,lifetime_support_cents,campaign_lifetime_support_cents,last_charge_status,"
            + "patron_status,last_charge_date,pledge_relationship_start,pledge_cadence"
        let answer = try await personas.v2(
            "identity?include=memberships.currently_entitled_tiers,memberships.campaign&fields[user]=\(user)"
                + "&fields[member]=\(member)",
            as: "20011", scope: "identity identity[email] identity.memberships")
        #expect(answer.status == .ok)
        let members = answer.json.included("member")
        #expect(members.count == 2)
        for resource in members {
            #expect(resource["relationships"]?["campaign"]?["data"]?["id"]?.string != nil)
            #expect(resource["attributes"]?["pledge_relationship_start"]?.string != nil)
        }
    }

    @Test func `members and tiers are included once each, and nothing unasked (check 16)`() async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(
            "identity?include=memberships.currently_entitled_tiers&fields[tier]=title", as: "20011")
        let included = answer.json["included"]?.array ?? []
        let keys = included.map { "\($0["type"]?.string ?? "")/\($0["id"]?.string ?? "")" }
        #expect(Set(keys).count == keys.count)
        #expect(answer.json.included("tier").count == 3)
        for member in answer.json.included("member") {
            #expect(member["relationships"]?.members?.map(\.name) == ["currently_entitled_tiers"])
            #expect(member["attributes"] == [:])
        }
    }

    @Test func `sponsorkit follows the links with a bearer in lower case`() async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string ?? ""
        let headers: HTTPFields = [.authorization: "bearer \(token)"]
        let campaigns = try await personas.patreon.get(
            "/api/oauth2/api/current_user/campaigns?include=null", headers: headers)
        let id = try #require(campaigns.json.ids.first)
        let fields =
            "fields%5Bmember%5D=currently_entitled_amount_cents,patron_status,pledge_relationship_start,"
            + "lifetime_support_cents&fields%5Buser%5D=image_url,url,first_name,full_name"
        let members = try await personas.patreon.get(
            "/api/oauth2/v2/campaigns/\(id)/members?include=user&\(fields)&page%5Bcount%5D=100", headers: headers)
        #expect(members.json.ids.count == 14)
        #expect(members.json.included("user").count == 14)
    }

    @Test func `discourse finds its pledges through the campaign's links`() async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string
        let campaigns = try await personas.patreon.get("/oauth2/api/current_user/campaigns", bearer: token)
        let first = campaigns.json["data"]?.array?.first?["relationships"]?["pledges"]?["links"]?["first"]?.string
        let pledges = try await personas.patreon.world.get(
            try #require(first), headers: [.authorization: "Bearer \(try #require(token))"])
        #expect(pledges.json["data"]?.array?.count == 8)
        #expect(pledges.json.included("user").contains { $0["attributes"]?["email"] == "persona-20010@example.test" })
        // Who hides the address hides it here as well.
        #expect(!pledges.body.contains("persona-20022@example.test"))
        #expect(!pledges.body.contains("Mona Masked"))
    }

    @Test func `Logto's connector signs in each persona that can (check 1, 2, 4)`() async throws {
        let personas = try await Personas()
        for account in ["20001", "20004", "20005", "20007", "20008", "20020"] {
            let answer = try await personas.v1("current_user", as: account, scope: "identity identity[email]")
            let data = answer.json["data"]
            #expect(data?["id"] == .string(account))
            #expect(data?["attributes"]?["is_email_verified"]?.bool != nil)
        }
    }
}
