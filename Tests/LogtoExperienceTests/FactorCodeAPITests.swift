import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/api/experience/verification/mfa-verification-code (spec §8.2)")
struct FactorCodeAPITests {
    private static func send(_ page: CustomUI, _ type: String = "email") async throws -> TestResponse {
        try await page.call(.post, "/verification/mfa-verification-code", ["identifierType": .string(type)])
    }

    private static func verify(
        _ page: CustomUI, _ code: String, _ id: String?, type: String = "email"
    ) async throws -> TestResponse {
        try await page.call(
            .post, "/verification/mfa-verification-code/verify",
            ["identifierType": .string(type), "verificationId": id.map(JSON.string), "code": .string(code)])
    }

    @Test func `a code goes to the address that the user has`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        let sent = try await Self.send(page)
        #expect(sent.status == .ok)
        let message = try await page.lastMessage()
        #expect(message.address == .email("alice@example.com"))
        #expect(message.purpose == .mfaVerification)
        let id = sent.verificationID
        #expect(try await Self.verify(page, "x", id).refusal == "400 verification_code.code_mismatch")
        let code = message.code ?? ""
        let notFound = "404 session.verification_session_not_found"
        #expect(try await Self.verify(page, code, id, type: "phone").refusal == notFound)
        #expect(try await page.verifyCode(code, of: "alice@example.com", id).refusal == notFound)
        #expect(try await Self.verify(page, code, id).json == ["verificationId": .string(id ?? "")])
        let records = try await page.call(.get, "/interaction").json["verificationRecords"]?.array ?? []
        #expect(records.map { $0["type"] } == ["Password", "MfaEmailVerificationCode"])
        #expect(records.last?["templateType"] == "MfaVerification")
        #expect(records.last?["verified"] == true)
        let added = try await page.addToProfile(["type": "email", "verificationId": .string(id ?? "")])
        #expect(added.refusal == notFound)
        #expect(
            try await page.identify(id).refusal == "422 user.sign_in_method_not_enabled", "it identifies nobody")
    }

    @Test func `nobody is known yet, or has no such address`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let early = try await Self.send(page)
        #expect(early.status == .badRequest)
        #expect(early.json["code"] == "session.identifier_not_found")
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        let missing = try await Self.send(page, "phone")
        #expect(missing.status == .badRequest)
        #expect(
            missing.json == ["code": "session.mfa.mfa_factor_not_enabled", "message": "MFA factor is not enabled."])
    }

    @Test func `without a connector`() async throws {
        let page = try await CustomUI()
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        #expect(try await Self.send(page).refusal == "501 connector.not_found")
    }

    @Test(arguments: ["username", ""])
    func `the type has to be one that messages go to`(type: String) async throws {
        #expect(try await Self.send(try await CustomUI(), type).refusal == "400 guard.invalid_input")
    }
}
