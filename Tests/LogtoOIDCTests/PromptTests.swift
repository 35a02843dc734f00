import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Whether a page is needed (spec §6.3, §6.5, §6.7)")
struct PromptTests {
    @Test func `a second request goes straight to the code (§6.6)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let answer = try await browser.request(.get, party.authorizationURL(["prompt": nil]))
        #expect(answer.status == .seeOther)
        let location = try #require(answer.location)
        let shape =
            /http:\/\/localhost:3000\/callback\?code=[A-Za-z0-9_-]{43}&state=a-state&iss=http%3A%2F%2Flocalhost%3A3001%2Foidc/
        #expect(location.wholeMatch(of: shape) != nil, "\(location)")
    }

    @Test func `prompt=consent asks again, and a first-party application gets it at once (§6.5, §7.2)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let answer = try await browser.request(.get, party.authorizationURL(["ui_locales": "ja"]))
        #expect(answer.location == "/consent?app_id=\(party.app.id)")
        let consented = try await browser.request(.get, party.world.logto + (answer.location ?? ""))
        #expect(consented.status == .found)
        #expect(consented.location?.hasPrefix("\(party.world.issuer)/auth/") == true)
        #expect(try await browser.follow(consented).locationParameters["code"] != nil)
    }

    @Test func `a native application always sees consent (§6.5)`() async throws {
        let party = RelyingParty(Example.phoneApp, in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let answer = try await browser.request(.get, party.authorizationURL(["prompt": nil]))
        #expect(answer.location == "/consent?app_id=\(party.app.id)")
        #expect(try await browser.follow(answer).locationParameters["code"] != nil)
    }

    @Test(arguments: ["login", "login consent", "consent login"])
    func `prompt=login signs in once more (§6.5)`(prompt: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let answer = try await browser.request(.get, party.authorizationURL(["prompt": prompt]))
        #expect(answer.location == "/sign-in?app_id=\(party.app.id)")
        #expect(try await party.signIn(browser, ["prompt": prompt]).locationParameters["code"] != nil)
    }

    @Test(arguments: [("0", 0, true), ("10", 10, false), ("10", 11, true)])
    func `max_age asks whoever signed in longer ago (§6.2, §6.5)`(
        maxAge: String, seconds: Int64, asks: Bool
    ) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        party.world.advance(seconds: seconds)
        let answer = try await browser.request(.get, party.authorizationURL(["max_age": maxAge, "prompt": nil]))
        #expect((answer.location == "/sign-in?app_id=\(party.app.id)") == asks)
        #expect((answer.locationParameters["code"] != nil) == !asks)
    }

    @Test func `nobody is signed in: login_required (§6.7)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.askSilently(Browser(party.world))
        #expect(answer.status == .seeOther)
        #expect(
            answer.location
                == party.callback([
                    "error": "login_required", "error_description": "End-User authentication is required",
                    "state": "a-state", "iss": party.world.issuer,
                ]))
    }

    @Test func `a silent request of somebody signed in gets a code (§6.6)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let answer = try await party.askSilently(browser)
        #expect(answer.locationParameters["code"] != nil)
    }

    struct Silent: Sendable, CustomTestStringConvertible {
        let changes: Changes
        let error: String
        let description: String
        var app = Example.webApp
        var testDescription: String { "\(self.app.id) \(self.changes)" }
    }

    @Test(arguments: [
        Silent(
            changes: ["scope": "openid profile email identities phone"], error: "consent_required",
            description: "requested scopes not granted"),
        Silent(
            changes: [:], error: "interaction_required", description: "native clients require End-User interaction",
            app: Example.phoneApp),
        Silent(
            changes: ["max_age": "59"], error: "login_required",
            description: "End-User authentication could not be obtained"),
        Silent(
            changes: ["max_age": "0"], error: "login_required", description: "End-User authentication is required"),
        // The first failing check wins.
        Silent(
            changes: ["max_age": "59"], error: "login_required",
            description: "End-User authentication could not be obtained", app: Example.phoneApp),
        Silent(
            changes: ["max_age": "59", "scope": "openid phone"], error: "login_required",
            description: "End-User authentication could not be obtained"),
    ])
    func `what a silent request is refused for (§6.7)`(row: Silent) async throws {
        let party = RelyingParty(row.app, in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        party.world.advance(seconds: 60)
        let answer = try await party.askSilently(browser, row.changes)
        #expect(answer.locationParameters["error"] == row.error)
        #expect(answer.locationParameters["error_description"] == row.description)
    }

    @Test func `a hint of somebody else's (§6.7)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let (mika, sora) = (Browser(party.world), Browser(party.world))
        let hintOfMika = try await party.tokens(mika, as: "10001").id
        let hintOfSora = try await party.tokens(sora, as: "10002").id
        #expect(try await party.askSilently(mika, ["id_token_hint": hintOfMika]).locationParameters["code"] != nil)
        let answer = try await party.askSilently(mika, ["id_token_hint": hintOfSora])
        #expect(answer.locationParameters["error"] == "login_required")
        #expect(
            answer.locationParameters["error_description"]
                == "id_token_hint and authenticated subject do not match")
        let asked = try await mika.request(
            .get, party.authorizationURL(["prompt": nil, "id_token_hint": hintOfSora]))
        #expect(asked.location == "/sign-in?app_id=\(party.app.id)")
    }

    @Test func `an expired hint will do, but not another application's (§6.2)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let other = RelyingParty(Example.browserApp, in: party.world)
        let browser = Browser(party.world)
        let hint = try await party.tokens(browser).id
        party.world.advance(seconds: 7200)
        #expect(try await party.askSilently(browser, ["id_token_hint": hint]).locationParameters["code"] != nil)
        let answer = try await other.askSilently(browser, ["id_token_hint": hint])
        #expect(answer.locationParameters["error_description"] == "could not validate id_token_hint")
    }

    @Test(arguments: [nil, "", "books:read nothing:known"])
    func `who is granted no scope at all is refused without a word (§6.7)`(scope: String?) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.signIn(Browser(party.world), ["scope": scope])
        #expect(
            answer.location
                == party.callback(["error": "access_denied", "state": "a-state", "iss": party.world.issuer]))
    }

    @Test func `unknown scopes are not refused, only not granted (§6.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        #expect(try await party.tokens(["scope": "books:read openid x profile"]).scope == "openid profile")
    }

    @Test(arguments: [
        ("consent", true), ("login consent", true), (nil, false), ("login", false),
    ])
    func `offline_access needs prompt=consent (§6.3)`(prompt: String?, isGranted: Bool) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens(["prompt": prompt, "scope": "openid offline_access profile"])
        #expect(tokens.scope == (isGranted ? "openid offline_access profile" : "openid profile"))
        #expect((tokens.refresh != nil) == isGranted)
    }
}
