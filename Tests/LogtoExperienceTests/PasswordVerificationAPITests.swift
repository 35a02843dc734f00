import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("POST /api/experience/verification/password and …/new-password-identity (spec §8.2)")
struct PasswordVerificationAPITests {
    @Test(arguments: [
        ("alice", "wrong", "username"), ("nobody", "x", "username"), ("ALICE", "bookstore-alice", "username"),
        ("alice", "bookstore-alice", "email"), ("sam", "wrong", "username"), ("", "x", "phone"),
        ("alice\u{0}", "bookstore-alice", "username"),
    ])
    func `an unknown user and a wrong password look alike`(
        value: String, password: String, type: String
    ) async throws {
        let answer = try await CustomUI().checkPassword(value, password, type: type)
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == [
                "code": "session.invalid_credentials",
                "message": "Incorrect account or password. Please check your input.",
            ])
    }

    @Test func `a suspended user learns of it with the right password`() async throws {
        let answer = try await CustomUI().checkPassword("sam", "bookstore-sam")
        #expect(answer.refusal == "401 user.suspended")
    }

    private static let type = "'username' | 'email' | 'phone'"

    @Test(arguments: [
        (
            "{}",
            [
                "Error in key path \"identifier\": (invalid_type) Expected object but received undefined.",
                "Error in key path \"password\": (invalid_type) Expected string but received undefined.",
            ]
        ),
        (
            #"{"identifier":{},"password":"x"}"#,
            [
                "Error in key path \"identifier.type\": (invalid_type) Expected \(type) but received undefined.",
                "Error in key path \"identifier.value\": (invalid_type) Expected string but received undefined.",
            ]
        ),
        (
            #"{"identifier":{"type":"name","value":"x"},"password":"x"}"#,
            [
                "Error in key path \"identifier.type\": (invalid_enum_value) Invalid enum value. Expected \(type), received 'name'"
            ]
        ),
        (
            #"{"identifier":{"type":"username","value":"x"},"password":""}"#,
            [
                "Error in key path \"password\": (too_small) String must contain at least 1 character(s)"
            ]
        ),
        (
            #"{"identifier":{"type":"username","value":null},"password":1}"#,
            [
                "Error in key path \"identifier.value\": (invalid_type) Expected string but received null.",
                "Error in key path \"password\": (invalid_type) Expected string but received number.",
            ]
        ),
    ])
    func `the body has a shape`(body: String, details: [String]) async throws {
        let answer = try await CustomUI().call(.post, "/verification/password", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details.joined(separator: "\n"))
    }

    @Test(arguments: [
        (
            #"{"identifier":{"type":"email","value":"a@b.example"},"password":"x"}"#,
            "Error in key path \"identifier.type\": (invalid_literal) Invalid literal value, expected \"username\"\n"
                + "Error in key path \"identifier.value\": (invalid_string) Invalid"
        ),
        (
            #"{"identifier":{"type":"username","value":"1a"},"password":"x"}"#,
            "Error in key path \"identifier.value\": (invalid_string) Invalid"
        ),
        (
            #"{"identifier":{"type":"username","value":"a b"},"password":"x"}"#,
            "Error in key path \"identifier.value\": (invalid_string) Invalid"
        ),
        (
            #"{"identifier":{"type":"username","value":""},"password":"x"}"#,
            "Error in key path \"identifier.value\": (invalid_string) Invalid"
        ),
        (
            #"{"identifier":{"type":"username","value":"neko"}}"#,
            "Error in key path \"password\": (invalid_type) Expected string but received undefined."
        ),
    ])
    func `a new identity is a username with a password`(body: String, details: String) async throws {
        let answer = try await CustomUI().call(.post, "/verification/new-password-identity", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
    }

    @Test func `a username that is taken`() async throws {
        let answer = try await CustomUI(Example.config, "Register").createIdentity("alice")
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == ["code": "user.username_already_in_use", "message": "This username is already in use."])
    }

    @Test func `a password that the policy does not take`() async throws {
        let page = try await CustomUI(Example.config, "Register")
        let short = try await page.createIdentity("neko", "Q7!")
        #expect(short.status == .unprocessableContent)
        #expect(
            short.json == [
                "code": "password.rejected",
                "data": [["code": "password_rejected.too_short", "interpolation": ["min": 8]]],
                "message": "Password rejected. Please check if your password meets the requirements.",
            ])
        // The username is looked at first, and counts as part of what must not be repeated.
        #expect(try await page.createIdentity("alice", "Q7!").refusal == "422 user.username_already_in_use")
        let own = try await page.createIdentity("nekonekoneko", "nekonekoneko")
        #expect(own.json["data"] == [["code": "password_rejected.restricted.user_info"]])
    }

    @Test func `a password of another system is hashed anew when it was right`() async throws {
        let page = try await CustomUI()
        try await page.world.store.transaction { db in
            guard var alice = try db.user("alice0000001") else { return }
            // MD5 of "hello".
            alice.passwordHash = "5d41402abc4b2a76b9719d911017c592"
            alice.passwordAlgorithm = .md5
            try db.update(alice)
        }
        #expect(try await page.checkPassword("alice", "wrong").status == .unprocessableContent)
        for _ in 1...2 { #expect(try await page.checkPassword("alice", "hello").status == .ok) }
        let alice = try await page.world.store.read { try $0.user("alice0000001") }
        #expect(alice?.passwordAlgorithm == nil)
        #expect(alice?.passwordHash?.hasPrefix("$scrypt$") == true)
    }

    @Test func `a new identity signs nobody in`() async throws {
        let page = try await CustomUI()
        let proof = try await page.createIdentity("neko")
        #expect(proof.status == .ok)
        #expect(try await page.identify(proof.verificationID).refusal == "422 user.sign_in_method_not_enabled")
    }

    @Test func `a password proves nothing to a registration`() async throws {
        let page = try await CustomUI(Example.config, "Register")
        #expect(
            try await page.identify(try await page.checkPassword().verificationID).refusal
                == "400 session.verification_failed")
    }

    @Test func `of two who want the same name the second is refused`() async throws {
        let world = try await TestWorld()
        let pages = [
            try await CustomUI(Example.config, "Register", world: world),
            try await CustomUI(Example.config, "Register", world: world),
        ]
        var proofs: [String?] = []
        for page in pages { proofs.append(try await page.createIdentity("neko").verificationID) }
        #expect(try await pages[0].identify(proofs[0]).status == .created)
        #expect(try await pages[1].identify(proofs[1]).refusal == "422 user.username_already_in_use")
        let users = try await world.store.read { try $0.userCount() }
        #expect(users == 3)
    }

    @Test func `twenty at once make one user`() async throws {
        let config = Example.config(replacing: #""identifiers": []"#, with: #""identifiers": ["username"]"#)
        let world = try await TestWorld(config)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...20 {
                group.addTask {
                    let page = try await CustomUI(config, "Register", world: world)
                    _ = try await page.addToProfile(["type": "username", "value": "neko"])
                    return try await page.identify(nil).status.code
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 201 }.count == 1)
        #expect(Set(statuses).isSubset(of: [201, 422]))
    }
}
