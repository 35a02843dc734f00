import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Adding what a code has proved (spec §8.3, §8.6)")
struct CodeProfileTests {
    private static let usernameAndEmail = Example.codesConfig().replacing(
        #""signUp": {"identifiers": [], "password": false}"#,
        with: """
            "signUp": {"identifiers": ["username"], "password": true, "secondaryIdentifiers":
              [{"identifier": "email", "verify": true}]}
            """)

    private static func add(_ page: CustomUI, _ type: String, _ id: String?) async throws -> TestResponse {
        try await page.addToProfile(["type": .string(type), "verificationId": id.map(JSON.string)])
    }

    @Test func `registering with a username, and then filling in the address`() async throws {
        let page = try await CustomUI(Self.usernameAndEmail, "Register")
        let identity = try await page.createIdentity("neko").verificationID
        let missing = try await page.identify(identity)
        #expect(missing.status == .unprocessableContent)
        #expect(
            missing.json == [
                "code": "user.missing_profile", "data": ["missingProfile": ["email"]],
                "message": "You need to provide additional info before signing-in.",
            ])
        let proof = try await page.proveCode(of: "neko@example.com", for: "Register")
        #expect(try await Self.add(page, "email", proof).status == .noContent)
        #expect(try await page.identify(nil).status == .created)
        let claims = try await page.claims(after: try await page.submit())
        #expect(claims["username"] == "neko")
        #expect(claims["email"] == "neko@example.com")
    }

    @Test func `signing in, and filling in what the tenant asks for since`() async throws {
        let config = Self.usernameAndEmail.replacing(#""primaryEmail": "alice@example.com","#, with: "")
        let page = try await CustomUI(config)
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        let missing = try await page.submit()
        #expect(missing.refusal == "422 user.missing_profile")
        #expect(missing.json["data"] == ["missingProfile": ["email"]])
        let proof = try await page.proveCode(of: "alice@example.org")
        #expect(try await Self.add(page, "email", proof).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["email"] == "alice@example.org")
    }

    @Test func `what the user has, and what somebody else has`() async throws {
        let config = Example.codesConfig().replacing(
            #""username": "sam","#, with: #""username": "sam", "primaryPhone": "15550100","#)
        let page = try await CustomUI(config)
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        let email = try await page.proveCode(of: "alice@example.org")
        #expect(try await Self.add(page, "email", email).refusal == "422 user.email_exists_in_profile")
        let phone = try await page.proveCode(of: "15550100", type: "phone")
        #expect(try await Self.add(page, "phone", phone).refusal == "422 user.phone_already_in_use")
    }

    @Test func `the record has to be of the right type, and proved`() async throws {
        let page = try await CustomUI(Example.codesConfig(), "Register")
        let phone = try await page.proveCode(of: "15550100", type: "phone")
        let notFound = "404 session.verification_session_not_found"
        #expect(try await Self.add(page, "email", phone).refusal == notFound)
        #expect(try await Self.add(page, "social", phone).refusal == notFound)
        #expect(try await Self.add(page, "phone", "nosuchrecord000000000").refusal == notFound)
        let sent = try await page.sendCode(to: "neko@example.com", for: "Register").verificationID
        #expect(try await Self.add(page, "email", sent).refusal == "400 session.verification_failed")
        #expect(try await Self.add(page, "phone", phone).status == .noContent)
    }

    @Test func `whoever is known and sets up a factor gets another message`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        _ = try await page.proveCode(of: "alice@example.org")
        #expect(try await page.lastMessage().purpose == .bindMFA)
        let signUp = try await CustomUI(Self.usernameAndEmail)
        #expect(try await signUp.identify(try await signUp.checkPassword().verificationID).status == .noContent)
        _ = try await signUp.proveCode(of: "alice@example.org")
        #expect(try await signUp.lastMessage().purpose == .signIn)
    }
}
