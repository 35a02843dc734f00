import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("What people and scripts may send to the pages about second factors")
struct MFAPagesHostileTests {
    private static let both = SecondFactors.config("NoPrompt", having: [SecondFactors.totp, SecondFactors.backupCodes])

    /// Typed into the first field, the others empty.
    @Test(arguments: [
        "", "12345", "1234567", "<script>alert(1)</script>", "\u{202E}12345", "一二三四五六", "½½½½½½", "ⅫⅫⅫⅫⅫⅫ",
        "abcdef", "'; drop table users; --", "-12345", "1e5",
        String(repeating: "9", count: 20_000), "\u{0}\u{0}\u{0}",
    ])
    func `what is no code is told apart from a wrong one`(code: String) async throws {
        let visitor = try await MFAVisitor(
            SecondFactors.config(
                "NoPrompt", having: [SecondFactors.totp], settings: #", "sentinelPolicy": {"maxAttempts": 1}"#))
        let page = try await visitor.signIn()
        let answer = try await visitor.press("Continue", on: page, filling: ["totpCode_0": code])
        #expect(answer.status == .ok)
        #expect(answer.fieldError == "The verification code is invalid.")
        #expect(!answer.body.contains("<script>"))
        #expect(!answer.body.contains("drop table"))
        // It is no attempt.
        #expect(try await visitor.subject(try await visitor.enter(SecondFactors.code(), on: page)) == "alice0000001")
    }

    /// As phones, password managers and input methods type it.
    @Test(arguments: ["whole", "spaced", "wide", "arabic", "isolated", "split", "last"])
    func `a right code is one however it is written`(how: String) async throws {
        let visitor = try await MFAVisitor(Self.both)
        let page = try await visitor.signIn()
        let code = SecondFactors.code()
        let digits = code.compactMap(\.wholeNumberValue)
        let scripted = { (zero: UInt32) in
            String(String.UnicodeScalarView(digits.compactMap { Unicode.Scalar(zero + UInt32($0)) }))
        }
        let fields =
            switch how {
            case "whole": ["totpCode_0": code]
            case "spaced": ["totpCode_0": " \(code.prefix(3)) \(code.suffix(3))\n"]
            case "wide": ["totpCode_0": scripted(0xFF10)]
            case "arabic": ["totpCode_0": scripted(0x0660)]
            case "isolated": ["totpCode_0": "\u{2067}\(code)\u{2069}"]
            case "split": ["totpCode_0": String(code.prefix(4)), "totpCode_4": String(code.suffix(2))]
            default: ["totpCode_5": code]
            }
        let answer = try await visitor.press("Continue", on: page, filling: fields)
        #expect(try await visitor.subject(answer) == "alice0000001")
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\u{202E}a00000000", "\u{0}",
        String(repeating: "a", count: 20_000), "00000000A0", " \(SecondFactors.codes[0])x",
    ])
    func `backup codes that are none are refused, and not given back`(code: String) async throws {
        let visitor = try await MFAVisitor(Self.both)
        _ = try await visitor.signIn()
        let page = try await visitor.open("/mfa-verification/BackupCode")
        let answer = try await visitor.enterBackupCode(code, on: page)
        #expect(answer.status == .ok)
        #expect(answer.fieldError == "Invalid backup code.")
        #expect(!answer.body.contains("alert(1)"))
        #expect(HTMLForm.all(in: answer.body).first?.fields.first { $0.name == "code" }?.value == "")
        #expect(try await visitor.factors().first { !$0.isTOTP }?.remainingCodes == 10)
    }

    @Test(arguments: ["/mfa-verification/Totp", "/mfa-binding/Totp", "/mfa-binding", "/mfa-onboarding"])
    func `a form without the page's token, or without cookies, is none`(path: String) async throws {
        let visitor = try await MFAVisitor(Self.both)
        let page = try await visitor.signIn()
        let digits = SecondFactors.code().enumerated().map { ("totpCode_\($0.offset)", String($0.element)) }
        let csrf = HTMLForm.all(in: page.body).first?.fields.first { $0.name == "csrf" }?.value ?? ""
        for token in [[], [("csrf", "")], [("csrf", "guess")]] {
            let answer = try await visitor.browser.request(.post, visitor.address(path), form: token + digits)
            #expect(answer.lacksSession)
        }
        let stranger = Browser(visitor.world)
        let answer = try await stranger.request(.post, visitor.address(path), form: [("csrf", csrf)] + digits)
        #expect(answer.lacksSession)
        visitor.browser.forget("_interaction")
        #expect(try await visitor.open("/mfa-verification/Totp").title == "404 Not Found")
    }

    @Test func `in two tabs the one that is later finds the end`() async throws {
        let visitor = try await MFAVisitor(Self.both)
        let tab = try await visitor.signIn()
        let other = try await visitor.open("/mfa-verification/BackupCode")
        #expect(try await visitor.subject(try await visitor.enter(SecondFactors.code(), on: tab)) == "alice0000001")
        #expect(try await visitor.enterBackupCode(SecondFactors.codes[0], on: other).title == "404 Not Found")
        #expect(try await visitor.enter(SecondFactors.code(), on: tab).title == "404 Not Found")
        #expect(try await visitor.factors().first { !$0.isTOTP }?.remainingCodes == 10)
    }

    @Test func `two browsers with the same backup code: one gets in`() async throws {
        let visitor = try await MFAVisitor(Self.both)
        let other = try await MFAVisitor("", world: visitor.world)
        _ = try await visitor.signIn()
        _ = try await other.signIn()
        let page = try await visitor.open("/mfa-verification/BackupCode")
        let otherPage = try await other.open("/mfa-verification/BackupCode")
        let first = try await visitor.enterBackupCode(SecondFactors.codes[0], on: page)
        #expect(try await visitor.subject(first) == "alice0000001")
        #expect(
            try await other.enterBackupCode(SecondFactors.codes[0], on: otherPage).fieldError == "Invalid backup code.")
    }

    @Test func `who is deleted meanwhile is nobody`() async throws {
        let visitor = try await MFAVisitor(Self.both)
        let page = try await visitor.signIn()
        try await visitor.world.store.transaction { db in _ = try db.delete("alice0000001" as ID<LogtoUser>) }
        #expect(try await visitor.enter(SecondFactors.code(), on: page).title == "404 Not Found")
    }

    /// A name that no QR code holds.
    @Test func `a long name leaves the key`() async throws {
        let visitor = try await MFAVisitor(
            SecondFactors.config("Mandatory").replacing(
                #""name": "Alice Example""#, with: "\"name\": \"\(String(repeating: "長", count: 1000))\""))
        let page = try await visitor.signIn()
        #expect(!page.body.contains("<img src"))
        #expect(page.secret?.count == 32)
    }

    @Test func `neither the log nor the record shows a secret or a code`() async throws {
        let visitor = try await MFAVisitor(SecondFactors.config("Mandatory"))
        let page = try await visitor.signIn()
        let secret = try #require(page.secret)
        let code = SecondFactors.code(secret)
        let paper = try await visitor.enter(code, on: page)
        #expect(try await visitor.press("Continue", on: paper).locationParameters["code"] != nil)
        let later = try await MFAVisitor("", world: visitor.world)
        _ = try await later.signIn()
        let proof = try await later.open("/mfa-verification/BackupCode")
        #expect(
            try await later.enterBackupCode(paper.backupCodes[0], on: proof).locationParameters["code"] != nil)
        let record = try await visitor.world.get("\(visitor.world.console)/control/exchanges").json
        let text = record.text() + visitor.world.log.text
        #expect(text.contains("/mfa-binding/Totp"))
        #expect(text.contains("totpCode_0"))
        #expect(!text.contains(#""totpCode_0":"\#(code.prefix(1))""#))
        for word in [secret] + paper.backupCodes { #expect(!text.contains(word), "\(word)") }
    }
}
