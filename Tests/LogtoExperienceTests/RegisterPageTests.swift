import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("The registration page (spec §6.5, §19.1)")
struct RegisterPageTests {
    @Test(arguments: [["interaction_mode": "signUp"], ["first_screen": "register"]] as [Changes])
    func `it comes first when it is asked for`(changes: Changes) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.firstPage(Browser(party.world), changes)
        #expect(page.url == "\(party.world.logto)/register?app_id=\(party.app.id)")
        #expect(page.status == .ok)
        let parts = [
            "<h1>Create your account</h1>", "Continue with Patreon", "Already have an account?", "Sign in",
        ]
        #expect(page.hasInOrder(parts), "\(page.body)")
    }

    @Test func `it is the mirror image of the sign-in page (§19.1)`() async throws {
        let config = Example.config(replacing: #""identifiers": []"#, with: #""identifiers": ["username"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await party.firstPage(Browser(party.world), ["first_screen": "register"])
        let parts = [
            #"name="identifier""#, ">Create account</button>", "Already have an account?", "Sign in",
            "<span>or</span>", "Continue with Patreon",
        ]
        #expect(page.hasInOrder(parts), "\(page.body)")
    }

    @Test(arguments: [#""signIn": {"methods": []}"#, #""signInMode": "Register""#])
    func `where nobody could sign in without a provider, no link leads there (§19.1)`(members: String) async throws {
        let party = RelyingParty(in: try await TestWorld(Example.config(signInExperience: members)))
        let page = try await party.firstPage(Browser(party.world), ["first_screen": "register"])
        #expect(page.title == "Create your account")
        #expect(!page.body.contains("Already have an account?"))
    }

    @Test func `in Japanese`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.firstPage(
            Browser(party.world, language: "ja"), ["interaction_mode": "signUp"])
        let parts = [
            "<h1>アカウントを作成する</h1>", "Patreon で続ける", "すでにアカウントをお持ちですか？", "サインイン",
        ]
        #expect(page.hasInOrder(parts), "\(page.body)")
    }

    @Test func `its button registers, the second time it signs in`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        for _ in 1...2 {
            let browser = Browser(party.world)
            let page = try await party.firstPage(browser, ["interaction_mode": "signUp"])
            let approval = try await browser.press("Continue with Patreon", on: page)
            let answer = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
            #expect(answer.locationParameters["code"] != nil)
        }
        #expect(try await party.world.store.read { try $0.userCount() } == 3)
    }

    @Test func `the two pages lead to each other, in the same interaction`() async throws {
        let config = Example.config(replacing: #""identifiers": []"#, with: #""identifiers": ["username"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let register = try #require(page.body.firstMatch(of: /<p class="switch">.*?href="([^"]*)"/)).output.1
        let registration = try await browser.open(party.world.logto + String(register).unescapingHTML)
        #expect(registration.title == "Create your account")
        let back = try #require(registration.body.firstMatch(of: /<p class="switch">.*?href="([^"]*)"/)).output.1
        #expect(
            try await browser.open(party.world.logto + String(back).unescapingHTML).title == "Sign in to your account")
    }
}
