import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Direct sign-in (spec §9.6)")
struct DirectSignInTests {
    @Test func `it leads to Patreon without a click`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let approval = try await browser.open(party.authorizationURL(["direct_sign_in": "social:patreon"]))
        #expect(approval.url.hasPrefix("\(party.world.patreon)/oauth2/authorize?response_type=code&"))
        let answer = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test(
        arguments: [
            (["direct_sign_in": "social:patreon-universal"], "/sign-in"),
            (["direct_sign_in": "social:nobody"], "/sign-in"),
            (["direct_sign_in": "sso:abc"], "/sign-in"),
            (["direct_sign_in": "social:nobody", "first_screen": "register"], "/register"),
            (["direct_sign_in": "social:nobody", "first_screen": "single_sign_on"], "/sign-in"),
            (["direct_sign_in": "social:%2e%2e/\"><b>"], "/sign-in"),
        ] as [(Changes, String)])
    func `an unknown target leads to the first page`(changes: Changes, path: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await Browser(party.world).open(party.authorizationURL(changes))
        #expect(page.status == .ok)
        #expect(page.url == "\(party.world.logto)\(path)?app_id=\(party.app.id)")
    }

    @Test func `a connector without a button does not count`() async throws {
        let config = Example.config(
            replacing: #""socialSignInConnectorTargets": ["patreon"]"#, with: #""socialSignInConnectorTargets": []"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await Browser(party.world).open(party.authorizationURL(["direct_sign_in": "social:patreon"]))
        #expect(page.title == "Sign in to your account")
    }

    @Test func `who is signed in is not sent to Patreon again, unless prompt=login`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let direct = try await browser.open(party.authorizationURL(["direct_sign_in": "social:patreon"]))
        #expect(direct.locationParameters["code"] != nil)
        let again = try await browser.open(
            party.authorizationURL(["direct_sign_in": "social:patreon", "prompt": "login"]))
        #expect(again.url.hasPrefix(party.world.patreon))
    }
}
