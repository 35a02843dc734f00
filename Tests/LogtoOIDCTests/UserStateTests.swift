import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Users suspended or deleted while they are signed in (spec §6.7)")
struct UserStateTests {
    @Test(arguments: [nil, "none", "consent"])
    func `a suspended user's session is refused, without the reason`(prompt: String?) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        try await party.world.suspend(persona: "10001")
        let answer = try await browser.request(.get, party.authorizationURL(["prompt": prompt]))
        #expect(answer.status == .seeOther)
        #expect(
            answer.location
                == party.callback([
                    "error": "invalid_grant", "error_description": "grant request is invalid", "state": "a-state",
                    "iss": party.world.issuer,
                ]))
    }

    @Test func `and goes on when the suspension ends`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        try await party.world.suspend(persona: "10001")
        _ = try await party.askSilently(browser)
        try await party.world.suspend(persona: "10001", false)
        #expect(try await party.askSilently(browser).locationParameters["code"] != nil)
    }

    @Test func `whoever is suspended between sign-in and consent gets no code`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let asked = try await browser.request(.get, party.authorizationURL())
        let consented = try await browser.request(.get, party.world.logto + (asked.location ?? ""))
        try await party.world.suspend(persona: "10001")
        let answer = try await browser.follow(consented)
        #expect(answer.locationParameters["error"] == "invalid_grant")
    }
}
