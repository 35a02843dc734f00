import Core
import Emulator
import Foundation
import HTTPTypes
import Inspection
import TestSupport
import Testing

@Suite("GET /control/exchanges")
struct ExchangesTests {
    private let party: RelyingParty
    private var world: TestWorld { self.party.world }

    init() async throws {
        self.party = RelyingParty(in: try await TestWorld())
    }

    private func exchanges(_ query: String = "") async throws -> [JSON] {
        let answer = try await self.world.get(self.world.console + "/control/exchanges?limit=1000&" + query)
        #expect(answer.status == .ok, "\(answer.body)")
        return try #require(answer.json["exchanges"]?.array)
    }

    private func paths(_ query: String = "") async throws -> [String] {
        try await self.exchanges(query).compactMap { $0["request"]?["path"]?.string }
    }

    @Test func `a sign-in over both hops is recorded whole`() async throws {
        _ = try await self.party.redeem(try await self.party.code(Browser(self.world)))
        let steps = try await self.exchanges().map { exchange in
            "\(exchange["origin"]?.string ?? "") \(exchange["request"]?["route"]?.string ?? "")"
        }
        #expect(
            steps == [
                "logto /oidc/auth", "logto /sign-in", "logto /sign-in/social/{connectorId}",
                "patreon /oauth2/authorize", "patreon /api/oauth2/authorize", "patreon /api/oauth2/token",
                "patreon /api/oauth2/api/current_user", "logto /callback/{connectorId}", "logto /oidc/auth/{uid}",
                "logto /consent", "logto /oidc/auth/{uid}", "logto /oidc/token",
            ])
    }

    @Test func `parameters are decoded, and what is secret is masked`() async throws {
        let code = try await self.party.code(Browser(self.world))
        let tokens = try await self.party.redeem(code).json
        let text = try await self.exchanges().map { $0.text() }.joined()
        for secret in [
            code, "BookstoreSecret00000000000000000", "bookstore-client-secret", RelyingParty.verifier,
            tokens["access_token"]?.string ?? "", tokens["refresh_token"]?.string ?? "",
            tokens["id_token"]?.string ?? "",
        ] {
            #expect(!secret.isEmpty && !text.contains(secret))
        }
        let exchange = try #require(try await self.exchanges("path=/oidc/token").first)
        let form = exchange["request"]?["form"]
        #expect(form?["grant_type"] == "authorization_code")
        #expect(form?["redirect_uri"] == "http://localhost:3000/callback")
        #expect(form?["code"]?.string == "\(code.prefix(4))… (\(code.count) characters)")
        #expect(form?["client_secret"] == "… (32 characters)")
        #expect(exchange["client"]?.string == Example.webApp.id)
        #expect(exchange["response"]?["body"]?["scope"]?.string?.contains("openid") == true)
        #expect(exchange["response"]?["body"]?["access_token"]?.string?.hasSuffix(" characters)") == true)
        #expect(exchange["response"]?["status"] == 200)
        #expect(exchange["decision"]?["outcome"] == "accepted")
        #expect(exchange["at"] == "2027-01-15T08:00:00.000Z")
        #expect(exchange["origin"] == "logto")
    }

    @Test func `credentials in headers and cookies are masked as well`() async throws {
        let browser = Browser(self.world)
        _ = try await self.party.code(browser)
        let token = try #require(try await self.exchanges("path=/api/oauth2/token").first)
        #expect(
            token["request"]?["headers"]?["authorization"]?.string == "Basic bookstore-client:… (23 characters)")
        let user = try #require(try await self.exchanges("path=/api/oauth2/api/current_user").first)
        let bearer = try #require(user["request"]?["headers"]?["authorization"]?.string)
        #expect(bearer.wholeMatch(of: /Bearer [^ ]{4}… \(43 characters\)/) != nil, "\(bearer)")
        let text = try await self.exchanges().map { $0.text() }.joined()
        for name in ["_session", "_interaction"] {
            if let value = browser.cookie(name) { #expect(!text.contains(value), "\(name)") }
        }
    }

    @Test func `a password is not even shown in part`() async throws {
        _ = try await self.party.signInAsAlice(Browser(self.world))
        let text = try await self.exchanges().map { $0.text() }.joined()
        #expect(text.contains("alice"))
        #expect(!text.contains("bookstore-alice") && !text.contains("book…"))
    }

    @Test func `where an answer leads to is taken apart`() async throws {
        let answer = try await self.party.signIn(Browser(self.world), ["scope": "openid nonsense"])
        #expect(answer.locationParameters["code"] != nil || answer.locationParameters["error"] != nil)
        let location = try #require(try await self.exchanges("origin=logto").last?["response"]?["location"])
        #expect(location["address"] == "http://localhost:3000/callback")
        #expect(location["parameters"]?["state"] == "a-state")
    }

    @Test func `each answer names its exchange`() async throws {
        let answer = try await self.world.get(self.world.logto + "/oidc/me")
        let number = try #require(HTTPField.Name("X-Emulator-Exchange").flatMap { answer.headers[$0] })
        let one = try await self.world.get(self.world.console + "/control/exchanges/\(number)")
        #expect(one.json["request"]?["path"] == "/oidc/me")
        #expect(one.json["decision"]?["outcome"] == "refused")
        #expect(one.json["decision"]?["error"]?.string == answer.json["error"]?.string)
    }

    @Test(arguments: ["0", "999", "x", "-1"])
    func `an exchange that is not there is not found`(number: String) async throws {
        let answer = try await self.world.get(self.world.console + "/control/exchanges/\(number)")
        #expect(answer.status == .notFound)
        #expect(answer.json["error"]?.string?.contains("There is no exchange \(number)") == true)
    }

    @Test func `they can be searched`() async throws {
        _ = try await self.world.get(self.world.logto + "/oidc/me")
        _ = try await self.world.get(self.world.patreon + "/api/oauth2/v2/identity")
        _ = try await self.world.get(self.world.patreon + "/oauth2/authorize?client_id=other-client")
        #expect(try await self.paths("origin=patreon").count == 2)
        #expect(try await self.paths("status=4xx").count == 2)
        #expect(try await self.paths("rule=api.*") == ["/api/oauth2/v2/identity"])
        #expect(try await self.paths("client=other-client") == ["/oauth2/authorize"])
        #expect(try await self.paths("error=invalid_request&origin=patreon") == ["/oauth2/authorize"])
        #expect(try await self.paths("path=/oidc/*&method=get") == ["/oidc/me"])
        #expect(try await self.paths("after=2") == ["/oauth2/authorize"])
        #expect(try await self.paths("account=10001") == [])
        let last = try await self.world.get(self.world.console + "/control/exchanges?limit=1")
        #expect(last.json["exchanges"]?.array?.count == 1)
        #expect(last.json["last"] == 3)
    }

    @Test(arguments: [
        ("limit=0", "from 1 to 1000"), ("limit=x", "from 1 to 1000"), ("wait=61", "from 0 to 60"),
        ("wait=nan", "from 0 to 60"), ("after=-1", "must be a number"), ("status=9", "must be a status"),
        ("status=4xy", "must be a status"), ("origin=console", "must be one of: logto, patreon"),
        ("colour=red", "\"colour\" is not known here"),
    ])
    func `a search that makes no sense is answered with what to ask`(query: String, message: String) async throws {
        let answer = try await self.world.get(self.world.console + "/control/exchanges?" + query)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.contains(message) == true, "\(answer.body)")
    }

    @Test func `one can wait for an exchange`() async throws {
        let world = self.world
        async let answer = world.get(world.console + "/control/exchanges?path=/oidc/jwks&wait=60")
        while world.world.recorder.waiting == 0 { await Task.yield() }
        _ = try await world.get(world.logto + "/oidc/.well-known/openid-configuration")
        _ = try await world.get(world.logto + "/oidc/jwks")
        let found = try await answer
        #expect(found.json["exchanges"]?.array?.map { $0["number"] } == [2])
    }

    @Test func `they are forgotten on demand, and by a reset`() async throws {
        for forget in [(HTTPRequest.Method.delete, "/control/exchanges"), (.post, "/control/reset")] {
            _ = try await self.world.get(self.world.logto + "/oidc/jwks")
            #expect(try await self.paths().count == 1)
            #expect(try await self.world.send(forget.0, self.world.console + forget.1).status == .noContent)
            #expect(try await self.paths() == [])
        }
    }

    @Test func `the stylesheet and the console are not recorded`() async throws {
        let page = try await self.world.get(self.world.patreon + "/oauth2/errors?error=x")
        let style = try #require(page.body.firstMatch(of: /href="(\/assets\/[^"]+)"/)).output.1
        _ = try await self.world.get(self.world.patreon + style)
        _ = try await self.world.get(self.world.console + "/console")
        #expect(try await self.paths() == ["/oauth2/errors"])
    }

    @Test func `repeated parameters show all their values, hostile ones break nothing`() async throws {
        _ = try await self.world.get(
            self.world.patreon + "/oauth2/authorize?state=1&state=2&%00=%FF&code=&client_id=%3Cb%3E")
        let query = try #require(try await self.exchanges().first?["request"]?["query"])
        #expect(query == ["state": ["1", "2"], "\u{0}": "\u{FFFD}", "code": "", "client_id": "<b>"])
        for body in ["{", "\u{0}", #"{"password":{"a":["x"]}}"#, String(repeating: "x", count: 100_000)] {
            _ = try await self.world.send(
                .post, self.world.logto + "/api/interaction/consent", headers: [.contentType: "application/json"],
                body: body)
        }
        #expect(try await self.exchanges("path=/api/*").count == 4)
    }

    @Test func `the page of the console shows them`() async throws {
        _ = try await self.world.get(self.world.patreon + "/oauth2/authorize?client_id=<b>")
        _ = try await self.world.get(self.world.logto + "/oidc/jwks")
        let page = try await self.world.get(self.world.console + "/console/exchanges").body
        #expect(page.contains("GET /oauth2/authorize") && page.contains("No client has the id &lt;b&gt;."))
        #expect(page.contains("GET /oidc/jwks"))
        let refused = try await self.world.get(self.world.console + "/console/exchanges?show=refused").body
        #expect(refused.contains("GET /oauth2/authorize") && !refused.contains("GET /oidc/jwks"))
        let browser = Browser(self.world)
        let all = try await browser.open(self.world.console + "/console/exchanges")
        let empty = try await browser.press("Forget them all", on: all)
        #expect(empty.body.contains("Nothing was asked yet."))
    }
}
