import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("What the emulator's portal can besides (spec §6.1)")
struct PortalExtrasTests {
    private let patreon: PatreonOrigin
    private static let page = "/portal/registration/register-clients"

    init() async throws {
        self.patreon = try await PatreonOrigin()
    }

    private func control(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = ""
    ) async throws -> TestResponse {
        try await self.patreon.world.send(
            method, self.patreon.world.console + "/control/patreon/clients/second" + path, body: body)
    }

    private func press(_ button: String) async throws -> TestResponse {
        let browser = Browser(self.patreon.world)
        let page = try await browser.open(self.patreon.world.patreon + Self.page + "?creator=10004")
        return try await browser.press(button, on: page)
    }

    @Test func `a disabled client is as good as unknown, and as before when it is enabled`() async throws {
        let token = try await self.patreon.tokens()["access_token"]?.string
        let code = try await self.patreon.code()
        #expect(try await self.press("Disable").body.contains("The client is disabled"))
        #expect(
            try await self.patreon.ask().location?.contains("Invalid+client_id+parameter+value.") == true)
        let refused = try await self.patreon.redeem(code)
        #expect(refused.status == .unauthorized)
        #expect(refused.body == #"{"error": "invalid_client"}"#)
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .unauthorized)
        #expect(try await self.control(.get, "").json["isDisabled"] == true)
        #expect(try await self.press("Enable").body.contains("The client is enabled again."))
        #expect(try await self.patreon.redeem(code).status == .ok)
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .ok)
    }

    @Test func `the control API and the configuration disable as well`() async throws {
        #expect(try await self.control(.patch, "", #"{"isDisabled": true, "tosUrl": null}"#).json["isDisabled"] == true)
        #expect(try await self.patreon.ask().location?.contains("/oauth2/errors") == true)
        let other = try await PatreonOrigin(
            PatreonOrigin.config.replacing(#""id": "second","#, with: #""id": "second", "isDisabled": true,"#))
        #expect(try await other.ask().location?.contains("/oauth2/errors") == true)
    }

    @Test func `whom a client has tokens of, and an end to all of them`() async throws {
        let tokens = try await self.patreon.tokens(as: "10001")
        _ = try await self.patreon.tokens(as: "10002", scope: "identity")
        let code = try await self.patreon.code()
        let list = try await self.control(.get, "/tokens").json.array ?? []
        #expect(list.filter { $0["isCreators"] == false }.map { $0["account"] } == ["10002", "10001"])
        #expect(list.first { $0["account"] == "10001" }?["scope"] == "identity identity[email]")
        #expect(list.first?["expiresAt"] == "2027-02-15T08:00:00.000+00:00")
        let text = list.map { $0.text() }.joined()
        for value in ["access_token", "refresh_token"] { #expect(!text.contains(tokens[value]?.string ?? "{")) }
        let page = try await self.patreon.get(Self.page + "?creator=10004").body
        #expect(page.contains("<bdi>Mika van Example</bdi>: <code>identity identity[email]</code>"))
        #expect(!page.contains(tokens["access_token"]?.string ?? "<"))
        #expect(try await self.press("Revoke All Tokens").body.contains("All tokens of the client are revoked"))
        let token = tokens["access_token"]?.string
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .unauthorized)
        #expect(try await self.patreon.redeem(code).status == .unauthorized)
        _ = try await self.patreon.tokens(as: "10003")
        #expect(try await self.control(.delete, "/tokens").status == .noContent)
        #expect(try await self.control(.get, "/tokens").json == [])
    }

    @Test(arguments: [
        (PatreonOrigin.callback, "It is registered, character by character."),
        (PatreonOrigin.callback + "/", "Mismatching redirect URI."), ("", "Mismatching redirect URI."),
        ("<script>", "Mismatching redirect URI."),
    ])
    func `a redirect URI can be tried without a sign-in (§1.5)`(uri: String, words: String) async throws {
        let query = FormURLEncoding.encode([("client", "second"), ("redirect_uri", uri)])
        let page = try await self.patreon.get(Self.page + "?" + query)
        #expect(page.status == .ok)
        #expect(page.body.contains(words))
        #expect(!page.body.contains("<script>"))
        let asked = try await self.patreon.ask(PatreonOrigin.request(redirectURI: uri))
        #expect((asked.status == .ok) == words.hasPrefix("It is registered"), "as the endpoint itself decides")
    }
}
