import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("App-level access control (spec §6.2 row 22, §6.7, §11.4, §11.7)")
struct ApplicationAccessTests {
    private static let nobody = ApplicationAccessControl(userIDs: ["suspended001"])

    /// Alice is a reader, an editor in the book club, and a member of the chess club.
    @Test(arguments: [
        #"{"userIds": ["suspended001", "alice0000001"]}"#,
        #"{"userRoleIds": ["reader000000000000000"]}"#,
        #"{"organizationIds": ["chessclub001"]}"#,
        """
        {"organizationRoleRules":
         [{"organizationId": "bookclub0001", "organizationRoleIds": ["clubeditor00000000000"]}]}
        """,
        #"{"userIds": ["suspended001"], "organizationIds": ["bookclub0001"]}"#,
    ])
    func `whoever one of the rules names gets in`(rules: String) async throws {
        let party = RelyingParty(in: try await TestWorld(Example.onlyFor(rules)))
        #expect(try await party.signInAsAlice(Browser(party.world)).locationParameters["code"] != nil)
    }

    @Test(arguments: [
        Example.nobody,
        """
        {"organizationRoleRules":
         [{"organizationId": "chessclub001", "organizationRoleIds": ["clubeditor00000000000"]}]}
        """,
    ])
    func `whoever none names does not`(rules: String) async throws {
        let party = RelyingParty(in: try await TestWorld(Example.onlyFor(rules)))
        let page = try await party.signInAsAlice(Browser(party.world))
        #expect(page.status == .ok)
        #expect(page.body.contains("<h1>Access denied</h1>"))
    }

    @Test func `rules count only while the switch is on`() async throws {
        let party = RelyingParty(in: try await TestWorld(Example.onlyFor(Example.nobody)))
        try await party.world.change(party.app) { $0.isAccessControlled = false }
        #expect(try await party.signInAsAlice(Browser(party.world)).locationParameters["code"] != nil)
    }

    @Test(arguments: [["prompt": nil], ["prompt": "login"], ["prompt": "none"], ["prompt": "consent"]] as [Changes])
    func `a grant of before does not help, and is found before any prompt`(changes: Changes) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.signInAsAlice(browser)
        try await party.world.restrict(party.app, to: Self.nobody)
        let answer = try await browser.request(.get, party.authorizationURL(changes))
        #expect(answer.status == .seeOther)
        #expect(
            answer.location
                == party.callback([
                    "error": "access_denied", "error_description": "Access denied.", "state": "a-state",
                    "iss": party.world.issuer,
                ]))
    }

    @Test func `at an application that has no grant yet it is the consent step that asks`() async throws {
        let other = RelyingParty(Example.twoURIs, in: try await TestWorld())
        let browser = Browser(other.world)
        _ = try await RelyingParty(in: other.world).signInAsAlice(browser)
        try await other.world.restrict(other.app, to: Self.nobody)
        #expect(try await other.askSilently(browser).locationParameters["error"] == "consent_required")
        let page = try await browser.open(other.authorizationURL(["prompt": nil]))
        #expect(page.body.contains("<h1>Access denied</h1>"))
    }

    @Test func `a refresh token stays as it is while it is refused`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        try await party.world.restrict(party.app, to: Self.nobody)
        let answer = try await party.refresh(token)
        #expect(answer.status == .badRequest)
        #expect(answer.json == refusal("access_denied", "Access denied.", message: "Access denied."))
        try await party.world.change(party.app) { $0.isAccessControlled = false }
        #expect(try await party.refresh(token).status == .ok)
    }

    /// Reuse is found before, the organization after.
    @Test func `it stands between reuse and the organization`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.aliceTokens().refresh)
        try await party.world.restrict(party.app, to: Self.nobody)
        #expect(
            try await party.refresh(token, ["organization_id": "nosuchclub01"]).errorDescription == "Access denied.")
        try await party.world.change(party.app) { $0.isAccessControlled = false }
        _ = try await party.refresh(token)
        party.world.advance(seconds: 4)
        try await party.world.change(party.app) { $0.isAccessControlled = true }
        #expect(try await party.refresh(token).oauthError == "invalid_grant")
    }

    @Test func `a token exchange is refused before the organization is looked at`() async throws {
        let party = RelyingParty(in: try await TestWorld(Example.withExchange))
        try await party.world.restrict(party.app, to: Self.nobody)
        let answer = try await party.exchange("pat_alice", TokenType.personal, ["organization_id": "nosuchclub01"])
        #expect(answer.status == .badRequest)
        #expect(answer.json == refusal("access_denied", "Access denied.", message: "Access denied."))
    }

    @Test func `a code is redeemed without asking again`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try #require(try await party.signInAsAlice(Browser(party.world)).locationParameters["code"])
        try await party.world.restrict(party.app, to: Self.nobody)
        #expect(try await party.redeem(code).status == .ok)
    }

    @Test func `a device is told as well`() async throws {
        let world = try await TestWorld(Example.withDevices)
        let browser = Browser(world)
        _ = try await Device(in: world).signIn(browser)
        try await world.restrict(Example.television, to: Self.nobody)
        let device = try await Device(in: world)
        let confirmation = try await device.enter(browser)
        _ = try await browser.press("Continue", on: confirmation)
        let answer = try await device.poll()
        #expect(answer.oauthError == "access_denied")
        #expect(answer.errorDescription == "Access denied.")
    }
}
