import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/control/patreon/clients")
struct ClientsAPITests {
    private let patreon: PatreonOrigin

    init() async throws {
        self.patreon = try await PatreonOrigin()
    }

    private func control(
        _ method: HTTPRequest.Method, _ path: String = "", _ body: String = ""
    ) async throws -> TestResponse {
        try await self.patreon.world.send(
            method, self.patreon.world.console + "/control/patreon/clients" + path, body: body)
    }

    private static let new = #"{"name": "New", "redirectUris": ["https://new.test/cb"], "owner": "10004"}"#

    @Test func `a client is created, found, changed, replaced and deleted`() async throws {
        let before = try await self.control(.get).json.array?.count ?? 0
        let created = try await self.control(.post, "", Self.new)
        #expect(created.status == .created)
        let id = try #require(created.json["id"]?.string)
        #expect(id.count == 64)
        #expect(created.json["secret"]?.string?.count == 64)
        #expect(created.json["creatorToken"]?["accessToken"]?.string?.count == 43)
        #expect(try await self.control(.get, "/\(id)").json == created.json)
        #expect(try await self.control(.get).json.array?.count == before + 1)

        let changed = try await self.control(
            .patch, "/\(id)", #"{"redirectUris": "https://a.test https://b.test", "description": "words"}"#)
        #expect(changed.json["redirectUris"] == ["https://a.test", "https://b.test"])
        #expect(changed.json["description"] == "words")
        #expect(changed.json["secret"] == created.json["secret"])
        let ask = PatreonOrigin.request(client: id, redirectURI: "https://b.test")
        #expect(try await self.patreon.ask(ask).status == .ok)

        let replaced = try await self.control(.put, "/\(id)", Self.new)
        #expect(replaced.json["description"] == .null)
        #expect(replaced.json["secret"] == created.json["secret"])

        #expect(try await self.control(.delete, "/\(id)").status == .noContent)
        #expect(try await self.control(.get, "/\(id)").status == .notFound)
        #expect(try await self.control(.delete, "/\(id)").status == .notFound)
    }

    @Test func `PUT creates a client of a chosen id`() async throws {
        let answer = try await self.control(
            .put, "/my-id", #"{"secret": "s", "name": "N", "apiVersion": 1, "redirectUris": ["http://localhost:1/"]}"#)
        #expect(answer.json["secret"] == "s")
        #expect(answer.json["apiVersion"] == 1)
        #expect(answer.json["creatorToken"] == .null)
        #expect(try await self.control(.post, "/my-id/creator-token").status == .conflict)
        #expect(try await self.control(.put, "/my%20id", Self.new).status == .badRequest)
    }

    @Test func `secret and creator's tokens are renewed`() async throws {
        let before = try await self.control(.get, "/second").json
        let rotated = try await self.control(.post, "/second/rotate-secret").json
        #expect(rotated["secret"] != before["secret"])
        #expect(rotated["creatorToken"] == before["creatorToken"])
        let refreshed = try await self.control(.post, "/second/creator-token").json
        #expect(refreshed["secret"] == rotated["secret"])
        let old = before["creatorToken"]?["accessToken"]?.string
        let new = refreshed["creatorToken"]?["accessToken"]?.string
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: old).status == .unauthorized)
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: new).status == .ok)
    }

    @Test(arguments: [
        ("", "not JSON"), ("[]", "must be a JSON object"), ("{", "not JSON"),
        (#"{"name": 1, "redirectUris": [2], "nmae": "x"}"#, "name must be a string"),
        (#"{"name": "x", "redirectUris": ["https://a.test"], "nmae": "x"}"#, "nmae is not known; here one may write"),
        (#"{"redirectUris": ["https://a.test"]}"#, "name: This must not be empty."),
        (#"{"name": "x", "redirectUris": ["app://x"]}"#, "only http and https"),
        (#"{"name": "x", "redirectUris": []}"#, "at least one redirect URI"),
        (#"{"name": "x", "redirectUris": ["https://a.test"], "owner": "666"}"#, "There is no account 666."),
        (#"{"name": "x", "redirectUris": ["https://a.test"], "apiVersion": 3}"#, "from 1 to 2"),
        (#"{"name": "x", "redirectUris": ["https://a.test"], "id": "a/b"}"#, "only letters, digits"),
        (#"{"name": "x", "redirectUris": ["https://a.test"], "secret": ""}"#, "secret must not be empty"),
        (#"{"name": "a\u0000", "redirectUris": ["https://a.test"]}"#, "without U+0000"),
    ])
    func `a refusal says what to change`(body: String, words: String) async throws {
        let before = try await self.control(.get).json
        let answer = try await self.control(.post, "", body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.contains(words) == true, "\(answer.body)")
        #expect(try await self.control(.get).json == before)
    }

    @Test func `an id that is taken is a conflict, and an unknown one is named`() async throws {
        let taken = try await self.control(
            .post, "", #"{"id": "second", "name": "x", "redirectUris": ["https://a.test"]}"#)
        #expect(taken.status == .conflict)
        for (method, path) in [
            (HTTPRequest.Method.get, "/x%00"), (.patch, "/x"), (.delete, "/x"), (.post, "/x/rotate-secret"),
        ] {
            let answer = try await self.control(method, path, "{}")
            #expect(answer.status == .notFound)
            #expect(answer.json["error"]?.string?.contains("There is no client") == true)
        }
        #expect(try await self.control(.put, "", "{}").json["error"]?.string?.contains("docs/control-api.md") == true)
    }

    @Test func `pages of other sites may not change anything`() async throws {
        let answer = try await self.patreon.world.send(
            .post, self.patreon.world.console + "/control/patreon/clients",
            headers: [.origin: "https://evil.test"], body: Self.new)
        #expect(answer.status == .forbidden)
    }
}
