import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// What calls of the Experience API and forms of the pages leave in the audit log (spec `logto-management-api.md` §9; what
/// an entry holds beside the common members: Logto's `routes/experience`).
@Suite struct InteractionLogTests {
    private static func entries(_ world: TestWorld) async throws -> [LogEntry] {
        try await world.store.read { try $0.logEntries(LogFilter()) }.reversed().filter { $0.key != "Interaction.End" }
    }

    private static func keys(_ world: TestWorld) async throws -> [String] {
        try await Self.entries(world).map(\.key).filter { $0 != "Interaction.Create" }
    }

    private static func last(_ page: CustomUI, _ key: String) async throws -> JSON {
        try #require(try await Self.entries(page.world).last { $0.key == key }?.payload, "there is no \(key)")
    }

    // MARK: the API

    @Test func `a password, and how the interaction stands after it`() async throws {
        let page = try await CustomUI()
        let id = try await page.checkPassword().verificationID ?? ""
        let entry = try await Self.last(page, "Interaction.SignIn.Verification.Password.Submit")
        #expect(
            entry["payload"] == ["identifier": ["type": "username", "value": "alice"], "password": "******"])
        #expect(
            entry["interaction"] == [
                "interactionEvent": "SignIn", "profile": [:],
                "verificationRecords": [
                    [
                        "id": .string(id), "type": "Password", "verified": true,
                        "identifier": ["type": "username", "value": "alice"],
                    ]
                ], "mfa": [:], "captcha": ["verified": false, "skipped": false],
            ])
        #expect(entry["userId"] == nil)
        _ = try await page.identify(id)
        let identified = try await Self.last(page, "Interaction.SignIn.Identifier.Submit")
        #expect(identified["payload"] == ["verificationId": .string(id)])
        #expect(identified["verification"]?["type"] == "Password")
        #expect(identified["interaction"]?["userId"] == "alice0000001")
        _ = try await page.submit()
        #expect(try await Self.last(page, "Interaction.SignIn.Submit")["interaction"]?["userId"] == "alice0000001")
    }

    @Test func `what is refused has left the interaction as it was`() async throws {
        let page = try await CustomUI()
        _ = try await page.checkPassword("alice", "wrong")
        let entry = try await Self.last(page, "Interaction.SignIn.Verification.Password.Submit")
        #expect(entry["result"] == "Error")
        #expect(entry["payload"]?["identifier"]?["value"] == "alice")
        #expect(entry["interaction"] == nil)
    }

    @Test func `turning to another event is noted with the one before`() async throws {
        let page = try await CustomUI()
        _ = try await page.change(to: "Register")
        #expect(
            try await Self.keys(page.world) == ["Interaction.SignIn.Create", "Interaction.SignIn.Update"])
        let entry = try await Self.last(page, "Interaction.SignIn.Update")
        #expect(entry["interactionEvent"] == "Register")
        #expect(entry["interaction"]?["interactionEvent"] == "Register")
    }

    @Test func `a captcha that nobody could have solved is noted twice`() async throws {
        let page = try await CustomUI(Example.config, nil)
        _ = try await page.call(.put, "", ["interactionEvent": "Register", "captchaToken": "t"])
        #expect(
            try await Self.keys(page.world) == ["Interaction.Register.Create", "Interaction.Create.Captcha"])
        for key in try await Self.keys(page.world) {
            let entry = try await Self.last(page, key)
            #expect(entry["result"] == "Error")
            #expect(entry["error"]?["code"] == "session.captcha_failed")
        }
    }

    @Test func `codes, which are no secret here`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let identifier: JSON = ["type": "email", "value": "alice@example.com"]
        let id = try await page.proveCode(of: "alice@example.com")
        let code = try await page.lastMessage().code ?? ""
        let sent = try await Self.last(page, "Interaction.SignIn.Verification.EmailVerificationCode.Create")
        #expect(sent["payload"] == ["identifier": identifier, "interactionEvent": "SignIn"])
        let tried = try await Self.last(page, "Interaction.SignIn.Verification.EmailVerificationCode.Submit")
        #expect(
            tried["payload"]
                == ["identifier": identifier, "verificationId": .string(id), "code": .string(code)])
    }

    @Test func `an account at a provider, whose new user is synced and named`() async throws {
        let page = try await CustomUI()
        let (id, data) = try await page.visitPatreon()
        let there = try await Self.last(page, "Interaction.SignIn.Verification.Social.Create")
        #expect(
            there["payload"] == [
                "connectorId": "patreon00001", "state": "a-state", "redirectUri": .string(page.redirectURI),
            ])
        _ = try await page.verifySocial(id, data)
        let back = try await Self.last(page, "Interaction.SignIn.Verification.Social.Submit")
        #expect(
            back["payload"]
                == ["connectorId": "patreon00001", "verificationId": .string(id), "connectorData": data])
        _ = try await page.change(to: "Register")
        _ = try await page.identify(id)
        let made = try await Self.last(page, "Interaction.Register.Identifier.Submit")
        #expect(made["verification"]?["socialUserInfo"]?["id"] == "10001")
        #expect(made["user"]?["identities"]?["patreon"]?["userId"] == "10001")
        #expect(made["user"]?["id"] == made["userId"])
        // What the provider said word for word would fill the log.
        #expect(!made.text().contains("rawData"))
    }

    @Test func `linking adds to the profile, which has an entry of its own`() async throws {
        let page = try await CustomUI()
        let id = try await page.proveSocial(as: "10008")
        _ = try await page.identify(id, links: true)
        #expect(
            try await Self.keys(page.world).suffix(2) == [
                "Interaction.SignIn.Identifier.Submit", "Interaction.SignIn.Profile.Update",
            ])
        let submit = try await Self.last(page, "Interaction.SignIn.Identifier.Submit")
        #expect(submit["payload"] == ["verificationId": .string(id), "linkSocialIdentity": true])
        let update = try await Self.last(page, "Interaction.SignIn.Profile.Update")
        #expect(update["syncedProfile"]?["socialIdentity"]?["target"] == "patreon")
    }

    @Test func `what is added to a profile, a password without what it is`() async throws {
        let page = try await CustomUI(Example.config, "Register")
        _ = try await page.addToProfile(["type": "username", "value": "neko"])
        #expect(
            try await Self.last(page, "Interaction.Register.Profile.Update")["payload"]
                == ["type": "username", "value": "neko"])
        _ = try await page.addToProfile(["type": "password", "value": "a-new-password-1"])
        let entry = try await Self.last(page, "Interaction.Register.Profile.Update")
        #expect(entry["payload"] == ["type": "password", "value": "******"])
        #expect(!(try await Self.entries(page.world)).map { $0.payload.text() }.joined().contains("a-new-password-1"))
    }

    @Test func `second factors and tokens`() async throws {
        let page = try await SecondFactors.alice(SecondFactors.config())
        let id = try await page.proveNewApp()
        let tried = try await Self.last(page, "Interaction.SignIn.Verification.Totp.Submit")
        #expect(tried["payload"]?["verificationId"] == .string(id))
        #expect(tried["payload"]?["code"]?.string?.count == 6)
        _ = try await page.bind("Totp", id)
        let bound = try await Self.last(page, "Interaction.SignIn.BindMfa.Totp.Submit")
        #expect(bound["verificationId"] == .string(id))
        #expect(bound["interaction"]?["mfa"] == ["mfaEnabled": true, "totp": ["type": "Totp"]])
        _ = try await page.redeem("no-such-token", of: "alice@example.com")
        let token = try await Self.last(page, "Interaction.SignIn.Verification.OneTimeToken.Submit")
        #expect(
            token["payload"]
                == ["identifier": ["type": "email", "value": "alice@example.com"], "token": "******"])
    }

    @Test func `an address that becomes a factor has one entry`() async throws {
        let page = try await CustomUI(
            Example.codesConfig(
                #""mfa": {"factors": ["EmailVerificationCode"], "policy": "UserControlled"}"#,
                methods: [CodeVisitor.byPassword]
            ).replacing(#""primaryEmail": "alice@example.com","#, with: ""))
        _ = try await page.identify(try await page.checkPassword().verificationID)
        let id = try await page.proveCode(of: "neko@example.com")
        #expect(try await page.bind("EmailVerificationCode", id).status == .noContent)
        #expect(try await Self.keys(page.world).last == "Interaction.SignIn.BindMfa.EmailVerificationCode.Submit")
        #expect(!(try await Self.keys(page.world)).contains("Interaction.SignIn.Profile.Update"))
        let entry = try await Self.last(page, "Interaction.SignIn.BindMfa.EmailVerificationCode.Submit")
        #expect(entry["verification"]?["identifier"]?["value"] == "neko@example.com")
    }

    // MARK: the pages

    @Test func `the pages leave what their calls would, a username and a password of one who registers`() async throws {
        let config = Example.config(
            replacing: #""signUp": {"identifiers": [], "password": false}"#,
            with: #""signUp": {"identifiers": ["username"], "password": true}"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser, ["first_screen": "register"])
        let next = try await browser.press("Create account", on: page, filling: ["identifier": "neko"])
        let passwords = ["newPassword": "a-new-password-1", "confirmPassword": "a-new-password-1"]
        let answer = try await browser.press("Save password", on: next, filling: passwords)
        #expect(answer.locationParameters["code"] != nil)
        #expect(
            try await Self.keys(party.world) == [
                "Interaction.Register.Create", "Interaction.Register.Profile.Update",
                "Interaction.Register.Profile.Update", "Interaction.Register.Identifier.Submit",
                "Interaction.Register.Submit",
            ])
    }

    @Test func `and a forgotten password`() async throws {
        let visitor = try await CodeVisitor(
            CodeVisitor.config(signIn: [CodeVisitor.byPasswordFirst], CodeVisitor.bothWaysBack))
        let page = try await visitor.signIn(["first_screen": "reset_password"])
        let code = try await visitor.name(CodeVisitor.alice, pressing: "Continue", on: page)
        let reset = try await visitor.enterCode(on: code)
        let passwords = ["newPassword": "a-new-password-1", "confirmPassword": "a-new-password-1"]
        _ = try await visitor.browser.press("Save password", on: reset, filling: passwords)
        #expect(
            try await Self.keys(visitor.world) == [
                "Interaction.ForgotPassword.Create",
                "Interaction.ForgotPassword.Verification.EmailVerificationCode.Create",
                "Interaction.ForgotPassword.Verification.EmailVerificationCode.Submit",
                "Interaction.ForgotPassword.Identifier.Submit", "Interaction.ForgotPassword.Profile.Update",
                "Interaction.ForgotPassword.Submit",
            ])
        let last = try #require(try await Self.entries(visitor.world).last)
        #expect(last.payload["interaction"]?["userId"] == "alice0000001")
    }

    @Test func `and a link with a token`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.store.transaction { try $0.insert(Example.token()) }
        let extras: Changes = [
            "one_time_token": "atokenatokenatokenatokenatokenat", "login_hint": "alice@example.com",
        ]
        _ = try await party.firstPage(Browser(party.world), extras)
        #expect(
            try await Self.keys(party.world) == [
                "Interaction.Register.Create", "Interaction.Register.Verification.OneTimeToken.Submit",
                "Interaction.Register.Identifier.Submit", "Interaction.Register.Update",
                "Interaction.SignIn.Identifier.Submit", "Interaction.SignIn.Submit",
            ])
    }
}
