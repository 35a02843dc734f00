import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Attributes of the second version's resources (spec §3.4, §4.4 to §4.7)")
struct V2AttributesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let type: String
        let path: String
        /// Whether the resource is the document's own.
        var isPrimary = false
        var testDescription: String { self.type }
    }

    /// Where each type can be had with all its attributes.
    static let cases = [
        Case(type: "user", path: "identity?", isPrimary: true),
        Case(type: "campaign", path: "campaigns/900020?", isPrimary: true),
        Case(type: "member", path: "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0024?", isPrimary: true),
        Case(type: "post", path: "posts/500020?", isPrimary: true),
        Case(type: "tier", path: "campaigns/900020?include=tiers&"),
        Case(type: "benefit", path: "campaigns/900020?include=benefits&"),
        Case(type: "address", path: "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0024?include=address&"),
        Case(type: "pledge-event", path: "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010?include=pledge_history&"),
    ]

    @Test(arguments: Self.cases)
    func `every documented attribute is there, with its type`(resource: Case) async throws {
        let personas = try await Personas()
        let documented = try #require(try PatreonFixture.json("attributes.documented.json")[resource.type]?.members)
        let answer = try await personas.v2(resource.path + (try Personas.fields(resource.type)))
        #expect(answer.status == .ok)
        let resources =
            resource.isPrimary ? [answer.json["data"] ?? .null] : answer.json.included(resource.type)
        #expect(!resources.isEmpty)
        for attributes in resources.compactMap({ $0["attributes"] }) {
            #expect(attributes.members?.map(\.name) == documented.map(\.name))
            for member in documented {
                let value = try #require(attributes[member.name])
                #expect(Self.isOfType(value, member.value.string ?? ""), "\(member.name): \(value)")
            }
        }
    }

    @Test(arguments: Self.cases)
    func `nothing comes without being asked for (§3.3)`(resource: Case) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(resource.path).json
        let all = [answer["data"] ?? .null] + (answer["included"]?.array ?? [])
        #expect(all.allSatisfy { $0["attributes"]?.members?.isEmpty == true })
    }

    @Test(arguments: Self.cases)
    func `an unknown attribute is refused with the recorded error (§3.7)`(resource: Case) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2(resource.path + "fields[\(resource.type)]=pledge_sum")
        #expect(answer.status == .badRequest)
        #expect(answer.json.errorCode == "ParameterInvalidOnType")
    }

    private static func isOfType(_ value: JSON, _ type: String) -> Bool {
        if type.hasSuffix("?") { return value.isNull || Self.isOfType(value, String(type.dropLast())) }
        return switch type {
        case "string": value.string != nil
        case "integer": value.int != nil
        case "boolean": value.bool != nil
        case "array": value.array != nil
        case "object": value.members != nil
        // Never with `Z` (§3.3).
        case "date-time":
            value.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00/) != nil
        default: false
        }
    }
}

@Suite("Whole answers, as they are kept in Fixtures/Patreon")
struct V2AnswersTests {
    @Test(
        arguments: [
            (
                "identity.json",
                "identity?include=memberships.currently_entitled_tiers,memberships.campaign,campaign", "20011"
            ),
            ("campaigns.json", "campaigns?include=tiers.benefits,creator,goals,benefits.tiers", Personas.owner),
            (
                "members.json",
                "campaigns/900020/members?page[count]=4&include=user,address,currently_entitled_tiers,campaign",
                Personas.owner
            ),
            (
                "member.json",
                "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0011?include=user,pledge_history.tier,pledge_history.patron",
                Personas.owner
            ),
            ("posts.json", "campaigns/900020/posts?include=user,campaign", Personas.owner),
        ])
    func `they are what they were`(name: String, path: String, account: String) async throws {
        let personas = try await Personas()
        let fields = try ["user", "campaign", "member", "tier", "benefit", "post", "address", "pledge-event"]
            .map(Personas.fields).joined(separator: "&")
        let answer = try await personas.v2("\(path)&\(fields)", as: account)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/vnd.api+json")
        try PatreonFixture.expect(answer.json, is: name)
    }
}
