import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("The portal's Clients & API Keys (spec §6.1, check 12)")
struct ClientsPageTests {
    private static let list = "/portal/registration/register-clients"
    private static let filled = [
        "name": "My <app>", "description": "Greets & thanks", "category": "Community", "owner": "10004",
        "redirect_uris": "https://app.test/a, http://localhost:4000/b\nhttps://app.test/a",
    ]

    private let patreon: PatreonOrigin
    private let browser: Browser

    init() async throws {
        self.patreon = try await PatreonOrigin()
        self.browser = Browser(self.patreon.world)
    }

    private func open(_ path: String = list) async throws -> TestResponse {
        try await self.browser.open(self.patreon.world.patreon + path)
    }

    private func create(_ fields: [String: String] = [:]) async throws -> TestResponse {
        try await self.browser.press(
            "Create Client", on: try await self.open(Self.list + "/new"),
            filling: Self.filled.merging(fields) { $1 })
    }

    private func client(named name: String) async throws -> PatreonClient? {
        try await self.patreon.world.store.read { db in try db.patreonClients().first { $0.name == name } }
    }

    private func accessToken(of client: ID<PatreonClient>) async throws -> String? {
        try await self.patreon.world.store.read { try $0.patreonCreatorTokens(of: client)?.accessToken }
    }

    @Test func `what is created works at once: its redirect URIs, its secret, its creator's tokens`() async throws {
        let page = try await self.create()
        #expect(page.status == .ok)
        #expect(page.body.contains("My &lt;app&gt;"))
        #expect(page.body.contains("The client was created."))
        let client = try #require(try await self.client(named: "My <app>"))
        #expect(client.id.value.wholeMatch(of: /[A-Za-z0-9_\-]{64}/) != nil)
        #expect(client.secret.wholeMatch(of: /[A-Za-z0-9_\-]{64}/) != nil)
        #expect(client.redirectURIs == ["https://app.test/a", "http://localhost:4000/b"])
        #expect(page.body.contains(client.secret))
        #expect(page.body.contains("&quot;clientId&quot;: &quot;\(client.id)&quot;"))

        let request = PatreonOrigin.request(client: client.id.value, redirectURI: "http://localhost:4000/b")
        let code = try await self.patreon.code(request)
        let tokens = try await self.patreon.redeem(
            code, redirectURI: "http://localhost:4000/b",
            authorization: PatreonOrigin.basic("\(client.id):\(client.secret)"))
        #expect(tokens.status == .ok)

        let creator = try #require(try await self.accessToken(of: client.id))
        #expect(creator.count == 43)
        #expect(page.body.contains(creator))
        let identity = try await self.patreon.get("/api/oauth2/v2/identity?fields[user]=email", bearer: creator)
        #expect(identity.json["data"]?["id"] == "10004")
        #expect(identity.json["data"]?["attributes"]?["email"] == "cleo@example.test")
    }

    @Test func `an edit counts for the very next request, and keeps id, secret and tokens`() async throws {
        _ = try await self.create()
        let before = try #require(try await self.client(named: "My <app>"))
        let token = try await self.accessToken(of: before.id)
        let form = try await self.open(Self.list + "/\(before.id)")
        #expect(form.body.contains("https://app.test/a\nhttp://localhost:4000/b</textarea>"))
        let page = try await self.browser.press(
            "Update Client", on: form, filling: ["name": "Renamed", "redirect_uris": "https://new.test/cb"])
        #expect(page.status == .ok)
        let after = try #require(try await self.client(named: "Renamed"))
        #expect(after.id == before.id)
        #expect(after.secret == before.secret)
        #expect(try await self.accessToken(of: after.id) == token)
        let old = try await self.patreon.ask(
            PatreonOrigin.request(client: after.id.value, redirectURI: "https://app.test/a"))
        #expect(old.location?.contains("Mismatching+redirect+URI.") == true)
        let new = try await self.patreon.ask(
            PatreonOrigin.request(client: after.id.value, redirectURI: "https://new.test/cb"))
        #expect(new.status == .ok)
    }

    @Test func `another owner means other creator's tokens`() async throws {
        _ = try await self.create()
        let client = try #require(try await self.client(named: "My <app>"))
        let token = try #require(try await self.accessToken(of: client.id))
        _ = try await self.browser.press(
            "Update Client", on: try await self.open(Self.list + "/\(client.id)"), filling: ["owner": "10001"])
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .unauthorized)
        let new = try await self.accessToken(of: client.id)
        let identity = try await self.patreon.get("/api/oauth2/v2/identity", bearer: new)
        #expect(identity.json["data"]?["id"] == "10001")
    }

    @Test func `Refresh Token replaces the creator's pair`() async throws {
        let page = try await self.open(Self.list + "?creator=10004")
        let old = try #require(try await self.accessToken(of: "second"))
        let next = try await self.browser.press("Refresh Token", on: page)
        let new = try #require(try await self.accessToken(of: "second"))
        #expect(next.body.contains(new) && !next.body.contains(old))
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: old).status == .unauthorized)
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: new).status == .ok)
    }

    @Test func `a pair that is refreshed at the token endpoint is the one the portal shows, until it has expired`()
        async throws
    {
        _ = try await self.open()
        let pair = try #require(
            try await self.patreon.world.store.read { try $0.patreonCreatorTokens(of: "second") })
        let tokens = try await self.patreon.post(
            "/api/oauth2/token", [("grant_type", "refresh_token"), ("refresh_token", pair.refreshToken)],
            headers: [.authorization: PatreonOrigin.basic])
        #expect(tokens.status == .ok)
        let page = try await self.open()
        #expect(page.body.contains(try #require(tokens.json["access_token"]?.string)))
        #expect(!page.body.contains("Expired"))
        self.patreon.world.advance(seconds: 2_678_400)
        #expect(try await self.open().body.contains("Expired"))
    }

    @Test func `a rotated secret replaces the old one`() async throws {
        _ = try await self.browser.press("Rotate Secret", on: try await self.open(Self.list + "?creator=10004"))
        let code = try await self.patreon.code()
        #expect(try await self.patreon.redeem(code).oauthError == "invalid_client")
        let secret = try #require(try await self.client(named: "Bookstore & <friends>")?.secret)
        let answer = try await self.patreon.redeem(code, authorization: PatreonOrigin.basic("second:\(secret)"))
        #expect(answer.status == .ok)
    }

    @Test func `a deleted client is unknown, and its tokens stop working`() async throws {
        let token = try await self.patreon.tokens()["access_token"]?.string
        _ = try await self.browser.press("Delete Client", on: try await self.open(Self.list + "?creator=10004"))
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .unauthorized)
        let answer = try await self.patreon.ask()
        #expect(answer.location?.contains("Invalid+client_id+parameter+value.") == true)
        #expect(try await self.open(Self.list + "/second").status == .notFound)
    }

    @Test(arguments: [
        (["name": " "], "This must not be empty."), (["description": ""], "This must not be empty."),
        (["redirect_uris": " ,\n "], "Enter at least one redirect URI."),
        (["redirect_uris": "myapp://callback"], "only http and https are registered"),
        (["redirect_uris": "https://a.test/#x"], "has a fragment"),
        (["domain": "192.0.2.7"], "an IP address is refused"),
        (["icon_url": "icon.png"], "begins with https"), (["tos_url": "javascript:alert(1)"], "begins with https"),
        (["version": "1"], "closed to new clients"), (["owner": ""], "Choose the creator"),
        (["owner": "666"], "There is no account 666."),
    ])
    func `what is wrong stands at its field, and nothing is saved`(
        fields: [String: String], words: String
    )
        async throws
    {
        let page = try await self.create(fields)
        #expect(page.status == .badRequest)
        #expect(page.body.unescapingHTML.contains(words))
        #expect(page.body.contains("aria-invalid"))
        // What was right is still there.
        let field = try #require(HTMLForm.all(in: page.body).first?.fields.first { $0.name == "category" })
        #expect(field.value == "Community")
        #expect(try await self.client(named: "My <app>") == nil)
    }

    @Test(arguments: ["", "/second", "/second/secret", "/second/creator-token", "/second/delete"])
    func `a form of another site is refused`(path: String) async throws {
        let before = try await self.patreon.world.store.read { try $0.patreonClients() }
        for token in [[], [("csrf_token", "guessed")]] {
            let fields = Self.filled.map { ($0.key, $0.value) } + token
            let answer = try await self.patreon.post(Self.list + path, fields)
            #expect(answer.status == .forbidden)
            #expect(answer.body.contains("This form is not valid"))
        }
        #expect(try await self.patreon.world.store.read { try $0.patreonClients() } == before)
    }

    @Test(arguments: ["/unheard-of", "/%00", "/..%2f", "/\u{130}", "/second/edit", "/second/secret/x"])
    func `an unknown client is not found`(path: String) async throws {
        #expect(try await self.open(Self.list + path).status == .notFound)
    }

    @Test(arguments: ["?creator=%00&client=%FF&done=%3Cscript%3E", "?done=created%00", "?creator=10004&creator=x"])
    func `the list does not mind what stands in its address`(query: String) async throws {
        let page = try await self.open(Self.list + query)
        #expect(page.status == .ok)
        #expect(!page.body.contains("<script"))
    }

    @Test func `a name of any characters is shown and kept as it is`() async throws {
        let name = "\"'\u{301}<b>\u{202E}\0 山田"
        let page = try await self.create(["name": name])
        #expect(page.status == .ok)
        #expect(try await self.client(named: name.replacing("\0", with: "\u{FFFD}")) != nil)
        #expect(!page.body.contains("<b>"))
    }

    @Test func `the old address of the documentation leads here`() async throws {
        #expect(try await self.open("/platform/documentation/clients").url.hasSuffix(Self.list))
    }
}
