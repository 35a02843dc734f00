import Core
import HTTPTypes
import Testing
import Web

@testable import Patreon

@Suite("JSON:API queries and documents (spec §3.3)")
struct JSONAPITests {
    // MARK: include

    @Test func `include paths that begin alike are joined`() throws {
        let tree = try IncludeTree(
            ["memberships.campaign", "memberships", "memberships.currently_entitled_tiers", "campaign"], on: "user",
            in: .v2)
        #expect(Set(tree.branches.keys) == ["memberships", "campaign"])
        #expect(tree.branches["memberships"].map { Set($0.branches.keys) } == ["campaign", "currently_entitled_tiers"])
    }

    @Test(arguments: [
        "memberships.currently_entitled_tiers", "memberships.campaign", "memberships.pledge_history",
        "memberships.currently_entitled_tiers.benefits", "memberships.campaign.tiers", "memberships.address",
        "memberships.user", "memberships.pledge_history.tier", "campaign.tiers.tier_image",
    ])
    func `paths in real use are known (§3.4)`(path: String) throws {
        _ = try IncludeTree([path], on: "user", in: .v2)
    }

    @Test(arguments: [
        "campaigns", "memberships.tiers", "memberships.", ".memberships", "memberships..user", "Memberships", " ", "*",
        "memberships\u{0}", "memberships\u{301}", "campaign.creator.\u{FFFD}",
        "campaign" + String(repeating: ".creator.campaign", count: 10_000),
    ])
    func `a path that leads nowhere is refused`(path: String) throws {
        let error = #expect(throws: PatreonError.self) { try IncludeTree([path], on: "user", in: .v2) }
        #expect(error?.status == .badRequest)
        #expect(error?.codeName == "ParameterInvalidOnType")
        #expect(error?.parameter == "include")
    }

    @Test(
        arguments: [("", []), (",", []), ("a,,b,", ["a", "b"]), ("a", ["a"]), ("a b", ["a b"])] as [(String, [String])])
    func `lists have commas between their names`(text: String, names: [String]) {
        #expect(JSONAPIQuery.list(text) == names)
    }

    @Test(
        arguments: [
            ([:], CurrentUserEndpoint.included),
            (["include": "null"], []), (["include": ""], []), (["include": "pledges"], ["pledges"]),
            (["include": "pledges.null,campaign"], ["pledges", "campaign"]),
            (["json-api-use-default-includes": "false"], []),
            (["json-api-use-default-includes": "false", "include": "campaign"], ["campaign"]),
        ] as [([String: String], [String])])
    func `the first version includes by itself, unless it is told otherwise (§3.6)`(
        query: [String: String], paths: [String]
    ) {
        let parameters = FormParameters(query.map { ($0.key, $0.value) })
        #expect(V1Includes.paths(parameters, defaults: CurrentUserEndpoint.included) == paths)
    }

    // MARK: fields

    @Test func `no fields are shown unless they are asked for, nor is one twice`() throws {
        #expect(try Self.query("").attributes(of: "user") == [])
        #expect(try Self.query("fields[user]=").attributes(of: "user") == [])
        #expect(try Self.query("fields%5Buser%5D=email%2Cfull_name").attributes(of: "user") == ["email", "full_name"])
        #expect(try Self.query("fields[user]=email,email,").attributes(of: "user") == ["email"])
    }

    @Test(arguments: [
        "fields[user]=gender", "fields[user]=email,is_suspended", "fields[user]=*", "fields[user]=email%00",
        "fields[user]=%FF", "fields[campaign]=pledge_sum&include=campaign",
        "fields[tier]=name&include=memberships.currently_entitled_tiers",
    ])
    func `a field that a type does not have is refused`(query: String) {
        let error = #expect(throws: PatreonError.self) { try Self.query(query) }
        #expect(error?.codeName == "ParameterInvalidOnType")
        #expect(error?.parameter?.hasPrefix("fields[") == true)
    }

    @Test(arguments: [
        "fields[campaign]=pledge_sum", "fields[unknown]=x", "fields=x", "fields[]=x", "fields[user=x", "include&fields",
    ])
    func `field sets of types that are not in the answer do not matter`(query: String) throws {
        _ = try Self.query(query)
    }

    private static func query(_ text: String) throws -> JSONAPIQuery {
        let parameters = FormParameters(encoded: text)
        return try JSONAPIQuery(
            parameters, including: JSONAPIQuery.list(parameters["include"] ?? ""), on: "user", in: .v2)
    }

    // MARK: documents

    @Test func `without a query there are empty attributes and nothing else`() throws {
        #expect(
            try Self.document("").text(.spaced)
                == #"{"data": {"attributes": {}, "id": "1", "type": "user"}, "#
                + #""links": {"self": "http://p.test/api/oauth2/v2/user/1"}}"#)
    }

    @Test func `an included resource stands in the document once, with what was asked of it`() throws {
        let document = try Self.document(
            "include=memberships.currently_entitled_tiers,memberships.campaign&fields[tier]=title&fields[user]=full_name"
        )
        #expect(
            document == [
                "data": [
                    "attributes": ["full_name": "Mika"], "id": "1", "type": "user",
                    "relationships": [
                        "memberships": ["data": [["id": "m1", "type": "member"], ["id": "m2", "type": "member"]]]
                    ],
                ],
                "included": [
                    Self.included("m1", "member", related: true),
                    Self.included("9", "campaign"),
                    ["attributes": ["title": "Gold"], "id": "7", "type": "tier"],
                    Self.included("m2", "member", related: true),
                ],
                "links": ["self": "http://p.test/api/oauth2/v2/user/1"],
            ])
    }

    @Test func `the root is not included again where a path leads back to it`() throws {
        let document = try Self.document("include=memberships.user.campaign")
        #expect(document["included"]?.array?.map { $0["type"]?.string } == ["member", "member"])
        #expect(document["data"]?["relationships"]?["campaign"] == ["data": .null])
    }

    private static func included(_ id: String, _ type: String, related: Bool = false) -> JSON {
        [
            "attributes": [:], "id": .string(id), "type": .string(type),
            "relationships": related
                ? [
                    "campaign": [
                        "data": ["id": "9", "type": "campaign"],
                        "links": ["related": "http://p.test/api/oauth2/v2/campaigns/9"],
                    ],
                    "currently_entitled_tiers": ["data": [["id": "7", "type": "tier"]]],
                ] : nil,
        ]
    }

    /// A user with two memberships, which share a campaign and a tier.
    private static func document(_ query: String) throws -> JSON {
        let tier = JSONAPIResource(type: "tier", id: "7", attributes: ["title": "Gold", "amount_cents": 500])
        let campaign = JSONAPIResource(type: "campaign", id: "9", attributes: ["name": "Comics"])
        func user() -> JSONAPIResource {
            JSONAPIResource(
                type: "user", id: "1", attributes: ["full_name": "Mika", "vanity": .null],
                related: [
                    "campaign": { .one(nil) },
                    "memberships": {
                        .many(
                            ["m1", "m2"].map { id in
                                JSONAPIResource(
                                    type: "member", id: id, attributes: [:],
                                    related: [
                                        "campaign": { .one(campaign) }, "currently_entitled_tiers": { .many([tier]) },
                                        "user": { .one(user()) },
                                    ])
                            })
                    },
                ])
        }
        return try JSONAPIDocument.rendered(
            user(), query: try Self.query(query), schema: .v2, origin: "http://p.test")
    }
}
