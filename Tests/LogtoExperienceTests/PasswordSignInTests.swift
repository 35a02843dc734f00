import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Signing in with a password (spec §8.2, §19.2)")
struct PasswordSignInTests {
    private static let wrong = "Incorrect account or password. Please check your input."

    private static func attempt(
        _ identifier: String, _ password: String, _ config: String = Example.config, language: String? = nil
    ) async throws -> TestResponse {
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world, language: language)
        let page = try await party.firstPage(browser)
        return try await browser.press(
            language == "ja" ? "サインイン" : "Sign in", on: page,
            filling: ["identifier": identifier, "password": password])
    }

    @Test func `the right password signs in, and the time is noted`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        party.world.advance(seconds: 60)
        let answer = try await browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": "bookstore-alice"])
        let code = try #require(answer.locationParameters["code"])
        let tokens = try await party.redeem(code).json
        #expect(try party.claims(tokens["id_token"]?.string ?? "")["sub"] == "alice0000001")
        let alice = try await party.world.store.read { try $0.user(username: "alice") }
        #expect(alice?.lastSignInAt == TestWorld.beginning.advanced(bySeconds: 60))
        #expect(alice?.updatedAt == alice?.lastSignInAt)
    }

    @Test(arguments: [
        ("alice", "bookstore-alicE"), ("alice", "bookstore-alice "), ("ALICE", "bookstore-alice"), ("nobody", "x"),
        ("alice@example.com", "bookstore-alice"), ("sam", "wrong"), ("' or 1=1 --", "x"), ("alice\u{301}", "x"),
        (String(repeating: "a", count: 10_000), String(repeating: "b", count: 10_000)),
    ])
    func `an unknown user and a wrong password look alike`(identifier: String, password: String) async throws {
        let answer = try await Self.attempt(identifier, password)
        #expect(answer.status == .ok)
        #expect(answer.location == nil)
        #expect(answer.title == "Sign in to your account")
        #expect(answer.alert == Self.wrong)
        let form = try #require(HTMLForm.all(in: answer.body).first)
        #expect(form.fields.first { $0.name == "identifier" }?.value == identifier)
        #expect(form.fields.first { $0.name == "password" }?.value == "")
    }

    @Test func `a password that another system hashed signs in`() async throws {
        let config = Example.config(
            replacing: #""password": "bookstore-alice""#,
            with: #""passwordAlgorithm": "SHA1", "passwordDigest": "78f9e980f36936e46e9e1e2e4e07119b1b3341e3""#)
        #expect(try await Self.attempt("alice", "hunter2-digest", config).location != nil)
        #expect(try await Self.attempt("alice", "bookstore-alice", config).alert == Self.wrong)
    }

    @Test func `in Japanese`() async throws {
        let answer = try await Self.attempt("alice", "wrong", language: "ja")
        #expect(answer.alert == "アカウントまたはパスワードが正しくありません。入力内容を確認してください。")
        let empty = try await Self.attempt("", "", language: "ja")
        #expect(empty.body.contains("ユーザー名が必要です"))
        #expect(empty.body.contains("パスワードが必要です"))
    }

    @Test(arguments: [
        ("", "", ["Username is required", "Password is required"]), ("alice", "", ["Password is required"]),
        ("", "x", ["Username is required"]),
    ])
    func `empty fields are named`(identifier: String, password: String, errors: [String]) async throws {
        let answer = try await Self.attempt(identifier, password)
        #expect(answer.status == .ok)
        #expect(answer.alert == nil)
        for error in ["Username is required", "Password is required"] {
            #expect(answer.body.contains(error) == errors.contains(error))
        }
    }

    @Test func `a suspended user learns of it only with the right password`() async throws {
        let answer = try await Self.attempt("sam", "bookstore-sam")
        #expect(answer.status == .ok)
        #expect(answer.title == "Account suspended")
        #expect(answer.url.hasSuffix("/account-suspended?app_id=\(Example.webApp.id)"), "§19.2")
        #expect(
            answer.body.contains(
                "This account has been suspended. Please contact the administrator for assistance."))
        let japanese = try await Self.attempt("sam", "bookstore-sam", language: "ja")
        #expect(japanese.title == "アカウントが停止されています")
        #expect(japanese.body.contains("このアカウントは停止されています。管理者にお問い合わせください。"))
    }

    @Test(arguments: [
        (#"[{"identifier": "email"}]"#, "alice@example.com", true), (#"[{"identifier": "email"}]"#, "alice", false),
        (#"[{"identifier": "username"}, {"identifier": "email"}]"#, "alice@example.com", true),
        (#"[{"identifier": "username"}, {"identifier": "email"}]"#, "alice", true),
    ])
    func `only the enabled identifiers count`(methods: String, identifier: String, isIn: Bool) async throws {
        let config = Example.config(signInExperience: #""signIn": {"methods": \#(methods)}"#)
        let answer = try await Self.attempt(identifier, "bookstore-alice", config)
        #expect((answer.locationParameters["code"] != nil) == isIn)
    }

    @Test func `a user without a password cannot use one`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        _ = try await party.code(Browser(party.world))
        try await party.world.store.transaction { db in
            guard var user = try db.user(identity: "10001", at: "patreon") else { return }
            user.username = "mika"
            try db.update(user)
        }
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let answer = try await browser.press("Sign in", on: page, filling: ["identifier": "mika", "password": "x"])
        #expect(answer.alert == Self.wrong)
    }
}
