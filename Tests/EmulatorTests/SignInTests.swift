import Core
import Emulator
import Storage
import TestSupport
import Testing

/// The chain app → Logto → Patreon → Logto → app.
@Suite struct SignInTests {
    private func subject(_ app: RelyingParty, _ browser: Browser, as persona: String) async throws -> String {
        let tokens = try await app.redeem(try await app.code(browser, as: persona)).json
        let claims = try app.claims(try #require(tokens["id_token"]?.string))
        return try #require(claims["sub"]?.string)
    }

    @Test func `the same persona is the same user, in any browser and at any application`() async throws {
        let world = try await TestWorld()
        let first = try await self.subject(RelyingParty(in: world), Browser(world), as: "10001")
        #expect(try await self.subject(RelyingParty(in: world), Browser(world), as: "10001") == first)
        #expect(
            try await self.subject(RelyingParty(Example.browserApp, in: world), Browser(world), as: "10001") == first)
        #expect(try await world.store.read { try $0.userCount() } == 3)
    }

    @Test func `two personas are two users`() async throws {
        let world = try await TestWorld()
        let mika = try await self.subject(RelyingParty(in: world), Browser(world), as: "10001")
        let sora = try await self.subject(RelyingParty(in: world), Browser(world), as: "10002")
        #expect(mika != sora)
        try await world.store.read { db throws in
            #expect(try db.user(identity: "10001", at: "patreon")?.id.value == mika)
            #expect(try db.user(identity: "10002", at: "patreon")?.id.value == sora)
        }
    }

    @Test func `a browser that is signed in is not asked again`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let first = try await self.subject(RelyingParty(in: world), browser, as: "10001")
        let answer = try await browser.open(RelyingParty(in: world).authorizationURL())
        let code = try #require(answer.locationParameters["code"])
        let tokens = try await RelyingParty(in: world).redeem(code).json
        #expect(try RelyingParty(in: world).claims(try #require(tokens["id_token"]?.string))["sub"]?.string == first)
    }

    @Test func `a denial at Patreon comes back to Logto, and nobody is made`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let page = try await browser.open(RelyingParty(in: world).authorizationURL())
        let approval = try await browser.press("Continue with Patreon", on: page)
        let denied = try await browser.press("Deny", on: approval)
        #expect(denied.url.hasPrefix(world.logto))
        #expect(try await world.store.read { try $0.userCount() } == 2)
    }

    @Test func `no code, token or secret of a whole sign-in is in the log`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let app = RelyingParty(in: world)
        let code = try await app.code(browser)
        let tokens = try await app.redeem(code).json
        let session = browser.cookie("_session")
        let log = world.log.text
        #expect(log.contains("answered"))
        for secret in [
            code, tokens["access_token"]?.string, tokens["id_token"]?.string, tokens["refresh_token"]?.string, session,
            app.app.secret, "bookstore-client-secret", RelyingParty.verifier,
        ] {
            #expect(!log.contains(try #require(secret)))
        }
    }

    @Test func `what has expired is swept away, and the world goes on`() async throws {
        let world = try await TestWorld()
        let app = RelyingParty(in: world)
        let first = try await self.subject(app, Browser(world), as: "10001")
        world.advance(seconds: 400 * 24 * 3600)
        let now = world.world.clock.now
        try await world.store.transaction { try $0.deleteExpired(at: now) }
        #expect(try await self.subject(app, Browser(world), as: "10001") == first)
    }
}
