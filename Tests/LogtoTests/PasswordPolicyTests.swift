import Core
import HTTPTypes
import Logto
import Testing

/// Spec `logto-management-api.md` §6.9.
@Suite struct PasswordPolicyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let password: String
        let codes: [String]
        var policy: JSON = [:]
        var user = PasswordUserInfo()
        var testDescription: String { self.password }
    }

    private static let johnny = PasswordUserInfo(name: "Johnny")
    private static let strict: JSON = ["length": ["min": 8, "max": 64], "characterTypes": ["min": 3]]

    @Test(arguments: [
        // The specification's own examples.
        Row(
            password: "123", codes: ["too_short", "character_types", "restricted.sequence"], policy: strict,
            user: johnny),
        Row(
            password: "johnny13", codes: ["character_types", "restricted.user_info"], policy: strict, user: johnny),
        Row(password: "123456aA", codes: ["pwned", "restricted.sequence"], policy: strict, user: johnny),

        Row(password: "bookstore-alice", codes: []),
        Row(password: "", codes: ["too_short", "character_types"]),
        Row(password: "1234567", codes: ["too_short", "pwned", "restricted.sequence"]),
        Row(password: String(repeating: "ab", count: 129), codes: ["too_long"]),
        Row(password: "correct horse battery", codes: []),
        Row(password: "pässwörter-sind-lang", codes: ["unsupported_characters"]),
        Row(password: "😀😀😀😀", codes: ["unsupported_characters"]),
        Row(password: "a\u{0}bcdefgx", codes: ["unsupported_characters"]),
        Row(password: "password", codes: ["pwned"]),
        Row(password: "PassWord", codes: ["pwned"]),
        Row(password: "password", codes: [], policy: ["rejects": ["pwned": false]]),
        Row(password: "aaaaaaaa", codes: ["pwned", "restricted.repetition"]),
        Row(password: "xxxXXXxx", codes: ["restricted.repetition"]),
        Row(password: "fedcba98", codes: ["restricted.sequence"]),
        Row(password: "QWERTYuiop", codes: ["pwned", "restricted.sequence"]),
        Row(password: "1qaz2wsx", codes: ["pwned", "restricted.sequence"]),
        // Five of eight characters may be covered, six may not.
        Row(password: "12345xkq", codes: []),
        Row(password: "12345678901234-kxq", codes: []),
        Row(password: "aBcDeFgHi", codes: []),
        Row(password: "aaa123aaa", codes: ["restricted.repetition", "restricted.sequence"]),
        Row(password: "aaa123aaa", codes: [], policy: ["rejects": ["repetitionAndSequence": false]]),
        Row(password: "BookStore1", codes: ["restricted.words"], policy: ["rejects": ["words": ["bookstore", ""]]]),
        Row(
            password: "ada-lovelace", codes: ["restricted.user_info"],
            user: PasswordUserInfo(name: "Ada  Lovelace", username: "countess")),
        Row(
            password: "adalovelace!!", codes: ["restricted.user_info"], user: PasswordUserInfo(name: "Ada Lovelace")),
        Row(password: "countess42", codes: ["restricted.user_info"], user: PasswordUserInfo(username: "Countess")),
        Row(
            password: "countess42", codes: ["restricted.user_info"],
            user: PasswordUserInfo(email: "countess@ada.example")),
        Row(
            password: "15550100xy", codes: ["restricted.user_info", "restricted.repetition"],
            user: PasswordUserInfo(phone: "15550100")),
        Row(
            password: "countess42", codes: [], policy: ["rejects": ["userInfo": false]],
            user: PasswordUserInfo(username: "Countess")),
    ])
    func `a password is refused for Logto's reasons, in its order`(row: Row) {
        let policy = SignInExperience(["passwordPolicy": row.policy]).passwordPolicy
        let issues = policy.issues(of: row.password, for: row.user, breached: .common)
        #expect(issues.map(\.code.rawValue) == row.codes)
    }

    @Test(arguments: [("123456aA", true), ("test_password", true), ("password", false), ("123456AA", false)])
    func `Logto's own tests have a list of their own (§3.3)`(password: String, isBreached: Bool) {
        let issues = SignInExperience([:]).passwordPolicy.issues(
            of: password, for: PasswordUserInfo(), breached: .ofTests)
        #expect(issues.map(\.code).contains(.pwned) == isBreached)
    }

    @Test func `the error carries the bare issues`() {
        let issues = SignInExperience(["passwordPolicy": Self.strict]).passwordPolicy.issues(
            of: "123", for: Self.johnny, breached: .common)
        let error = LogtoError.passwordRejected(issues)
        #expect(error.status == .unprocessableContent)
        #expect(
            error.body(in: .english).text() == """
                {"code":"password.rejected","data":[\
                {"code":"password_rejected.too_short","interpolation":{"min":8}},\
                {"code":"password_rejected.character_types","interpolation":{"min":3}},\
                {"code":"password_rejected.restricted.sequence"}],\
                "message":"Password rejected. Please check if your password meets the requirements."}
                """)
    }

    @Test func `a page says all of it in sentences`() {
        let all = PasswordIssue.Code.allCases.map { PasswordIssue($0, min: 8, max: 9) }
        #expect(
            PasswordIssue.sentences(all, in: .english) == [
                "Minimum length is 8.", "Maximum length is 9.", "At least 8 types of characters are required.",
                "Unsupported character found.", "Avoid using simple passwords that are easy to guess.",
                "Avoid overusing repeated characters, sequential characters, your personal information, and product "
                    + "context.",
            ])
        #expect(
            PasswordIssue.sentences([PasswordIssue(.repetition), PasswordIssue(.words)], in: .japanese)
                == ["繰り返された文字、製品のコンテキストの過度な使用を避けてください。"])
        #expect(
            PasswordIssue.sentences([PasswordIssue(.repetition), PasswordIssue(.words)], in: .english)
                == ["Avoid overusing repeated characters and product context."])
        #expect(PasswordIssue.sentences([PasswordIssue(.tooShort, min: 4)], in: .japanese) == ["最小の長さは4です。"])
        #expect(PasswordIssue.sentences([], in: .english).isEmpty)
    }
}
