import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

extension Example {
    /// The example with connectors for e-mail and text messages.
    static let withMessages = Self.config(
        replacing: #""connectors": ["#,
        with: """
            "connectors": [
              {"id": "email0000001", "connectorId": "mock-email-service-alternative", "config": {}},
              {"id": "sms000000001", "connectorId": "mock-short-message-service", "config": {"accountSID": "a",
               "authToken": "b", "fromMessagingServiceSID": "c", "templates": [{"usageType": "Generic",
               "content": "{{code}}"}]}},
            """)
}

extension TestWorld {
    /// The code of the newest message in the inbox to somebody.
    func code(sentTo recipient: String) async throws -> String {
        let messages = try await self.store.read { try $0.messages(to: recipient) }
        return try #require(messages.first?.code)
    }
}

/// `/verification-codes`, `/subject-tokens` (spec `logto-management-api.md` §4.7, §6.11).
@Suite struct VerificationCodesAPITests {
    private static let verify = "/verification-codes/verify"

    @Test(arguments: [("email", "somebody@example.com"), ("phone", "810312345678")])
    func `a code is sent, and is right once`(name: String, recipient: String) async throws {
        let management = try await Management(Example.withMessages)
        let address: JSON = .object([.init(name, .string(recipient))])
        let sent = try await management.call(.post, "/verification-codes", address)
        #expect(sent.status == .noContent)
        #expect(sent.body.isEmpty)
        let code = try await management.world.code(sentTo: recipient)
        #expect(code.wholeMatch(of: /\d{6}/) != nil)
        let wrong = String(code.reversed()) == code ? "1\(code.dropFirst())" : String(code.reversed())
        try await Row(
            .post, Self.verify, address.with(["verificationCode": .string(wrong)]), 400,
            code: "verification_code.code_mismatch", "Invalid verification code."
        ).check(management)
        let right = address.with(["verificationCode": .string(code)])
        #expect(try await management.call(.post, Self.verify, right).status == .noContent)
        try await Row(
            .post, Self.verify, right, 400, code: "verification_code.not_found",
            "Verification code not found. Please send verification code first."
        ).check(management)
    }

    @Test func `a code dies after ten minutes, and after ten wrong ones`() async throws {
        let management = try await Management(Example.withMessages)
        let address: JSON = ["email": "somebody@example.com"]
        _ = try await management.call(.post, "/verification-codes", address)
        let code: JSON = .string(try await management.world.code(sentTo: "somebody@example.com"))
        management.world.advance(seconds: 601)
        try await Row(
            .post, Self.verify, address.with(["verificationCode": code]), 400, code: "verification_code.expired",
            "Verification code has expired. Please request a new verification code."
        ).check(management)
        _ = try await management.call(.post, "/verification-codes", address)
        for _ in 1...10 { _ = try await management.call(.post, Self.verify, address.with(["verificationCode": "x"])) }
        try await Row(
            .post, Self.verify, address.with(["verificationCode": "x"]), 400,
            code: "verification_code.exceed_max_try",
            "Verification code retries limitation exceeded. Please request a new verification code."
        ).check(management)
    }

    @Test func `without a connector nothing is sent, but there is a code (§6.11)`() async throws {
        let management = try await Management()
        let address: JSON = ["email": "somebody@example.com"]
        try await Row(
            .post, "/verification-codes", address, 501, code: "connector.not_found",
            "Cannot find any available connector for type: Email."
        ).check(management)
        try await Row(
            .post, Self.verify, address.with(["verificationCode": "x"]), 400,
            code: "verification_code.code_mismatch", "Invalid verification code."
        ).check(management)
    }

    @Test func `nobody gets more than ten messages in ten minutes`() async throws {
        let management = try await Management(Example.withMessages)
        let address: JSON = ["email": "somebody@example.com"]
        for _ in 1...10 {
            #expect(try await management.call(.post, "/verification-codes", address).status == .noContent)
        }
        try await Row(
            .post, "/verification-codes", address, 429, code: "request.message_rate_limited",
            "Too many messages sent to this recipient. Please try again later."
        ).check(management)
    }

    @Test(arguments: [[:], ["email": "nowhere"], ["phone": "+81"], ["email": 1]] as [JSON])
    func `neither an address nor a number is refused`(body: JSON) async throws {
        let answer = try await Management().call(.post, "/verification-codes", body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `a subject token stands for a user once`() async throws {
        let management = try await Management()
        let made = try await management.call(
            .post, "/subject-tokens", ["userId": "alice0000001", "context": ["ticket": "1"]])
        #expect(made.status == .created)
        let token = made.json["subjectToken"]?.string ?? ""
        #expect(token.wholeMatch(of: /sub_[0-9a-z]{21}/) != nil)
        #expect(made.json == ["subjectToken": .string(token), "expiresIn": 600])
        _ = try await management.call(
            .patch, "/applications/\(Example.webApp.id)", ["customClientMetadata": ["allowTokenExchange": true]])
        let form = [
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token": token,
            "subject_token_type": "urn:logto:token-type:impersonation_token", "resource": Example.api,
        ]
        let party = RelyingParty(in: management.world)
        #expect(try await party.token(form).status == .ok)
        #expect(try await party.token(form).oauthError == "invalid_grant")
    }

    @Test func `a subject token needs a user that there is`() async throws {
        let management = try await Management()
        try await Row(
            .post, "/subject-tokens", ["userId": "nobody"], 404, code: "entity.relation_foreign_key_not_found",
            "Cannot find one or more foreign keys. Please check the input and ensure that all referenced entities exist."
        ).check(management)
        #expect(try await management.call(.post, "/subject-tokens", [:]).json["code"] == "guard.invalid_input")
    }
}
