import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("What which token sees (spec §3.5)")
struct PrivacyTests {
    private static let members = "campaigns/900019/members?"
    private static let fields =
        "include=user,address&fields[member]=email,full_name,note&fields[user]=email,full_name,is_email_verified"

    /// Of a creator who is not the client's owner, and so has only what was asked for.
    private func member(scope: String) async throws -> JSON {
        let personas = try await Personas()
        return try await personas.v2(Self.members + Self.fields, as: "20019", scope: scope).json
    }

    @Test func `a creator sees names and notes, addresses only with their scopes`() async throws {
        let plain = try await self.member(scope: "campaigns.members")
        let attributes = plain["data"]?.array?.first?["attributes"]
        #expect(attributes == ["full_name": "Mara Many", "note": ""])
        #expect(plain["data"]?.array?.first?["relationships"]?["address"] == nil)
        let full = try await self.member(
            scope: "campaigns.members campaigns.members[email] campaigns.members.address")
        let member = full["data"]?.array?.first
        #expect(member?["attributes"]?["email"] == "persona-20011@example.test")
        // Recorded: no links beside what is not there.
        #expect(member?["relationships"]?["address"] == ["data": .null])
    }

    @Test func `a patron's user has neither an address nor its flag`() async throws {
        let document = try await self.member(scope: "campaigns.members campaigns.members[email] identity[email]")
        #expect(document.included("user").map { $0["attributes"] } == [["full_name": "Mara Many"]])
    }

    @Test(arguments: [
        ("5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0022", "Paul Private"),
        ("5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0222", "Anonymous member"),
    ])
    func `members may keep address and name to themselves (persona 22)`(id: String, name: String) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2("members/\(id)?\(Self.fields)").json
        #expect(answer["data"]?["attributes"] == ["full_name": .string(name), "note": ""])
        #expect(answer.included("user").first?["attributes"] == ["full_name": .string(name)])
        #expect(!answer.text().contains("@"))
    }

    @Test func `an address comes with its scope (persona 24)`() async throws {
        let personas = try await Personas()
        let path = "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0024?include=address.user&fields[address]=city,phone_number"
        let answer = try await personas.v2(path).json
        #expect(
            answer.included("address").first?["attributes"] == ["city": "Madrid", "phone_number": "+34 600 000 000"])
        let relationship = answer["data"]?["relationships"]?["address"]
        #expect(relationship?["links"]?["related"]?.string?.contains("/api/oauth2/v2/address/") == true)
    }

    @Test(arguments: [("identity", 1), ("identity identity.memberships", 2)])
    func `memberships beyond the owner's campaign take a scope (§3.4, persona 11)`(
        scope: String, count: Int
    ) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(
            "identity?include=memberships.campaign&fields[campaign]=name", as: "20011", scope: scope)
        #expect(answer.json.included("member").count == count)
        // Works without the scope for campaigns.
        #expect(answer.json.included("campaign").first?["attributes"] == ["name": "Cleo's Comics"])
    }

    @Test func `one's own campaign takes its scope`() async throws {
        let personas = try await Personas()
        let path = "identity?include=campaign"
        let without = try await personas.v2(path, as: "20019", scope: "identity").json
        #expect(without["data"]?["relationships"] == nil)
        let with = try await personas.v2(path, as: "20019", scope: "identity campaigns").json
        #expect(with["data"]?["relationships"]?["campaign"]?["data"]?["id"] == "900019")
    }

    @Test func `a patron does not see the creator's note, nor whom the creator belongs to`() async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(
            "identity?include=memberships.campaign.creator.memberships&fields[member]=note,email", as: "20010",
            scope: "identity identity.memberships")
        let member = try #require(answer.json.included("member").first)
        #expect(member["attributes"] == [:])
        #expect(answer.json.included("member").count == 1)
        #expect(answer.json.included("user").first?["relationships"] == nil)
    }

    @Test func `a member's account at Discord is shown where the tier goes with it (persona 25)`() async throws {
        let personas = try await Personas()
        let query = "include=user&fields[user]=social_connections"
        let shown = try await personas.v2("members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0025?\(query)").json
        let connections = shown.included("user").first?["attributes"]?["social_connections"]
        #expect(connections?["discord"]?["user_id"] == "180000000000000025")
        #expect(connections?["youtube"]?.isNull == true)
        let own = try await personas.v2("identity?fields[user]=social_connections", as: "20025").json
        let youtube = own["data"]?["attributes"]?["social_connections"]?["youtube"]
        #expect(youtube?.members?.map(\.name) == ["scopes", "url", "user_id"])
    }
}
