import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET and POST /oidc/me (spec §13)")
struct UserInfoTests {
    @Test func `a user who came through Patreon, by the scopes of the tutorial`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.userInfo(try await party.tokens().access)
        let user = try #require(try await party.world.user(persona: "10001"))
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        let expected: JSON = [
            "sub": .string(user.id.value), "name": "Mika Example", "picture": .nullable(user.avatar),
            "updated_at": .int(TestWorld.beginning.milliseconds), "username": .null,
            "created_at": .int(TestWorld.beginning.milliseconds), "email": "mika@example.test",
            "email_verified": true,
            "identities": ["patreon": ["userId": "10001", "details": try #require(user.identities.first).details]],
            "sso_identities": [],
        ]
        #expect(answer.json == expected)
        let details = answer.json["identities"]?["patreon"]?["details"]
        #expect(details?["rawData"]?["data"]?["id"] == "10001")
        #expect((details?.members ?? []).map(\.name).sorted() == ["avatar", "email", "id", "name", "rawData"])
    }

    @Test func `what a user has not is null, absent or false`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let scope = "openid profile email phone address custom_data identities roles"
        let tokens = try await party.tokens(as: "10005", ["scope": scope])
        try await party.world.change(persona: "10005") {
            $0.name = nil
            $0.avatar = nil
        }
        let json = try await party.userInfo(tokens.access).json
        for name in ["name", "picture", "username", "email", "phone_number"] { #expect(json[name] == .null, "\(name)") }
        #expect(json["email_verified"] == false)
        #expect(json["phone_number_verified"] == false)
        #expect(json["custom_data"] == [:])
        for name in ["family_name", "nickname", "address", "website", "preferred_username"] {
            #expect(json[name] == nil, "\(name)")
        }
    }

    @Test func `the profile's members have OpenID's names, the address Logto's`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens(["scope": "openid profile phone address custom_data"])
        try await party.world.change(persona: "10001") {
            $0.username = "mika"
            $0.primaryPhone = "8112345"
            $0.customData = ["shelf": [1, 2]]
            $0.profile = [
                "familyName": "Example", "givenName": "Mika", "nickname": "M", "zoneinfo": "Asia/Tokyo",
                "address": ["formatted": "1 Street", "streetAddress": "1 Street", "postalCode": "1"],
            ]
        }
        let json = try await party.userInfo(tokens.access).json
        #expect(json["username"] == "mika")
        #expect(json["preferred_username"] == "mika")
        #expect(json["family_name"] == "Example")
        #expect(json["given_name"] == "Mika")
        #expect(json["nickname"] == "M")
        #expect(json["zoneinfo"] == "Asia/Tokyo")
        #expect(json["phone_number"] == "8112345")
        #expect(json["phone_number_verified"] == true)
        #expect(json["address"]?["streetAddress"] == "1 Street")
        #expect(json["custom_data"] == ["shelf": [1, 2]])
        #expect(json["email"] == nil)
        #expect(json["identities"] == nil)
    }

    @Test(arguments: [HTTPRequest.Method.get, .post], ["Bearer", "bearer", "BEARER"])
    func `the token comes in the header`(method: HTTPRequest.Method, scheme: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try await party.tokens().access
        let answer = try await party.world.send(
            method, "\(party.world.issuer)/me", headers: [.authorization: "\(scheme) \(token)"])
        #expect(answer.status == .ok)
    }

    @Test func `or in the form`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try await party.tokens().access
        let answer = try await party.world.post("\(party.world.issuer)/me", form: ["access_token": token])
        #expect(answer.status == .ok)
        #expect(answer.json["name"] == "Mika Example")
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var header: String?
        var query = ""
        var form: [(String, String)]?
        let status: HTTPResponse.Status
        let error: String
        let description: String
        var challenge: String?
        var testDescription: String { "\(self.header ?? "") \(self.query) \(self.description)" }
    }

    private static let realm = #"Bearer realm="http://localhost:3001/oidc""#

    static let refusals: [Refused] = [
        Refused(
            status: .unauthorized, error: "invalid_token", description: "no access token provided",
            challenge: Self.realm),
        Refused(
            form: [], status: .unauthorized, error: "invalid_token", description: "no access token provided",
            challenge: Self.realm),
        Refused(
            header: "Bearer", status: .badRequest, error: "invalid_request",
            description: "invalid authorization header value format"),
        Refused(
            header: "Bearer a b", status: .badRequest, error: "invalid_request",
            description: "invalid authorization header value format"),
        Refused(
            header: "Basic abc", status: .badRequest, error: "invalid_request",
            description: "authorization header scheme must be `Bearer`"),
        Refused(
            header: "DPoP abc", status: .badRequest, error: "invalid_request",
            description: "`DPoP` header not provided"),
        Refused(
            header: "Bearer abc", form: [("access_token", "abc")], status: .badRequest, error: "invalid_request",
            description: "access token must only be provided using one mechanism"),
        Refused(
            query: "?access_token=abc", status: .badRequest, error: "invalid_request",
            description: "access tokens must not be provided via query parameter"),
        Refused(
            header: "Bearer abc", status: .unauthorized, error: "invalid_token",
            description: "invalid token provided"),
        Refused(
            form: [("access_token", "abc")], status: .unauthorized, error: "invalid_token",
            description: "invalid token provided"),
    ]

    @Test(arguments: refusals)
    func `other requests are refused with a challenge`(row: Refused) async throws {
        let world = try await TestWorld()
        var headers = HTTPFields()
        headers[.authorization] = row.header
        if row.form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let answer = try await world.send(
            row.form == nil ? .get : .post, "\(world.issuer)/me\(row.query)", headers: headers,
            body: FormURLEncoding.encode(row.form ?? []))
        #expect(answer.status == row.status)
        #expect(answer.oauthError == row.error)
        #expect(answer.errorDescription == row.description)
        #expect(answer.headers[.cacheControl] == "no-store")
        let usual = #"\#(Self.realm), error="\#(row.error)", error_description="\#(row.description)""#
        #expect(answer.headers[.wwwAuthenticate] == row.challenge ?? usual)
    }

    private static let invalidToken =
        #"\#(Self.realm), error="invalid_token", error_description="invalid token provided""#

    @Test func `an ID token is no access token`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.userInfo(try #require(try await party.tokens().id))
        #expect(answer.status == .unauthorized)
        #expect(answer.headers[.wwwAuthenticate] == Self.invalidToken)
    }

    @Test(arguments: [(3599, true), (3614, true), (3615, false)])
    func `a token is taken for 15 seconds more`(seconds: Int64, isTaken: Bool) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try await party.tokens().access
        party.world.advance(seconds: seconds)
        let answer = try await party.userInfo(token)
        #expect((answer.status == .ok) == isTaken)
        if !isTaken { #expect(answer.headers[.wwwAuthenticate] == Self.invalidToken) }
    }

    @Test func `a token without openid may not`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.userInfo(try await party.tokens(["scope": "profile"]).access)
        #expect(answer.status == .forbidden)
        #expect(answer.oauthError == "insufficient_scope")
        #expect(answer.errorDescription == "access token missing openid scope")
        #expect(answer.json["scope"] == "openid")
        #expect(
            answer.headers[.wwwAuthenticate]
                == #"\#(Self.realm), error="insufficient_scope", error_description="access token missing openid scope", scope="openid""#
        )
    }

    @Test func `a suspended user's token is an invalid grant, not an invalid token`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try await party.tokens().access
        try await party.world.suspend(persona: "10001")
        let answer = try await party.userInfo(token)
        #expect(answer.status == .badRequest)
        #expect(answer.body == AuthorizationCodeGrantTests.invalidGrant)
        #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("\(Self.realm), error=\"invalid_grant\"") == true)
    }
}
