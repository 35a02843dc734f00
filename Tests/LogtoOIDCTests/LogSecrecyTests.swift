import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("What the log must not know")
struct LogSecrecyTests {
    /// Every level, from the first page to sign-out, with failures in between.
    @Test func `no code, token, secret or cookie of a whole sign-in is in the log`() async throws {
        let party = RelyingParty(Example.twoURIs, in: try await TestWorld())
        let world = party.world
        let browser = Browser(world)
        var secrets = [
            party.app.secret ?? "", Example.webApp.secret ?? "", "bookstore-client-secret", "bookstore-alice",
            RelyingParty.verifier,
        ]
        let page = try await browser.open(party.authorizationURL(["state": "secret-state", "nonce": "secret-nonce"]))
        secrets += HTMLForm.all(in: page.body).flatMap(\.fields).filter { $0.name == "csrf" }.map(\.value)
        secrets += ["_interaction", "_interaction.sig", "_interaction_resume"].compactMap(browser.cookie)
        _ = try await browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": "wrong-password"])
        secrets.append("wrong-password")
        let approval = try await browser.press("Continue with Patreon", on: page)
        let answer = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
        let code = try #require(answer.locationParameters["code"])
        _ = try await party.redeem(code, ["redirect_uri": "https://two.example/b"])
        _ = try await party.redeem(code, ["client_secret": "wrong-secret"])
        let tokens = try Tokens(try await party.redeem(code))
        _ = try await party.userInfo(tokens.access)
        _ = try await party.userInfo("wrong-access-token")
        let refreshed = try Tokens(try await party.refresh(tokens.refresh ?? ""))
        _ = try await party.redeem(code)
        _ = try await party.refresh(tokens.refresh ?? "")
        _ = try await browser.request(.get, party.authorizationURL(["redirect_uri": "https://two.example/c"]))
        secrets += ["_session", "_session.sig"].compactMap(browser.cookie)
        let end = try await browser.request(
            .get, "\(world.issuer)/session/end?id_token_hint=\(tokens.id ?? "")&state=secret-state")
        secrets += HTMLForm.all(in: end.body).flatMap(\.fields).filter { $0.name == "xsrf" }.map(\.value)
        _ = try await browser.submitOnlyForm(on: end)
        secrets += [
            code, tokens.access, tokens.refresh, tokens.id, refreshed.access, refreshed.refresh, refreshed.id,
            "wrong-secret", "wrong-access-token", "secret-state", "secret-nonce",
        ].compactMap { $0 }

        let log = world.log.text
        #expect(!log.isEmpty)
        for secret in secrets {
            #expect(!secret.isEmpty)
            #expect(!log.contains(secret), "\(secret)")
        }
    }
}
