import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("grant_type=client_credentials (spec §11.6)")
struct ClientCredentialsGrantTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let form: [String: String]
        let audience: String
        let scope: String?
        var organization: String?
        var lifetime: Int64 = 600

        var testDescription: String { "\(self.form)" }
    }

    static let rows: [Row] = [
        Row(form: ["resource": Example.api, "scope": "read:books"], audience: Example.api, scope: "read:books"),
        Row(
            form: ["resource": Example.api, "scope": "write:books nonsense read:books openid"],
            audience: Example.api, scope: "read:books"),
        Row(form: ["resource": Example.api, "scope": "write:books"], audience: Example.api, scope: nil),
        Row(form: ["resource": Example.api], audience: Example.api, scope: nil),
        Row(
            form: ["resource": "https://default.logto.app/api", "scope": "all"],
            audience: "https://default.logto.app/api", scope: "all", lifetime: 3600),
        Row(
            form: ["organization_id": Example.bookClub, "scope": "invite:members close:club"],
            audience: "urn:logto:organization:bookclub0001", scope: "invite:members", lifetime: 3600),
        Row(
            form: ["organization_id": Example.bookClub], audience: "urn:logto:organization:bookclub0001", scope: "",
            lifetime: 3600),
        Row(
            form: ["organization_id": Example.bookClub, "resource": Example.api, "scope": "read:books write:books"],
            audience: Example.api, scope: "write:books", organization: Example.bookClub),
        Row(
            form: ["organization_id": Example.bookClub, "resource": Example.api], audience: Example.api, scope: nil,
            organization: Example.bookClub),
    ]

    @Test(arguments: rows)
    func `a machine gets what its roles give`(row: Row) async throws {
        let machine = RelyingParty(Example.machine, in: try await TestWorld())
        let answer = try await machine.token(row.form.merging(["grant_type": "client_credentials"]) { $1 })
        #expect(answer.status == .ok)
        #expect(answer.headers[.cacheControl] == "no-store")
        var body = JSON.object((answer.json.members ?? []).filter { $0.name != "access_token" })
        let expected: JSON = [
            "expires_in": .int(row.lifetime), "token_type": "Bearer", "scope": row.scope.map(JSON.string),
        ]
        #expect(body == expected)
        let claims = try machine.accessClaims(answer)
        body = JSON.object((claims.members ?? []).filter { $0.name != "jti" })
        #expect(
            body == [
                "organization_id": row.organization.map(JSON.string), "sub": .string(Example.machine.id),
                "client_id": .string(Example.machine.id), "aud": .string(row.audience),
                "scope": row.scope.map(JSON.string), "iss": "http://localhost:3001/oidc",
                "iat": .int(TestWorld.beginning.seconds), "exp": .int(TestWorld.beginning.seconds + row.lifetime),
            ])
    }

    @Test(
        arguments: [
            (
                [:], HTTPResponse.Status.badRequest,
                refusal(
                    "invalid_target", "both `resource` and `organization_id` are not provided",
                    message: "Invalid resource indicator.")
            ),
            (
                ["resource": ""], .badRequest,
                refusal(
                    "invalid_target", "both `resource` and `organization_id` are not provided",
                    message: "Invalid resource indicator.")
            ),
            (["resource": "https://unknown.example"], .badRequest, .unknownResource),
            (
                ["resource": "bookstore"], .badRequest,
                refusal(
                    "invalid_target", "resource indicator must be an absolute URI",
                    message: "Invalid resource indicator.")
            ),
            (
                ["organization_id": "chessclub001", "resource": "bookstore"], .forbidden,
                refusal("access_denied", "app has not associated with the organization", message: "Access denied.")
            ),
            (
                ["resource": Example.api, "scope": "a  b"], .badRequest,
                refusal(
                    "invalid_scope", "scope contains invalid characters",
                    message: "Invalid scope: {{error_description}}.")
            ),
        ] as [([String: String], HTTPResponse.Status, JSON)])
    func `other requests are refused`(
        form: [String: String], status: HTTPResponse.Status, body: JSON
    ) async throws {
        let machine = RelyingParty(Example.machine, in: try await TestWorld())
        let answer = try await machine.token(form.merging(["grant_type": "client_credentials"]) { $1 })
        #expect(answer.status == status)
        #expect(answer.json == body)
    }

    @Test(arguments: [
        ("https://cafe.example/api", "only a single resource indicator value is supported for this grant type"),
        ("https://unknown.example", "resource indicator is missing, or unknown"),
    ])
    func `there can be one resource only`(second: String, description: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.post(
            "\(world.issuer)/token",
            form: [
                "grant_type": "client_credentials", "client_id": Example.machine.id,
                "client_secret": Example.machine.secret ?? "", "resource": Example.api, "resource": second,
            ])
        #expect(answer.status == .badRequest)
        #expect(answer.errorDescription == description)
    }

    @Test func `the default API stands in where nothing is named, but not beside an organization`() async throws {
        let config = Example.config(replacing: #""accessTokenTtl": 600"#, with: #""isDefault": true"#)
        let machine = RelyingParty(Example.machine, in: try await TestWorld(config))
        let alone = try await machine.token(["grant_type": "client_credentials", "scope": "read:books"])
        #expect(try machine.accessClaims(alone)["aud"] == .string(Example.api))
        #expect(alone.json["scope"] == "read:books")
        let inClub = try await machine.token(
            ["grant_type": "client_credentials", "organization_id": Example.bookClub])
        #expect(try machine.accessClaims(inClub)["aud"] == "urn:logto:organization:bookclub0001")
    }
}
