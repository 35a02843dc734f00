import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Who may register under which name (spec §8.4, management §6.9)")
struct SignUpPolicyTests {
    private static func blocking(_ policy: String) -> String {
        Example.codesConfig(#""emailBlocklistPolicy": {\#(policy)}"#)
    }

    @Test(arguments: [
        (#""customBlocklist": ["@blocked.example"]"#, "neko@Blocked.example", "422 email_not_allowed"),
        (#""blockSubaddressing": true"#, "neko+shop@example.com", "422 email_subaddressing_not_allowed"),
        (#""blockSubaddressing": true"#, "nodomain", "400 invalid_email"),
    ])
    func `an address that is not taken gets no code`(policy: String, address: String, result: String) async throws {
        let page = try await CustomUI(Self.blocking(policy), "Register")
        let expected = result.replacing(" ", with: " session.email_blocklist.")
        #expect(try await page.sendCode(to: address, for: "Register").refusal == expected)
        #expect(try await page.world.store.read { try $0.messages() }.isEmpty)
        // A code for another purpose comes, and then the address is refused.
        let id = try await page.proveCode(of: address)
        #expect(try await page.identify(id).refusal == expected)
        #expect(
            try await page.addToProfile(["type": "email", "verificationId": .string(id)]).refusal == expected)
    }

    @Test func `its message says which`() async throws {
        let page = try await CustomUI(Self.blocking(#""customBlocklist": ["@blocked.example"]"#), "Register")
        #expect(
            try await page.sendCode(to: "a@blocked.example", for: "Register").json == [
                "code": "session.email_blocklist.email_not_allowed",
                "message": "The email address \"a@blocked.example\" is restricted. Please choose a different one.",
            ])
    }

    @Test func `whoever is known signs in with a blocked address`() async throws {
        let page = try await CustomUI(Self.blocking(#""customBlocklist": ["@example.com"]"#))
        #expect(try await page.identify(try await page.proveCode(of: "alice@example.com")).status == .noContent)
    }

    @Test func `an account at a provider with a blocked address registers nobody`() async throws {
        let page = try await CustomUI(Self.blocking(#""customBlocklist": ["mika@*.test"]"#))
        let proof = try await page.proveSocial()
        #expect(try await page.change(to: "Register").status == .noContent)
        let expected = "422 session.email_blocklist.email_not_allowed"
        #expect(try await page.identify(proof).refusal == expected)
        #expect(
            try await page.addToProfile(["type": "social", "verificationId": .string(proof)]).refusal == expected)
    }

    @Test(arguments: [
        (#""minLength": 5"#, "neko", "too_short", "Username must be at least 5 characters long."),
        (#""maxLength": 3"#, "neko", "too_long", "Username must be at most 3 characters long."),
        (
            #""allowedChars": {"uppercase": false}"#, "Neko", "uppercase_not_allowed",
            "Uppercase letters are not allowed in usernames."
        ),
    ])
    func `a username is held to the tenant's policy`(
        policy: String, username: String, reason: String, message: String
    ) async throws {
        let page = try await CustomUI(
            Example.config(signInExperience: #""usernamePolicy": {\#(policy)}"#), "Register")
        let expected: JSON = ["code": .string("user.username_\(reason)"), "message": .string(message)]
        let identity = try await page.createIdentity(username)
        #expect(identity.status == .unprocessableContent)
        #expect(identity.json == expected)
        #expect(try await page.addToProfile(["type": "username", "value": .string(username)]).json == expected)
    }

    @Test func `where letter case does not count, a name in other letters is taken`() async throws {
        let page = try await CustomUI(
            Example.config(signInExperience: #""usernamePolicy": {"caseSensitive": false}"#), "Register")
        #expect(try await page.createIdentity("Alice").refusal == "422 user.username_already_in_use")
        #expect(try await page.begin("SignIn").status == .noContent)
        #expect(try await page.identify(try await page.checkPassword("ALICE").verificationID).status == .noContent)
        let other = try await CustomUI(Example.config, "Register")
        #expect(try await other.createIdentity("Alice").status == .ok)
    }
}
