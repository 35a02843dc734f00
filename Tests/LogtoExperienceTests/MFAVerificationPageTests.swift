import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/mfa-verification: proving a second factor (spec §8.5, §8.6)")
struct MFAVerificationPageTests {
    private static let both = SecondFactors.config(having: [SecondFactors.backupCodes, SecondFactors.totp])

    @Test func `the code of an app, after the password`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config(having: [SecondFactors.totp]))
        let page = try await visitor.signIn()
        #expect(page.url == visitor.address("/mfa-verification/Totp"))
        #expect(page.title == "2-step verification")
        #expect(
            page.hasInOrder(
                ["Enter the one-time code"] + (0..<6).map { #"name="totpCode_\#($0)""# } + [">Continue</button>"]))
        #expect(page.body.contains(#"autocomplete="one-time-code""#))
        #expect(!page.body.contains("Try another method"))
        let wrong = try await visitor.enter("000000", on: page)
        #expect(wrong.status == .ok)
        #expect(wrong.fieldError == "Invalid TOTP code.")
        #expect(wrong.body.contains(#"aria-invalid="true""#))
        #expect(!wrong.body.contains(#"value="0""#))
        // The world demands backup codes too, of whoever has an app.
        let next = try await visitor.enter(SecondFactors.code(), on: wrong)
        #expect(next.url == visitor.address("/mfa-binding/BackupCode"))
        #expect(try await visitor.factors().first?.lastUsedAt == TestWorld.beginning)
    }

    @Test func `where nothing else is asked for, it is the end`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("NoPrompt", having: [SecondFactors.totp]))
        let answer = try await visitor.enter(SecondFactors.code(), on: try await visitor.signIn())
        #expect(try await visitor.subject(answer) == "alice0000001")
    }

    @Test func `another method is a link away`() async throws {
        let visitor = try await MFAVisitor(Self.both)
        let page = try await visitor.signIn()
        #expect(page.url == visitor.address("/mfa-verification/Totp"))
        let list = try await visitor.click("Try another method to verify", on: page)
        #expect(list.url == visitor.address("/mfa-verification"))
        #expect(
            list.hasInOrder([
                "<h1><span class=\"whole\">2-step</span> verification</h1>", "Authenticator app OTP", "Backup code",
            ]))
        #expect(!list.body.contains("Passkey"))
        let paper = try await visitor.click("Backup code", on: list)
        #expect(paper.url == visitor.address("/mfa-verification/BackupCode"))
        #expect(paper.hasInOrder(["Enter a backup code", #"name="code""#]))
        #expect(try await visitor.enterBackupCode("", on: paper).fieldError == "Backup code is required")
        #expect(try await visitor.enterBackupCode("0123456789", on: paper).fieldError == "Invalid backup code.")
        let answer = try await visitor.enterBackupCode(SecondFactors.codes[3], on: paper)
        #expect(try await visitor.subject(answer) == "alice0000001")
        #expect(try await visitor.factors().first { !$0.isTOTP }?.remainingCodes == 9)

        let later = try await MFAVisitor("", world: visitor.world)
        _ = try await later.signIn()
        let again = try await later.open("/mfa-verification/BackupCode")
        #expect(try await later.enterBackupCode(SecondFactors.codes[3], on: again).fieldError == "Invalid backup code.")
        let app = try await later.click("Authenticator app OTP", on: try await later.open("/mfa-verification"))
        #expect(try await later.subject(try await later.enter(SecondFactors.code(), on: app)) == "alice0000001")
    }

    /// With it the factor is none any more, so that it proves nothing (source: `mfa-validator.ts`).
    @Test func `after the last backup code the app is asked for all the same, and then new codes are made`()
        async throws
    {
        let visitor = try await MFAVisitor(Self.both)
        try await visitor.world.store.transaction { db in
            for var factor in try db.mfaVerifications(of: "alice0000001") {
                guard case .backupCodes(let codes) = factor.content else { continue }
                factor.content = .backupCodes(
                    codes.enumerated().map { .init($1.code, usedAt: $0 == 0 ? nil : TestWorld.beginning) })
                try db.update(factor)
            }
        }
        _ = try await visitor.signIn()
        let page = try await visitor.enterBackupCode(
            SecondFactors.codes[0], on: try await visitor.open("/mfa-verification/BackupCode"))
        #expect(page.url == visitor.address("/mfa-verification/Totp"))
        #expect(!page.body.contains("Try another method"))
        let new = try await visitor.enter(SecondFactors.code(), on: page)
        #expect(new.url == visitor.address("/mfa-binding/BackupCode"))
        let codes = new.backupCodes
        #expect(codes.count == 10)
        #expect(try await visitor.subject(try await visitor.press("Continue", on: new)) == "alice0000001")
        let factors = try await visitor.factors()
        #expect(factors.count == 2)
        #expect(factors.last?.content == .backupCodes(codes.map { .init($0) }))
    }

    @Test func `whoever fails too often is told so`() async throws {
        let config = SecondFactors.config(
            having: [SecondFactors.totp, SecondFactors.backupCodes],
            settings: #", "sentinelPolicy": {"maxAttempts": 2, "lockoutDuration": 10}"#)
        let visitor = try await MFAVisitor(config)
        let page = try await visitor.signIn()
        let blocked = "Too many attempts in a short time. Please try again in 10 minutes."
        #expect(try await visitor.enter("000000", on: page).fieldError == "Invalid TOTP code.")
        for code in ["000000", SecondFactors.code()] {
            let answer = try await visitor.enter(code, on: page)
            #expect(answer.url.hasPrefix(visitor.address("/mfa-verification/Totp")))
            #expect(answer.alert == blocked)
            #expect(answer.fieldError == nil)
        }
        // The API counts the same, and the other factor is open.
        let api = try await CustomUI("", world: visitor.world)
        _ = try await api.identify(try await api.checkPassword().verificationID)
        #expect(
            try await api.verify("totp/verify", ["code": .string(SecondFactors.code())]).refusal
                == "400 session.verification_blocked_too_many_attempts")
        let paper = try await visitor.open("/mfa-verification/BackupCode")
        #expect(
            try await visitor.subject(try await visitor.enterBackupCode(SecondFactors.codes[0], on: paper))
                == "alice0000001")
        #expect(try await visitor.enterBackupCode("x", on: paper).title == "404 Not Found")
    }

    @Test func `a clock may be a step off, and a code of earlier is wrong`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("NoPrompt", having: [SecondFactors.totp]))
        let page = try await visitor.signIn()
        let code = SecondFactors.code()
        visitor.world.advance(seconds: 90)
        #expect(try await visitor.enter(code, on: page).fieldError == "Invalid TOTP code.")
        let before = SecondFactors.code(at: TestWorld.beginning.advanced(bySeconds: 60))
        #expect(try await visitor.subject(try await visitor.enter(before, on: page)) == "alice0000001")
    }

    @Test func `after a social sign-in, whose account is linked to somebody with an app`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("NoPrompt", having: [SecondFactors.totp]))
        let question = try await visitor.party.signIn(visitor.browser, as: "10008")
        let page = try await visitor.browser.press("Link with alic****@example.com", on: question)
        #expect(page.url == visitor.address("/mfa-verification/Totp"))
        #expect(try await visitor.world.store.read { try $0.user(identity: "10008", at: "patreon") } == nil)
        let answer = try await visitor.enter(SecondFactors.code(), on: page)
        #expect(try await visitor.subject(answer) == "alice0000001")
        #expect(try await visitor.world.store.read { try $0.user(identity: "10008", at: "patreon") } != nil)

        let later = try await MFAVisitor("", world: visitor.world)
        let back = try await later.party.signIn(later.browser, as: "10008")
        #expect(back.url == later.address("/mfa-verification/Totp"))
    }

    /// The proof comes before the profile, and setting up a factor after it (§8.5).
    @Test func `what is missing of the profile is asked for after it`() async throws {
        let visitor = try await MFAVisitor(
            Example.registering(SecondFactors.config("NoPrompt", having: [SecondFactors.totp])))
        let page = try await visitor.signIn()
        try await visitor.world.store.transaction { db in
            guard var alice = try db.user("alice0000001") else { return }
            alice.username = nil
            try db.update(alice)
        }
        let name = try await visitor.enter(SecondFactors.code(), on: page)
        #expect(name.url == visitor.address("/continue/username"))
        // Going back does not ask again.
        #expect(try await visitor.open("/mfa-verification/Totp").title == "404 Not Found")
        let answer = try await visitor.press("Continue", on: name, filling: ["identifier": "alice2"])
        #expect(try await visitor.subject(answer) == "alice0000001")
    }

    @Test func `who does without at each sign-in is not asked`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("NoPrompt", having: [SecondFactors.totp]))
        try await visitor.world.store.transaction { db in
            var config = try db.logtoConfig(of: "alice0000001")
            config.skipsMFAOnSignIn = true
            try db.put(config, of: "alice0000001")
        }
        #expect(try await visitor.subject(try await visitor.signIn()) == "alice0000001")
    }

    @Test func `the pages are for those of whom they ask something`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config(having: [SecondFactors.totp]))
        let pages = ["/mfa-verification", "/mfa-verification/Totp", "/mfa-verification/BackupCode"]
        for path in pages { #expect(try await visitor.open(path).lacksSession) }
        _ = try await visitor.party.firstPage(visitor.browser)
        for path in pages { #expect(try await visitor.open(path).lacksSession) }
        let page = try await visitor.signIn()
        // A factor that she does not have, and pages of other steps.
        for path in ["/mfa-verification/BackupCode", "/mfa-binding", "/mfa-binding/Totp", "/mfa-onboarding"] {
            #expect(try await visitor.open(path).url == page.url, "\(path)")
        }
        for path in ["/mfa-verification/WebAuthn", "/mfa-verification/nosuchfactor"] {
            let answer = try await visitor.open(path)
            #expect(answer.url == page.url || answer.title == "404 Not Found", "\(path)")
        }
        // As in Logto the letter case of an address does not matter.
        #expect(try await visitor.open("/mfa-verification/totp").title == "2-step verification")
    }

    @Test func `in Japanese`() async throws {
        let visitor = try await MFAVisitor(Self.both, language: "ja")
        let page = try await visitor.signIn()
        #expect(page.title == "2段階認証")
        #expect(page.hasInOrder(["ワンタイムコードを入力", "6 桁のうち 1 桁目", ">続ける</button>", "別の検証方法を試す"]))
        #expect(try await visitor.enter("000000", on: page).fieldError == "無効な TOTP コード。")
        #expect(try await visitor.enter("12", on: page).fieldError == "検証コードが無効です。")
        let list = try await visitor.click("別の検証方法を試す", on: page)
        #expect(list.hasInOrder(["認証アプリOTP", "バックアップコード"]))
        let paper = try await visitor.open("/mfa-verification/BackupCode")
        #expect(try await visitor.enterBackupCode("", on: paper).fieldError == "バックアップコードが必要です")
        #expect(try await visitor.enterBackupCode("x", on: paper).fieldError == "無効なバックアップコード。")
    }
}
