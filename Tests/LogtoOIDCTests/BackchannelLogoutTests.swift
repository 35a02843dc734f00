import Core
import Emulator
import HTTPTypes
import JOSE
import Logging
import Logto
import OAuth
import Synchronization
import TestSupport
import Testing
import Web

@Suite("Back-channel logout (spec §12.1, §15)")
struct BackchannelLogoutTests {
    /// What was posted to the applications, which answer as they are told to.
    private final class Applications: Sendable {
        private let received = Mutex<[Outbound.Request]>([])
        private let status: HTTPResponse.Status?

        init(_ status: HTTPResponse.Status? = .noContent) {
            self.status = status
        }

        var requests: [Outbound.Request] { self.received.withLock { $0.sorted { $0.url < $1.url } } }

        func answer(_ request: Outbound.Request) throws -> Outbound.Response? {
            guard request.url.hasSuffix("/logged-out") else { return nil }
            self.received.withLock { $0.append(request) }
            guard let status else { throw Outbound.Failure.timedOut }
            return Outbound.Response(status: status, headers: [.location: "https://evil.example"], body: [])
        }
    }

    private static func world(
        _ applications: Applications, sessionFor app: ExampleApp = Example.webApp
    ) async throws -> TestWorld {
        let world = try await TestWorld(intercept: applications.answer)
        for (app, port) in [(Example.webApp, 3000), (Example.browserApp, 5173)] {
            try await world.change(app) {
                $0.oidcClientMetadata.backchannelLogoutUri = "http://localhost:\(port)/logged-out"
            }
        }
        try await world.change(app) { $0.oidcClientMetadata.backchannelLogoutSessionRequired = true }
        return world
    }

    private static func signOut(
        _ browser: Browser, _ query: String = "", everywhere: Bool = true
    ) async throws -> TestResponse {
        let page = try await browser.request(.get, "\(browser.world.issuer)/session/end\(query)")
        let form = try #require(HTMLForm.all(in: page.body).first)
        let fields = form.fields.filter { everywhere || $0.name != "logout" }
        return try await browser.request(.post, form.action ?? "", form: fields.map { ($0.name, $0.value) })
    }

    @Test func `every application of the session is told, each with a token of its own`() async throws {
        let applications = Applications()
        let world = try await Self.world(applications)
        let (shop, reader, phone) = (
            RelyingParty(in: world), RelyingParty(Example.browserApp, in: world),
            RelyingParty(Example.phoneApp, in: world)
        )
        let browser = Browser(world)
        let idToken = try #require(try await shop.tokens(browser).id)
        _ = try await reader.code(browser)
        _ = try await phone.code(browser)
        world.advance(seconds: 60)
        #expect(try await Self.signOut(browser).status == .seeOther)
        let requests = applications.requests
        #expect(requests.map(\.url) == ["http://localhost:3000/logged-out", "http://localhost:5173/logged-out"])
        let user = try #require(try await world.user(persona: "10001"))
        let sid = try #require(try shop.claims(idToken)["sid"])
        for (request, party) in zip(requests, [shop, reader]) {
            #expect(request.method == .post)
            #expect(request.headers[.contentType] == "application/x-www-form-urlencoded")
            #expect(!request.followsRedirects)
            let form = FormURLEncoding.decode(String(decoding: request.body, as: UTF8.self))
            #expect(form.map(\.name) == ["logout_token"])
            let token = try #require(form.first?.value)
            let verified = try JWS.verify(token, with: world.world.keys.published)
            #expect(verified.type == "logout+jwt")
            let claims = try JSON(parsing: verified.payload)
            #expect(claims["jti"]?.string?.count == 43)
            let expected: JSON = [
                "sub": .string(user.id.value), "events": ["http://schemas.openid.net/event/backchannel-logout": [:]],
                "sid": party.app.id == shop.app.id ? sid : nil, "jti": claims["jti"], "aud": .string(party.app.id),
                "exp": 1_800_000_180, "iat": 1_800_000_060, "iss": .string(world.issuer),
            ]
            #expect(claims == expected)
        }
    }

    @Test func `the ID token names the session only to who asked for it (§12.1)`() async throws {
        let world = try await Self.world(Applications())
        let browser = Browser(world)
        let shop = RelyingParty(in: world)
        func sid(_ party: RelyingParty) async throws -> JSON? {
            try party.claims(try await party.tokens(browser).id ?? "")["sid"]
        }
        let first = try await sid(shop)
        #expect(first?.string?.count == 43)
        #expect(try await sid(shop) == first, "one session, one sid")
        #expect(try await sid(RelyingParty(Example.browserApp, in: world)) == nil)
        try await world.change(Example.webApp) { $0.oidcClientMetadata.backchannelLogoutUri = nil }
        #expect(try await sid(shop) == nil, "without an address it has no use")
    }

    @Test func `whoever signs out of one application has that one told`() async throws {
        let applications = Applications()
        let world = try await Self.world(applications)
        let browser = Browser(world)
        _ = try await RelyingParty(in: world).code(browser)
        _ = try await RelyingParty(Example.browserApp, in: world).code(browser)
        _ = try await Self.signOut(browser, "?client_id=\(Example.browserApp.id)", everywhere: false)
        #expect(applications.requests.map(\.url) == ["http://localhost:5173/logged-out"])
        _ = try await Self.signOut(browser)
        #expect(
            applications.requests.map(\.url) == [
                "http://localhost:3000/logged-out", "http://localhost:5173/logged-out",
            ])
    }

    @Test(arguments: [
        HTTPResponse.Status.badRequest, .found, .internalServerError, .created, nil,
    ])
    func `a failure is logged, and changes nothing for the browser`(status: HTTPResponse.Status?) async throws {
        let world = try await Self.world(Applications(status))
        let browser = Browser(world)
        _ = try await RelyingParty(in: world).code(browser)
        let answer = try await Self.signOut(
            browser, "?client_id=\(Example.webApp.id)&post_logout_redirect_uri=http://localhost:3000/")
        #expect(answer.location == "http://localhost:3000/")
        #expect(browser.cookie("_session") == nil)
        let warning = try #require(world.log.entries(.warning).first { $0.message == "back-channel logout failed" })
        #expect(warning.metadata["client_id"] == .string(Example.webApp.id))
        #expect(warning.metadata["uri"] == "http://localhost:3000/logged-out")
        #expect(!world.log.text.contains("logout_token"))
    }

    @Test func `who is not signed in leaves nobody`() async throws {
        let applications = Applications()
        let world = try await Self.world(applications)
        _ = try await Self.signOut(Browser(world), "?client_id=\(Example.webApp.id)")
        #expect(applications.requests.isEmpty)
    }

    @Test func `a success is not worth a line`() async throws {
        let world = try await Self.world(Applications(.ok))
        let browser = Browser(world)
        _ = try await RelyingParty(in: world).code(browser)
        _ = try await Self.signOut(browser)
        #expect(world.log.entries(.warning).isEmpty)
    }
}
