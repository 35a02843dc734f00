import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("The sign-in page (spec §1.4, §19.1)")
struct SignInPageTests {
    @Test func `it is a page of Logto's, for this browser alone`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.firstPage(Browser(party.world))
        #expect(page.status == .ok)
        #expect(page.url == "\(party.world.logto)/sign-in?app_id=\(party.app.id)")
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.cacheControl] == "no-cache, no-store, must-revalidate")
        #expect(page.headers[.contentLanguage] == "en")
        #expect(page.headers[try #require(HTTPField.Name("Logto-Static-Package"))] == "experience")
        #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
        #expect(page.body.contains("emulator-mark"))
    }

    @Test func `its elements stand in Logto's order`() async throws {
        let config = Example.config(
            signInExperience:
                #""termsOfUseUrl": "https://shop.example/terms", "privacyPolicyUrl": "https://shop.example/privacy""#
        ).replacing(#""signUp": {"identifiers": []"#, with: #""signUp": {"identifiers": ["username"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await party.firstPage(Browser(party.world))
        let parts = [
            "wordmark", "<h1>Sign in to your account</h1>", #"name="identifier""#, #"name="password""#,
            #"type="submit">Sign in</button>"#, "No account yet?", "Create account", "<span>or</span>",
            #"<img src="data:image/svg+xml;base64,"#, "Continue with Patreon", "By continuing, you agree to the ",
            "https://shop.example/terms", "Terms of Use",
            "https://shop.example/privacy", "Privacy Policy", "Emulator:",
        ]
        #expect(page.hasInOrder(parts), "\(page.body)")
    }

    @Test func `without terms there is no line, without sign-up identifiers no link`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.firstPage(Browser(party.world))
        #expect(!page.body.contains("By continuing"))
        #expect(!page.body.contains("No account yet?"))
        #expect(!page.body.contains("Forgot"))
    }

    @Test func `without sign-in methods there are only the buttons, and no divider`() async throws {
        let config = Example.config(signInExperience: #""signIn": {"methods": []}"#)
            .replacing(#""signUp": {"identifiers": []"#, with: #""signUp": {"identifiers": ["username"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await party.firstPage(Browser(party.world))
        #expect(!page.body.contains("identifier"))
        #expect(!page.body.contains("divider"))
        // They stand where the form would be (§19.1).
        let parts = ["<h1>Sign in to your account</h1>", "Continue with Patreon", "No account yet?", "Create account"]
        #expect(page.hasInOrder(parts), "\(page.body)")
    }

    @Test func `without connectors there is only the form`() async throws {
        let config = Example.config(
            replacing: #""socialSignInConnectorTargets": ["patreon"]"#, with: #""socialSignInConnectorTargets": []"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await party.firstPage(Browser(party.world))
        #expect(page.body.contains(#"name="identifier""#))
        #expect(!page.body.contains("divider"))
        #expect(!page.body.contains("Continue with"))
    }

    @Test func `several identifiers are one field`() async throws {
        let methods =
            #""signIn": {"methods": [{"identifier": "email"}, {"identifier": "phone"}, {"identifier": "username"}]}"#
        let party = RelyingParty(in: try await TestWorld(Example.config(signInExperience: methods)))
        let page = try await party.firstPage(Browser(party.world))
        #expect(page.body.contains(">Email, Phone number or Username</label>"))
        #expect(page.body.contains(">Password</label>"))
    }

    @Test func `the login hint is in the field (§6.1)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let page = try await party.firstPage(Browser(party.world), ["login_hint": "alice\"><b>"])
        #expect(HTMLForm.all(in: page.body).first?.fields.first { $0.name == "identifier" }?.value == "alice\"><b>")
        #expect(!page.body.contains("<b>"))
    }

    @Test(arguments: [["first_screen": "nonsense"], ["interaction_mode": "nonsense"]] as [Changes])
    func `one of Logto's parameters that cannot be has all of them ignored (§6.1)`(wrong: Changes) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let extras: Changes = ["login_hint": "alice", "ui_locales": "ja", "one_time_token": "t"]
        let page = try await party.firstPage(Browser(party.world), extras.merging(wrong) { $1 })
        #expect(page.title == "Sign in to your account")
        #expect(HTMLForm.all(in: page.body).first?.fields.first { $0.name == "identifier" }?.value == "")
    }

    // MARK: language

    struct Spoken: Sendable {
        var uiLocales: String?
        var acceptLanguage: String?
        var settings = #"{"autoDetect": true, "fallbackLanguage": "en"}"#
        let language: String
    }

    @Test(arguments: [
        Spoken(language: "en"),
        Spoken(acceptLanguage: "ja", language: "ja"),
        Spoken(acceptLanguage: "fr, ja;q=0.3, en;q=0.2", language: "ja"),
        Spoken(uiLocales: "ja", acceptLanguage: "en", language: "ja"),
        Spoken(uiLocales: "fr ja-JP en", acceptLanguage: "en", language: "ja"),
        Spoken(uiLocales: "en-GB", acceptLanguage: "ja", language: "en"),
        Spoken(uiLocales: "fr", acceptLanguage: "ja", language: "ja"),
        Spoken(settings: #"{"autoDetect": true, "fallbackLanguage": "ja"}"#, language: "ja"),
        Spoken(
            acceptLanguage: "fr", settings: #"{"autoDetect": true, "fallbackLanguage": "ja"}"#, language: "ja"),
        Spoken(
            acceptLanguage: "ja", settings: #"{"autoDetect": false, "fallbackLanguage": "en"}"#, language: "en"),
        Spoken(
            uiLocales: "ja", settings: #"{"autoDetect": false, "fallbackLanguage": "en"}"#, language: "ja"),
        Spoken(
            acceptLanguage: "ja", settings: #"{"autoDetect": true, "fallbackLanguage": "th"}"#, language: "ja"),
    ])
    func `ui_locales count before the browser's languages, these before the fallback (§6.1)`(
        row: Spoken
    ) async throws {
        let config = Example.config(signInExperience: #""languageInfo": \#(row.settings)"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world, language: row.acceptLanguage)
        let page = try await party.firstPage(browser, ["ui_locales": row.uiLocales])
        #expect(page.headers[.contentLanguage] == row.language)
        #expect(page.body.contains(#"<html lang="\#(row.language)""#))
        #expect(page.title == (row.language == "ja" ? "アカウントにサインインする" : "Sign in to your account"))
    }

    @Test func `the Japanese page (§19.1)`() async throws {
        let config = Example.config(
            signInExperience:
                #""termsOfUseUrl": "https://shop.example/terms", "privacyPolicyUrl": "https://shop.example/privacy""#
        ).replacing(#""signUp": {"identifiers": []"#, with: #""signUp": {"identifiers": ["username"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let page = try await party.firstPage(Browser(party.world, language: "ja"))
        let parts = [
            "<h1>アカウントにサインインする</h1>", "ユーザー名", "パスワード", ">サインイン</button>", "アカウントを作成していませんか？",
            "アカウントを作成する", "<span>または</span>", "Patreon で続ける", "続行することで、", "利用規約", "プライバシーポリシー",
            "に同意したことになります。",
        ]
        #expect(page.hasInOrder(parts), "\(page.body)")
    }
}
