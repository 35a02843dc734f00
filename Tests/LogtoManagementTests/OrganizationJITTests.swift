import Core
import HTTPTypes
import TestSupport
import Testing

/// `/organizations/:id/jit`, and what comes of it at registration (spec `logto-management-api.md` §6.10).
@Suite struct OrganizationJITTests {
    private static let path = "/organizations/bookclub0001/jit"
    private static let domains = "\(path)/email-domains"
    private static let roles = "\(path)/roles"
    private static let connectors = "\(path)/sso-connectors"

    private static func domain(_ name: String) -> JSON {
        ["tenantId": "default", "organizationId": "bookclub0001", "emailDomain": .string(name)]
    }

    private static let rows: [Row] = [
        Row(.get, domains, 200, []), Row(.get, roles, 200, []), Row(.get, connectors, 200, []),
        Row(.post, "/organizations/nothing/jit/email-domains", ["emailDomain": "a.example"], .noForeignKey),
        Row(.delete, "\(domains)/a.example", .notFound),
        Row(.post, roles, ["organizationRoleIds": ["nothing"]], .noForeignKey),
        Row(.delete, "\(roles)/clubeditor00000000000", .notFound),
        Row(.post, connectors, ["ssoConnectorIds": ["nothing"]], .noForeignKey),
        Row(.put, connectors, ["ssoConnectorIds": ["nothing"]], .noForeignKey),
        Row(.delete, "\(connectors)/nothing", .notFound),
    ]

    @Test(arguments: Self.rows)
    func `what there is at first, and what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `domains are added, replaced and taken`() async throws {
        let management = try await Management()
        let added = try await management.call(.post, Self.domains, ["emailDomain": "b.example"])
        #expect(added.status == .created)
        #expect(added.json == Self.domain("b.example"))
        try await Row(.post, Self.domains, ["emailDomain": "b.example"], .notUnique).check(management)
        let put = try await management.call(.put, Self.domains, ["emailDomains": ["c.example", "a.example"]])
        #expect(put.status == .noContent)
        #expect(
            try await management.get(Self.domains).json == [Self.domain("a.example"), Self.domain("c.example")])
        let page = try await management.get("\(Self.domains)?page=2&page_size=1")
        #expect(page.json == [Self.domain("c.example")])
        #expect(page.headers[.init("Total-Number") ?? .server] == "2")
        #expect(try await management.call(.delete, "\(Self.domains)/a.example").status == .noContent)
        #expect(try await management.get(Self.domains).json == [Self.domain("c.example")])
        #expect(try await management.call(.put, Self.connectors, ["ssoConnectorIds": []]).status == .noContent)
        for body in [["emailDomain": ""], [:]] as [JSON] {
            #expect(try await management.call(.post, Self.domains, body).status == .badRequest)
        }
    }

    @Test func `who registers with an address of the domain is a member, who is created is not`() async throws {
        let management = try await Management()
        _ = try await management.create(Self.domains, ["emailDomain": "example.test"])
        let given = try await management.call(
            .post, Self.roles, ["organizationRoleIds": ["clubeditor00000000000", "clubbot00000000000000"]])
        #expect(given.status == .created)
        #expect(given.body == "Created")
        #expect(try await management.ids(Self.roles) == ["clubbot00000000000000", "clubeditor00000000000"])
        _ = try await management.create("/users", ["primaryEmail": "someone@example.test"])
        #expect(try await management.ids("/organizations/bookclub0001/users") == ["alice0000001"])
        let party = RelyingParty(in: management.world)
        let code = try await party.code(
            Browser(management.world), ["scope": "openid urn:logto:scope:organizations profile email"])
        let tokens = try await party.redeem(code).json
        let claims = try party.claims(tokens["id_token"]?.string ?? "")
        #expect(claims["organizations"] == ["bookclub0001"])
        let user = claims["sub"]?.string ?? ""
        #expect(
            try await management.get("/users/\(user)/organizations").json.array?.first?["organizationRoles"]
                == [["id": "clubeditor00000000000", "name": "Editor"]])
    }
}
