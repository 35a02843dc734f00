import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Connected Apps (spec §6.3)")
struct ConnectedAppsPageTests {
    private let patreon: PatreonOrigin
    private let browser: Browser

    init() async throws {
        self.patreon = try await PatreonOrigin()
        self.browser = Browser(self.patreon.world)
    }

    private func open(_ query: String = "?account=10001") async throws -> TestResponse {
        try await self.browser.open(self.patreon.world.patreon + "/settings/apps" + query)
    }

    private func scope() async throws -> String? {
        try await self.patreon.tokens(scope: "identity")["scope"]?.string
    }

    @Test func `Disconnect ends the tokens, and only Revoke permissions forgets the scopes`() async throws {
        let tokens = try await self.patreon.tokens(scope: "identity identity[email]")
        let pending = try await self.patreon.code()
        let page = try await self.open()
        #expect(page.body.contains("View your email address"))
        let after = try await self.browser.press("Disconnect", on: page)
        #expect(after.body.contains("Disconnected"))
        let answer = try await self.patreon.get(
            "/api/oauth2/v2/identity", bearer: tokens["access_token"]?.string)
        #expect(answer.status == .unauthorized)
        #expect(try await self.patreon.redeem(pending).oauthError == "invalid_grant")
        #expect(try await self.scope() == "identity identity[email]")

        _ = try await self.browser.press("Disconnect", on: try await self.open())
        let last = try await self.browser.press("Revoke permissions", on: try await self.open())
        #expect(last.body.contains("No app is connected"))
        #expect(try await self.scope() == "identity")
    }

    @Test func `other people and the creator's own pair are left alone`() async throws {
        let other = try await self.patreon.tokens(as: "10002")["access_token"]?.string
        _ = try await self.patreon.tokens(as: "10004")
        _ = try await self.browser.open(
            self.patreon.world.patreon + "/portal/registration/register-clients")
        let pair = try await self.patreon.world.store.read { try $0.patreonCreatorTokens(of: "second") }
        _ = try await self.browser.press("Disconnect", on: try await self.open("?account=10004"))
        for token in [other, pair?.accessToken] {
            #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .ok)
        }
    }

    @Test func `a form of another site, or about nobody, is refused`() async throws {
        let token = try await self.patreon.tokens()["access_token"]?.string
        let fields = [("account", "10001"), ("client", "second"), ("action", "revoke")]
        #expect(try await self.patreon.post("/settings/apps", fields).status == .forbidden)
        let csrf = try #require(
            HTMLForm.all(in: try await self.open().body).flatMap(\.fields).first { $0.name == "csrf_token" }?.value)
        for wrong in [[("account", "\0"), ("client", "second")], [("account", "10001"), ("client", "x")]] {
            let answer = try await self.patreon.post(
                "/settings/apps", wrong + [("action", "revoke"), ("csrf_token", csrf)])
            #expect(answer.status == .notFound)
        }
        let answer = try await self.patreon.post(
            "/settings/apps", fields.dropLast() + [("action", "x"), ("csrf_token", csrf)])
        #expect(answer.status == .badRequest)
        #expect(try await self.patreon.get("/api/oauth2/v2/identity", bearer: token).status == .ok)
    }
}
