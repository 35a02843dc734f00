import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite("Consent for those who may not use the application (spec §6.7, §19.2)")
struct AccessDeniedTests {
    @Test(arguments: [
        (
            "en",
            [
                "Access denied", "You do not have permission to access this application.",
                "Please contact your administrator for assistance.",
            ]
        ),
        (
            "ja",
            [
                "アクセスが拒否されました", "このアプリケーションにアクセスする権限がありません。", "管理者にお問い合わせください。",
            ]
        ),
    ])
    func `the page says so, a sentence a line`(language: String, texts: [String]) async throws {
        let party = RelyingParty(in: try await TestWorld(Example.onlyFor(Example.nobody)))
        let browser = Browser(party.world)
        let first = try await browser.open(party.authorizationURL(["ui_locales": language]))
        let page = try await browser.press(
            language == "ja" ? "サインイン" : "Sign in", on: first,
            filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(page.status == .ok)
        #expect(page.title == texts[0])
        #expect(page.hasInOrder(["<p>\(texts[1])</p>", "<p>\(texts[2])</p>"]))
    }

    @Test func `a third-party application's consent page is not shown`() async throws {
        let party = RelyingParty(
            Example.thirdParty, in: try await TestWorld(Example.onlyFor(Example.nobody, Example.thirdParty)))
        let page = try await party.signInAsAlice(Browser(party.world), ["scope": "openid profile"])
        #expect(page.title == "Access denied")
    }

    @Test func `a form that was made before is refused`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.signInAsAlice(browser, ["scope": "openid profile"])
        try await Self.close(party.app, in: party.world)
        #expect(try await browser.press("Authorize", on: page).title == "Access denied")
    }

    @Test(arguments: [(HTTPRequest.Method.get, ""), (.post, "{}"), (.post, #"{"organizationIds":["nosuchclub01"]}"#)])
    func `the API says access_denied`(method: HTTPRequest.Method, body: String) async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.signInAsAlice(browser, ["scope": "openid profile"])
        try await Self.close(party.app, in: party.world)
        let answer = try await Self.call(browser, method, body: body)
        #expect(answer.status == .badRequest)
        #expect(answer.json == ["code": "oidc.access_denied", "message": "Access denied."])
    }

    @Test func `but not before the body has the right shape`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.signInAsAlice(browser, ["scope": "openid profile"])
        try await Self.close(party.app, in: party.world)
        let answer = try await Self.call(browser, .post, body: #"{"organizationIds":"x"}"#)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    private static func close(_ app: ExampleApp, in world: TestWorld) async throws {
        try await world.store.transaction { db in
            guard var application = try db.application(ID(app.id)) else { return }
            application.isAccessControlled = true
            try db.put(application, at: TestWorld.beginning)
            try db.put(ApplicationAccessControl(userIDs: ["suspended001"]), of: application.id)
        }
    }

    private static func call(
        _ browser: Browser, _ method: HTTPRequest.Method, body: String
    ) async throws -> TestResponse {
        let cookies = ["_interaction", "_interaction.sig"].compactMap { name in
            browser.cookie(name).map { "\(name)=\($0)" }
        }
        return try await browser.world.send(
            method, "\(browser.world.logto)/api/interaction/consent",
            headers: [
                .wellFormed("Logto-App-Id"): Example.thirdParty.id, .cookie: cookies.joined(separator: "; "),
                .contentType: "application/json",
            ], body: body)
    }
}
