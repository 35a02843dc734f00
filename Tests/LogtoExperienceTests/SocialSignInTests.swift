import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite("Signing in through Patreon (spec §9.1, §9.3, §9.4)")
struct SocialSignInTests {
    private static func user(_ world: TestWorld, persona: String = "10001") async throws -> LogtoUser? {
        try await world.store.read { try $0.user(identity: persona, at: "patreon") }
    }

    @Test func `the button leads to Patreon with Logto's parameters (§10)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let form = try #require(HTMLForm.all(in: page.body).first { $0.button("Continue with Patreon") != nil })
        #expect(form.action == "/sign-in/social/patreon00001?app_id=\(party.app.id)")
        let answer = try await browser.request(
            .post, party.world.logto + (form.action ?? ""), form: form.fields.map { ($0.name, $0.value) })
        #expect(answer.status == .seeOther)
        let state = try #require(answer.locationParameters["state"])
        #expect(state.wholeMatch(of: /[A-Za-z0-9_-]{11}/) != nil)
        #expect(
            answer.location
                == "http://localhost:3003/oauth2/authorize?response_type=code&client_id=bookstore-client"
                + "&scope=identity+identity%5Bemail%5D&redirect_uri=http%3A%2F%2Flocalhost%3A3001%2Fcallback%2Fpatreon00001"
                + "&state=\(state)")
    }

    @Test func `who comes for the first time becomes a user (§9.4)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        _ = try await party.code(Browser(party.world))
        let user = try #require(try await Self.user(party.world))
        #expect(user.id.value.wholeMatch(of: /[0-9a-z]{12}/) != nil)
        #expect(user.name == "Mika Example")
        #expect(user.primaryEmail == "mika@example.test")
        #expect(user.username == nil)
        #expect(user.applicationID == ID(party.app.id))
        #expect(user.createdAt == TestWorld.beginning)
        #expect(user.lastSignInAt == TestWorld.beginning)
        let identity = try #require(user.identities.first)
        #expect(user.identities.count == 1)
        #expect((identity.details.members ?? []).map(\.name).sorted() == ["avatar", "email", "id", "name", "rawData"])
        #expect(identity.details["id"] == "10001")
        #expect(identity.details["rawData"]?["data"]?["attributes"]?["full_name"] == "Mika Example")
    }

    @Test func `who comes again is the same user`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        _ = try await party.code(Browser(party.world))
        let first = try #require(try await Self.user(party.world))
        party.world.advance(seconds: 100)
        _ = try await party.code(Browser(party.world))
        let second = try #require(try await Self.user(party.world))
        #expect(second.id == first.id)
        #expect(second.lastSignInAt == TestWorld.beginning.advanced(bySeconds: 100))
        // Every change of a user counts, and this is one (the trigger on the table in Logto).
        #expect(second.updatedAt == second.lastSignInAt)
    }

    /// Patreon knows Mika by another name now, whatever the persona says.
    private static func renamed(_ config: String) async throws -> (before: LogtoUser, after: LogtoUser) {
        let calls = Counter()
        let world = try await TestWorld(config) { request in
            guard request.url.hasSuffix("/current_user"), calls.note() == 2 else { return nil }
            let body =
                #"{"data":{"id":"10001","type":"user","attributes":{"full_name":"Renamed","image_url":"https://i.example/new.png","email":"new@example.test"}}}"#
            return .init(status: .ok, headers: [:], body: Array(body.utf8))
        }
        let party = RelyingParty(in: world)
        _ = try await party.code(Browser(world))
        let before = try #require(try await Self.user(world))
        _ = try await party.code(Browser(world))
        return (before, try #require(try await Self.user(world)))
    }

    @Test func `name and avatar stay as they were (§9.4)`() async throws {
        let (before, after) = try await Self.renamed(Example.config)
        #expect(after.name == "Mika Example")
        #expect(after.avatar == before.avatar)
        #expect(after.primaryEmail == "mika@example.test")
        #expect(after.identities == before.identities)
    }

    @Test func `unless the connector syncs them: the identity stays even then (§9.4)`() async throws {
        let config = Example.config(
            replacing: #""connectorId": "patreon-universal","#,
            with: #""connectorId": "patreon-universal", "syncProfile": true,"#)
        let (before, after) = try await Self.renamed(config)
        #expect(after.name == "Renamed")
        #expect(after.avatar == "https://i.example/new.png")
        #expect(after.primaryEmail == "mika@example.test")
        #expect(after.identities == before.identities)
    }

    @Test func `an account without an address registers without one`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        _ = try await party.code(Browser(party.world), as: "10005")
        let user = try await Self.user(party.world, persona: "10005")
        #expect(user?.primaryEmail == nil)
        #expect(user?.identities.first?.details["email"] == nil)
    }

    @Test(arguments: [("en", "The social account has not been registered yet."), ("ja", "このソーシャルアカウントは登録されていません。")])
    func `where nobody may register an unknown account is told so (§9.3)`(
        language: String, message: String
    ) async throws {
        let party = RelyingParty(
            in: try await TestWorld(Example.config(signInExperience: #""signInMode": "SignIn""#)))
        let browser = Browser(party.world, language: language)
        let address = try await party.callbackAddress(
            browser, from: try await party.firstPage(browser),
            pressing: language == "ja" ? "Patreon で続ける" : "Continue with Patreon")
        let page = try await browser.open(address)
        #expect(page.alert == message)
        #expect(page.url == "\(party.world.logto)/sign-in?app_id=\(party.app.id)")
        #expect(try await Self.user(party.world) == nil)
    }

    @Test func `what the tenant still asks for is asked for (§8.6, §9.3)`() async throws {
        let config = Example.config(replacing: #""identifiers": []"#, with: #""identifiers": ["username"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world)
        let page = try await party.signIn(browser)
        #expect(
            page.url
                == "\(party.world.logto)/continue/username?app_id=\(party.app.id)&link_social=\(Example.connectorID)")
        #expect(page.title == "Set username")
        #expect(try await Self.user(party.world) == nil)
        let taken = try await browser.press("Continue", on: page, filling: ["identifier": "alice"])
        #expect(taken.body.contains("This username is already in use."))
        let answer = try await browser.press("Continue", on: taken, filling: ["identifier": "mika"])
        #expect(answer.locationParameters["code"] != nil)
        #expect(try await Self.user(party.world)?.username == "mika")
        let skipping = config.replacing(
            #""signInExperience": {"#,
            with: #""signInExperience": {"socialSignIn": {"skipRequiredIdentifiers": true},"#)
        let other = RelyingParty(in: try await TestWorld(skipping))
        #expect(try await other.signIn(Browser(other.world)).locationParameters["code"] != nil)
    }

    @Test func `a suspended user sees the page that says so (§19.2)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        _ = try await party.code(Browser(party.world))
        try await party.world.store.transaction { db in
            guard var user = try db.user(identity: "10001", at: "patreon") else { return }
            user.isSuspended = true
            try db.update(user)
        }
        let page = try await party.signIn(Browser(party.world))
        #expect(page.location == nil)
        #expect(page.title == "Account suspended")
    }

    @Test func `denying at Patreon is said on the sign-in page (§9.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        for (language, message) in [
            ("en", "The user's authorization process is unsuccessful."), ("ja", "ユーザーの認証プロセスが失敗しました。"),
        ] {
            let browser = Browser(party.world, language: language)
            let page = try await party.firstPage(browser)
            let button = language == "ja" ? "Patreon で続ける" : "Continue with Patreon"
            let approval = try await browser.press(button, on: page)
            let denied = try await browser.press("Deny", on: approval)
            #expect(denied.alert == message)
            // And one may try again.
            let again = try await browser.press(button, on: denied)
            #expect(
                try await browser.press("Allow", on: again, filling: ["account": "10001"])
                    .locationParameters["code"] != nil)
        }
    }

    @Test func `of two tabs that register the same account both get in`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browsers = (1...4).map { _ in Browser(party.world) }
        let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
            for browser in browsers { group.addTask { try await party.signIn(browser) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for answer in answers { #expect(answer.locationParameters["code"] != nil) }
        #expect(try await party.world.store.read { try $0.userCount() } == 3)
    }
}
