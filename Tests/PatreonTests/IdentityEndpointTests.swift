import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET /api/oauth2/v2/identity (spec §3.4)")
struct IdentityEndpointTests {
    static let path = "/api/oauth2/v2/identity"

    @Test func `without a query there are empty attributes and nothing else (check 13)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.api(Self.path)
        #expect(answer.status == .ok)
        #expect(
            answer.body
                == #"{"data": {"attributes": {}, "id": "10001", "type": "user"}, "#
                + #""links": {"self": "http://localhost:3003/api/oauth2/v2/user/10001"}}"#)
        #expect(answer.headers[.contentType] == "application/vnd.api+json")
        #expect(answer.headers[.cacheControl] == "private")
        let uuid = HTTPField.Name("x-patreon-uuid").flatMap { answer.headers[$0] }
        #expect(uuid?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
    }

    @Test(arguments: ["fields%5Buser%5D=email%2Cfull_name", "fields[user]=email,full_name"])
    func `the e-mail address comes only with its scope, and is absent without (check 14)`(query: String) async throws {
        let patreon = try await PatreonOrigin()
        let without = try await patreon.api("\(Self.path)?\(query)", as: "10002", scope: "identity").json
        #expect(without["data"]?["attributes"] == ["full_name": "Sora"])
        let with = try await patreon.api("\(Self.path)?\(query)", as: "10001").json
        #expect(with["data"]?["attributes"] == ["full_name": "Mika van Example", "email": "mika@example.test"])
        let alone = try await patreon.api("\(Self.path)?\(query)", as: "10003", scope: "identity[email]").json
        #expect(alone["data"]?["attributes"] == ["full_name": "Zoë 山田", "email": "zoe@example.test"])
    }

    @Test func `the owner's address comes unasked, which hides mistakes with scopes (§8, persona 20)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.api("\(Self.path)?fields[user]=email", as: "10004", scope: "identity")
        #expect(answer.json["data"]?["attributes"] == ["email": "cleo@example.test"])
    }

    @Test(
        arguments: [
            (
                "10001",
                [
                    "first_name": "Mika", "last_name": "van Example", "vanity": "mika",
                    "url": "http://localhost:3003/mika",
                    "email": "mika@example.test", "is_email_verified": true,
                ]
            ),
            (
                "10002",
                [
                    "first_name": "Sora", "last_name": "", "vanity": .null, "email": "sora@example.test",
                    "url": "http://localhost:3003/user?u=10002",
                ]
            ),
            ("10006", ["email": .null, "is_email_verified": false]),
            (
                "10007",
                [
                    "first_name": "", "last_name": "", "full_name": "", "vanity": "nameless one",
                    "url": "http://localhost:3003/nameless%20one",
                ]
            ),
        ] as [(String, JSON)])
    func `every attribute can be had, with the conventions of §3.3`(account: String, expected: JSON) async throws {
        let patreon = try await PatreonOrigin()
        let names =
            "about,can_see_nsfw,created,email,first_name,full_name,hide_pledges,image_url,is_creator,"
            + "is_email_verified,last_name,like_count,social_connections,thumb_url,url,vanity"
        let answer = try await patreon.api("\(Self.path)?fields[user]=\(names)", as: account)
        let attributes = try #require(answer.json["data"]?["attributes"])
        #expect(attributes.members?.map(\.name) == names.split(separator: ",").map(String.init))
        #expect(attributes["created"] == "2027-01-15T08:00:00.000+00:00")
        #expect(attributes["image_url"] == .string("http://localhost:3003/avatars/\(account).svg?size=400"))
        #expect(attributes["social_connections"]?["discord"]?.isNull == true)
        for member in expected.members ?? [] {
            #expect(attributes[member.name] == member.value, "\(member.name)")
        }
    }

    @Test func `nobody has memberships or a campaign yet: an empty list, and null`() async throws {
        let patreon = try await PatreonOrigin()
        let query = "include=memberships.currently_entitled_tiers,memberships.campaign,campaign&fields[tier]=title"
        let answer = try await patreon.api("\(Self.path)?\(query)")
        #expect(
            answer.body
                == #"{"data": {"attributes": {}, "id": "10001", "relationships": {"campaign": {"data": null}, "#
                + #""memberships": {"data": []}}, "type": "user"}, "#
                + #""links": {"self": "http://localhost:3003/api/oauth2/v2/user/10001"}}"#)
    }

    @Test(arguments: [
        ("include=campaigns", "include"), ("include=memberships.pledges", "include"),
        ("fields[user]=gender", "fields[user]"), ("fields%5Buser%5D=email,%00", "fields[user]"),
        ("include=memberships&fields[member]=nickname", "fields[member]"),
        ("include=" + String(repeating: "campaign.creator.", count: 2_000), "include"),
    ])
    func `what does not exist cannot be asked for (§3.7, check 15)`(query: String, parameter: String) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.api("\(Self.path)?\(query)")
        #expect(answer.status == .badRequest)
        let error = try #require(answer.json["errors"]?.array?.first)
        #expect(error["code_name"] == "ParameterInvalidOnType")
        #expect(error["status"] == "400")
        #expect(error["source"] == ["parameter": .string(parameter)])
    }

    @Test func `memberships alone do not open it (§1.2)`() async throws {
        let patreon = try await PatreonOrigin()
        #expect(try await patreon.api(Self.path, scope: "identity.memberships").status == .unauthorized)
    }
}

@Suite("Access to the API (spec §3.1, §3.7)")
struct APIAccessTests {
    static let paths = [
        ("/api/oauth2/v2/identity", "application/vnd.api+json"),
        ("/api/oauth2/api/current_user", "application/json"), ("/oauth2/api/current_user", "application/json"),
    ]

    @Test(arguments: Self.paths)
    func `without a good token there is a 401 of JSON:API (check 17)`(path: String, type: String) async throws {
        let patreon = try await PatreonOrigin()
        let token = try await patreon.tokens()["access_token"]?.string ?? ""
        for authorization in [
            nil, "", "Bearer", "Bearer ", "Bearer unknown", "Basic \(token)", token, "Bearer \(token) x",
            "Bearer " + String(repeating: "a", count: 20_000),
        ] {
            let answer = try await patreon.get(
                path, headers: authorization.map { [.authorization: $0] } ?? [:])
            #expect(answer.status == .unauthorized, "\(authorization ?? "none")")
            #expect(answer.headers[.contentType] == type)
            let id = try #require(answer.json["errors"]?.array?.first?["id"]?.string)
            #expect(
                answer.body
                    == #"{"errors": [{"code": 1, "code_name": "Unauthorized", "detail": "The server could not "#
                    + "verify that you are authorized to access the URL requested.  You either supplied the wrong "
                    + "credentials (e.g. a bad password), or your browser doesn't understand how to supply the "
                    + #"credentials required.", "id": "\#(id)", "status": "401", "title": "Unauthorized"}]}"#)
        }
        #expect(try await patreon.get(path + "?access_token=\(token)").status == .unauthorized)
        #expect(try await patreon.get(path, headers: [.authorization: "bearer \(token)"]).status == .ok)
        patreon.world.advance(seconds: 2_678_400)
        #expect(try await patreon.get(path, bearer: token).status == .unauthorized)
    }

    @Test(arguments: [
        ("/api/oauth2/v2/nothing", "application/vnd.api+json"),
        ("/api/oauth2/v2/user/10001", "application/vnd.api+json"),
        ("/api", "application/json"), ("/api/oauth2/revoke", "application/json"),
        ("/api/oauth2/token/revoke", "application/json"), ("/oauth2/api/nothing", "application/json"),
    ])
    func `an unknown path of the API is a 404 of JSON:API`(path: String, type: String) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.get(path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == type)
        let error = try #require(answer.json["errors"]?.array?.first)
        #expect(error["code_name"] == "ResourceNotFound")
        #expect(error["code"]?.isNull == true)
        #expect(error["status"] == "404")
        #expect(error.members?.map(\.name) == ["code", "code_name", "detail", "id", "status", "title"])
    }

    @Test(arguments: ["/", "/nothing", "/oauth2/revoke", "/avatars/unknown.svg", "/%00", "/%FF", "/../etc/passwd"])
    func `an unknown path elsewhere is a page`(path: String) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.get(path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.body.contains("Resource not found."))
    }

    @Test(arguments: [
        ("/api/oauth2/token", HTTPRequest.Method.get, "POST", true), ("/oauth2/token", .get, "POST", true),
        ("/api/oauth2/v2/identity", .post, "GET, HEAD", true),
        ("/api/oauth2/api/current_user", .delete, "GET, HEAD", true),
        ("/oauth2/authorize", .post, "GET, HEAD", false), ("/api/oauth2/authorize", .put, "GET, HEAD, POST", false),
        ("/oauth2/errors", .post, "GET, HEAD", false),
    ])
    func `a wrong method is a 405 (§2.5)`(
        path: String, method: HTTPRequest.Method, allowed: String, isProgram: Bool
    ) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.send(method, path)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == allowed)
        if isProgram {
            #expect(answer.json["errors"]?.array?.first?["code_name"] == "MethodNotAllowed")
        } else {
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test func `HEAD is answered like GET, without a body`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.send(.head, "/oauth2/errors")
        #expect(answer.status == .ok)
        #expect(answer.body.isEmpty)
    }

    @Test func `every answer is the emulator's`() async throws {
        let patreon = try await PatreonOrigin()
        for path in ["/", "/api", "/api/oauth2/v2/identity", "/oauth2/authorize", "/oauth2/errors"] {
            let mark = HTTPField.Name("X-Emulator").flatMap { name in name }
            let answer = try await patreon.get(path)
            #expect(mark.flatMap { answer.headers[$0] }?.hasPrefix("logto-emulator/") == true, "\(path)")
        }
    }
}
