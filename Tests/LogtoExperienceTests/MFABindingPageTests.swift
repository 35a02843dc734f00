import Core
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

@Suite("/mfa-onboarding and /mfa-binding: setting up a second factor (spec §8.3, §8.5)")
struct MFABindingPageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let policy: String
        /// Where somebody without a factor is led who signs in, and one who registers; `nil` to the application.
        let signIn: String?
        let register: String?

        var testDescription: String { self.policy }
    }

    @Test(arguments: [
        Row(policy: "UserControlled", signIn: "/mfa-onboarding", register: "/mfa-onboarding"),
        Row(policy: "PromptAtSignInAndSignUp", signIn: "/mfa-onboarding", register: "/mfa-onboarding"),
        Row(policy: "PromptOnlyAtSignIn", signIn: "/mfa-onboarding", register: nil),
        Row(policy: "NoPrompt", signIn: nil, register: nil),
        Row(policy: "Mandatory", signIn: "/mfa-binding/Totp", register: "/mfa-binding/Totp"),
        Row(
            policy: "PromptAtSignInAndSignUpMandatory", signIn: "/mfa-binding/Totp", register: "/mfa-binding/Totp"),
        Row(policy: "PromptOnlyAtSignInMandatory", signIn: "/mfa-binding/Totp", register: nil),
    ])
    func `who has none is led as the policy has it`(row: Row) async throws {
        let adaptive = row.policy.hasSuffix("Mandatory") && row.policy != "Mandatory"
        let config = Example.registering(
            SecondFactors.config(
                row.policy, settings: adaptive ? #", "adaptiveMfa": {"enabled": true}"# : ""))
        let visitor = try await MFAVisitor(config)
        let other = try await MFAVisitor("", world: visitor.world)
        let pages = [(row.signIn, try await visitor.signIn()), (row.register, try await other.register())]
        for (path, page) in pages {
            if let path {
                #expect(page.url == visitor.address(path))
                #expect(page.has(button: "Skip") == (path == "/mfa-onboarding"))
            } else {
                #expect(page.locationParameters["code"] != nil)
            }
        }
    }

    @Test func `an app and backup codes are set up when one signs in, and then asked for`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("Mandatory"))
        let page = try await visitor.signIn()
        #expect(page.title == "Add authenticator app")
        let secret = try #require(page.secret)
        #expect(
            page.hasInOrder([
                "Step 1: Scan this QR code", #"<img src="data:image/png;base64,"#, secret,
                "Step 2: Enter the one-time code", #"name="totpCode_0""#, ">Continue</button>",
            ]))
        let alice = try #require(try await visitor.world.store.read { try $0.user("alice0000001") })
        #expect(
            page.body.contains(try TOTPSecret(secret, of: alice, origin: visitor.world.logto).qrCode()))
        #expect(try await visitor.open("/mfa-binding/Totp").secret == secret, "loaded again it is the same")
        let wrong = try await visitor.enter("000000", on: page)
        #expect(wrong.fieldError == "Invalid TOTP code.")
        #expect(wrong.secret == secret)
        #expect(try await visitor.enter("12345", on: page).fieldError == "The verification code is invalid.")

        let paper = try await visitor.enter(SecondFactors.code(secret), on: wrong)
        #expect(paper.url == visitor.address("/mfa-binding/BackupCode"))
        #expect(paper.title == "Save your backup code")
        let codes = paper.backupCodes
        #expect(codes.count == 10)
        #expect(try await visitor.open("/mfa-binding/BackupCode").backupCodes == codes)
        #expect(paper.body.contains(#"download="backup_code.txt">Download</a>"#))
        #expect(try await visitor.factors() == [])
        #expect(try await visitor.subject(try await visitor.press("Continue", on: paper)) == "alice0000001")
        let factors = try await visitor.factors()
        #expect(factors.map(\.content) == [.totp(secret: secret), .backupCodes(codes.map { .init($0) })])
        #expect(try await visitor.logtoConfig().isMFAEnabled == true)

        let later = try await MFAVisitor("", world: visitor.world)
        let proof = try await later.signIn()
        #expect(proof.url == later.address("/mfa-verification/Totp"))
        #expect(try await later.subject(try await later.enter(SecondFactors.code(secret), on: proof)) == "alice0000001")
    }

    @Test func `and when one registers`() async throws {
        let visitor = try await MFAVisitor(Example.registering(SecondFactors.config()))
        let question = try await visitor.register()
        #expect(question.title == "Turn on 2-step verification")
        let page = try await visitor.press("Turn on 2-step verification", on: question)
        #expect(page.url == visitor.address("/mfa-binding/Totp"))
        #expect(page.has(button: "Skip"))
        let paper = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        #expect(paper.url == visitor.address("/mfa-binding/BackupCode"))
        #expect(!paper.has(button: "Skip"))
        let answer = try await visitor.press("Continue", on: paper)
        let neko = try await visitor.subject(answer) ?? ""
        #expect(try await visitor.factors(of: neko).map(\.factor) == [.totp, .backupCode])
    }

    @Test func `an app alone is enough where there are no backup codes`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("Mandatory", ["Totp"]))
        let page = try await visitor.signIn()
        let answer = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        #expect(try await visitor.subject(answer) == "alice0000001")
        #expect(try await visitor.factors().map(\.factor) == [.totp])
    }

    @Test func `what is skipped is not asked again`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config())
        let page = try await visitor.signIn()
        #expect(try await visitor.subject(try await visitor.press("Skip", on: page)) == "alice0000001")
        #expect(try await visitor.logtoConfig().isMFASkipped)
        let later = try await MFAVisitor("", world: visitor.world)
        #expect(try await later.subject(try await later.signIn()) == "alice0000001")
    }

    @Test func `whoever has turned it on may still skip`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config())
        let page = try await visitor.press("Turn on 2-step verification", on: try await visitor.signIn())
        #expect(try await visitor.subject(try await visitor.press("Skip", on: page)) == "alice0000001")
        #expect(try await visitor.factors() == [])
    }

    @Test func `what is demanded cannot be skipped, not even by a form of one's own`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("Mandatory"))
        let page = try await visitor.signIn()
        let csrf = try #require(HTMLForm.all(in: page.body).first?.fields.first { $0.name == "csrf" }?.value)
        let answer = try await visitor.browser.request(
            .post, visitor.address("/mfa-binding"), form: [("csrf", csrf), ("skip", "true")])
        #expect(answer.status == .ok)
        #expect(answer.alert == "MFA policy is not user controlled.")
        #expect(!answer.has(button: "Skip"))
        #expect(try await !visitor.logtoConfig().isMFASkipped)
    }

    @Test func `an organization demands it of its members`() async throws {
        // Alice is in the strict club.
        let visitor = try await MFAVisitor(
            Example.registering(SecondFactors.config("UserControlled", ["Totp"], organizations: "Mandatory")))
        let page = try await visitor.signIn()
        #expect(page.url == visitor.address("/mfa-binding/Totp"))
        #expect(!page.has(button: "Skip"))
        let answer = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        #expect(try await visitor.subject(answer) == "alice0000001")
        let other = try await MFAVisitor("", world: visitor.world)
        #expect(try await other.register().url == other.address("/mfa-onboarding"))
    }

    /// Of a profile that lacks something the rest comes first (§8.5).
    @Test func `after what is missing of the profile`() async throws {
        let visitor = try await MFAVisitor(Example.registering(SecondFactors.config("Mandatory", ["Totp"])))
        let name = try await visitor.party.signIn(visitor.browser, as: "10001")
        #expect(name.url.hasPrefix(visitor.address("/continue/username")))
        let page = try await visitor.press("Continue", on: name, filling: ["identifier": "mika"])
        #expect(page.url == visitor.address("/mfa-binding/Totp"))
        let answer = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        let mika = try await visitor.subject(answer) ?? ""
        #expect(try await visitor.factors(of: mika).map(\.factor) == [.totp])
    }

    @Test func `passkeys are not offered`() async throws {
        let both = try await MFAVisitor(SecondFactors.config("Mandatory", ["WebAuthn", "Totp"]))
        #expect(try await both.signIn().url == both.address("/mfa-binding/Totp"))
        let nothing = try await MFAVisitor(SecondFactors.config("Mandatory", ["WebAuthn"]))
        let refused = try await nothing.signIn()
        #expect(refused.title == "Sign in to your account")
        #expect(refused.alert == "You need to bind additional MFA before signing-in.")
        let optional = try await MFAVisitor(SecondFactors.config("UserControlled", ["WebAuthn"]))
        let list = try await optional.press("Turn on 2-step verification", on: try await optional.signIn())
        #expect(list.url == optional.address("/mfa-binding"))
        #expect(list.body.contains("None of the methods that are offered can be set up in this emulator."))
        #expect(try await optional.subject(try await optional.press("Skip", on: list)) == "alice0000001")
    }

    /// The form names what it shows: codes that nobody has seen are not set up.
    @Test func `backup codes and secrets that have been replaced meanwhile are shown anew`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("Mandatory"))
        let page = try await visitor.signIn()
        // In another tab the sign-in is begun again.
        let other = try await visitor.signInAgain()
        #expect(other.secret != page.secret)
        let stale = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        #expect(
            stale.alert == "The verification was not successful. Restart the verification flow and try again.")
        #expect(stale.secret == other.secret)
        let paper = try await visitor.enter(SecondFactors.code(stale.secret ?? ""), on: stale)
        let again = try await visitor.signInAgain()
        #expect(
            try await visitor.press("Continue", on: paper).url == again.url, "the app comes before the codes")
        let paper2 = try await visitor.enter(SecondFactors.code(again.secret ?? ""), on: again)
        let shown = try await visitor.press("Continue", on: paper)
        #expect(
            shown.alert == "The verification was not successful. Restart the verification flow and try again.")
        #expect(shown.backupCodes == paper2.backupCodes)
        #expect(shown.backupCodes != paper.backupCodes)
        #expect(try await visitor.factors() == [])
    }

    @Test func `pages of steps that are done lead to the one that is not`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config())
        let question = try await visitor.signIn()
        for path in ["/mfa-binding", "/mfa-binding/Totp", "/mfa-binding/BackupCode", "/mfa-verification"] {
            #expect(try await visitor.open(path).url == question.url, "\(path)")
        }
        let page = try await visitor.press("Turn on 2-step verification", on: question)
        for path in ["/mfa-onboarding", "/mfa-binding/BackupCode", "/mfa-verification/Totp"] {
            #expect(try await visitor.open(path).url == page.url, "\(path)")
        }
        #expect(try await visitor.open("/mfa-binding").body.contains("Authenticator app OTP"))
        let paper = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        // Back, and the older forms again.
        #expect(try await visitor.open("/mfa-binding/Totp").url == paper.url)
        let replay = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        #expect(replay.url == paper.url)
        #expect(try await visitor.press("Turn on 2-step verification", on: question).url == paper.url)
        #expect(try await visitor.press("Skip", on: question).url == paper.url)
        #expect(try await visitor.press("Skip", on: page).url == paper.url)
        #expect(try await visitor.subject(try await visitor.press("Continue", on: paper)) == "alice0000001")
        for (button, form) in [("Turn on 2-step verification", question), ("Continue", page), ("Continue", paper)] {
            #expect(try await visitor.press(button, on: form).title == "404 Not Found")
        }
        #expect(try await visitor.factors().map(\.factor) == [.totp, .backupCode])
    }

    @Test func `another factor is suggested, and may be skipped this time`() async throws {
        let config = SecondFactors.config("PromptAtSignInAndSignUp", ["EmailVerificationCode", "Totp"])
        let world = try await TestWorld(config)
        try await world.store.transaction { db in
            var config = try db.logtoConfig(of: "alice0000001")
            config.skipsMFAOnSignIn = true
            try db.put(config, of: "alice0000001")
            var settings = try db.signInExperience()
            settings.signUp.secondaryIdentifiers = [.init(identifier: .emailOrPhone)]
            try db.put(settings)
        }
        let visitor = try await MFAVisitor("", world: world)
        let page = try await visitor.signIn()
        // The address is hers already.
        #expect(page.url == visitor.address("/mfa-binding/Totp"))
        let list = try await visitor.open("/mfa-binding")
        #expect(list.title == "Add another one 2-step verification")
        #expect(!list.body.contains("Email verification code"))
        #expect(try await visitor.subject(try await visitor.press("Skip", on: list)) == "alice0000001")
        #expect(try await !visitor.logtoConfig().isMFASkipped)
        let later = try await MFAVisitor("", world: world)
        let again = try await later.signIn()
        #expect(again.url == page.url)
        let answer = try await later.enter(SecondFactors.code(again.secret ?? ""), on: again)
        #expect(try await later.subject(answer) == "alice0000001")
        #expect(try await later.factors().map(\.factor) == [.totp])
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config(), language: "ja")
        let question = try await visitor.signIn()
        #expect(question.title == "2段階認証を有効にする")
        #expect(question.has(button: "スキップ"))
        let page = try await visitor.press("2段階認証を有効にする", on: question)
        #expect(page.title == "認証アプリを追加")
        #expect(
            page.hasInOrder([
                "ステップ1：このQRコードをスキャン", "QRコードをスキャンできませんか？", "ステップ2：ワンタイムコードを入力",
            ]))
        let paper = try await visitor.enter(SecondFactors.code(page.secret ?? ""), on: page)
        #expect(paper.title == "バックアップコードを保存")
        #expect(paper.hasInOrder([">ダウンロード</a>", "続ける"]))
    }
}
