import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Who is it? By a code (spec §8.4, §8.6)")
struct CodeIdentificationTests {
    private static let withEmail = Example.codesConfig().replacing(
        #""signUp": {"identifiers": [], "password": false}"#,
        with: #""signUp": {"identifiers": ["email"], "password": false, "verify": true}"#)

    @Test func `signing in with a code`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let proof = try await page.proveCode(of: "alice@example.com")
        #expect(try await page.identify(proof).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test func `whoever is not known is offered to register`() async throws {
        let page = try await CustomUI(Self.withEmail)
        let proof = try await page.proveCode(of: "neko@example.com")
        let unknown = try await page.identify(proof)
        #expect(unknown.status == .notFound)
        #expect(
            unknown.json == [
                "code": "user.user_not_exist", "data": ["identifier": "neko@example.com"],
                "message": "User with {{ identifier }} does not exist.",
            ])
        #expect(try await page.change(to: "Register").status == .noContent)
        #expect(try await page.identify(proof).status == .created)
        #expect(try await page.claims(after: try await page.submit())["email"] == "neko@example.com")
    }

    @Test func `registering with a phone, and signing in with it`() async throws {
        let config = Example.codesConfig().replacing(
            #""signUp": {"identifiers": [], "password": false}"#,
            with: #""signUp": {"identifiers": ["email", "phone"], "password": false, "verify": true}"#)
        let page = try await CustomUI(config, "Register")
        let missing = try await page.identify(nil)
        #expect(missing.json["data"] == ["missingProfile": ["emailOrPhone"]])
        let proof = try await page.proveCode(of: "819012345678", type: "phone", for: "Register")
        #expect(try await page.identify(proof).status == .created)
        let claims = try await page.claims(after: try await page.submit())
        let again = try await CustomUI(config, world: page.world)
        // With the 0 that is dialled within the country it is the same number.
        let same = try await again.proveCode(of: "8109012345678", type: "phone")
        #expect(try await again.identify(same).status == .noContent)
        #expect(try await again.claims(after: try await again.submit())["sub"] == claims["sub"])
    }

    @Test func `an address that is taken is found out when registering`() async throws {
        let page = try await CustomUI(Self.withEmail, "Register")
        let proof = try await page.proveCode(of: "ALICE@example.com", for: "Register")
        let taken = try await page.identify(proof)
        #expect(taken.refusal == "422 user.email_already_in_use")
        #expect(taken.json["message"] == "This email is associated with an existing account.")
        #expect(try await page.change(to: "SignIn").status == .noContent)
        #expect(try await page.identify(proof).status == .noContent)
    }

    @Test func `a phone that is taken`() async throws {
        let config = Example.codesConfig().replacing(
            #""primaryEmail": "alice@example.com","#, with: #""primaryPhone": "819012345678","#)
        let page = try await CustomUI(config, "Register")
        let proof = try await page.proveCode(of: "819012345678", type: "phone", for: "Register")
        #expect(try await page.identify(proof).refusal == "422 user.phone_already_in_use")
    }

    @Test func `a method that is off`() async throws {
        let page = try await CustomUI(Example.codesConfig(""))
        let off = Example.codesConfig().replacing(
            #"{"identifier": "email", "password": true, "verificationCode": true}"#,
            with: #"{"identifier": "email", "password": true, "verificationCode": false}"#)
        #expect(try await page.identify(try await page.proveCode(of: "alice@example.com")).status == .noContent)
        let other = try await CustomUI(off)
        #expect(
            try await other.identify(try await other.sendCode(to: "alice@example.com").verificationID).refusal
                == "422 user.sign_in_method_not_enabled", "before it is proved")
    }

    @Test(arguments: [
        ("SignIn", "Register", "403 auth.forbidden"), ("Register", "SignIn", "403 auth.forbidden"),
    ])
    func `the mode forbids what the interaction began with`(
        event: String, mode: String, result: String
    ) async throws {
        let page = try await CustomUI(Example.codesConfig(#""signInMode": "\#(mode)""#), event)
        let address = event == "SignIn" ? "alice@example.com" : "neko@example.com"
        let proof = try await page.proveCode(of: address, for: "Register")
        #expect(try await page.identify(proof).refusal == result)
    }

    @Test func `a suspended user, and somebody else`() async throws {
        let config = Example.codesConfig().replacing(
            #""username": "sam","#, with: #""username": "sam", "primaryEmail": "sam@example.com","#)
        let page = try await CustomUI(config)
        let sam = try await page.proveCode(of: "sam@example.com")
        #expect(try await page.identify(sam).refusal == "401 user.suspended")
        try await page.world.store.transaction { db in
            guard var sam = try db.user("suspended001") else { return }
            sam.isSuspended = false
            try db.update(sam)
        }
        #expect(try await page.identify(sam).status == .noContent)
        #expect(
            try await page.identify(try await page.checkPassword().verificationID).refusal
                == "409 session.identity_conflict")
    }

    @Test func `an unproved code registers nobody`() async throws {
        let page = try await CustomUI(Self.withEmail, "Register")
        let id = try await page.sendCode(to: "neko@example.com", for: "Register").verificationID
        #expect(try await page.identify(id).refusal == "400 session.verification_failed")
    }
}
