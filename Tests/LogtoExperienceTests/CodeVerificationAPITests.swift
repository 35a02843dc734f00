import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/api/experience/verification/verification-code (spec §8.2)")
struct CodeVerificationAPITests {
    private static let alice = "alice@example.com"

    @Test func `a code is sent into the inbox, with the application's name`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let sent = try await page.sendCode(to: Self.alice)
        #expect(sent.status == .ok)
        #expect((sent.json.members ?? []).map(\.name) == ["verificationId"])
        #expect(sent.verificationID?.wholeMatch(of: /[0-9a-z]{21}/) != nil)
        let message = try await page.lastMessage()
        #expect(message.address == .email(Self.alice))
        #expect(message.purpose == .signIn)
        #expect(message.code?.wholeMatch(of: /[0-9]{6}/) != nil)
        #expect(message.payload["application"] == ["id": .string(Example.webApp.id), "name": "Bookstore"])
        #expect(try await page.sendCode(to: "15550100", type: "phone", for: "Register").status == .ok)
        let text = try await page.lastMessage()
        #expect(text.address == .phone("15550100"))
        #expect(text.purpose == .register)
        #expect((text.payload.members ?? []).map(\.name) == ["code"])
    }

    @Test func `the interaction shows the record, without the code`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let id = try await page.proveCode(of: Self.alice)
        let shown = try await page.call(.get, "/interaction")
        #expect(
            shown.json["verificationRecords"] == [
                [
                    "id": .string(id), "type": "EmailVerificationCode",
                    "identifier": ["type": "email", "value": .string(Self.alice)], "templateType": "SignIn",
                    "verified": true,
                ]
            ])
        #expect(!shown.body.contains(try await page.lastMessage().code ?? "-"))
    }

    @Test(arguments: [
        (
            #"{"identifier":{"type":"username","value":"a"},"interactionEvent":"SignIn"}"#,
            "Error in key path \"identifier.type\": (invalid_enum_value) Invalid enum value. Expected 'email' | 'phone', received 'username'"
        ),
        (
            #"{"identifier":{"type":"email","value":"a@b.example"}}"#,
            "Error in key path \"interactionEvent\": (invalid_type) Expected 'SignIn' | 'Register' | 'ForgotPassword' but received undefined."
        ),
        (
            #"{"identifier":{"type":"email"},"interactionEvent":"SignIn"}"#,
            "Error in key path \"identifier.value\": (invalid_type) Expected string but received undefined."
        ),
        (
            #"{"interactionEvent":"SignIn"}"#,
            "Error in key path \"identifier\": (invalid_type) Expected object but received undefined."
        ),
    ])
    func `what is sent has a shape`(body: String, details: String) async throws {
        let answer = try await CustomUI().call(.post, "/verification/verification-code", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
    }

    @Test(arguments: [
        #"{"identifier":{"type":"email","value":"a@b.example"},"code":"1"}"#,
        #"{"identifier":{"type":"email","value":"a@b.example"},"verificationId":"x"}"#,
        #"{"identifier":{"type":"email","value":"a@b.example"},"verificationId":"x","code":1}"#,
        #"{"verificationId":"x","code":"1"}"#,
    ])
    func `what is tried has a shape`(body: String) async throws {
        let answer = try await CustomUI().call(.post, "/verification/verification-code/verify", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
    }

    @Test func `a wrong code, the right one, and the right one again`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let id = try await page.sendCode(to: Self.alice).verificationID
        let code = try #require(try await page.lastMessage().code)
        let wrong = try await page.verifyCode(code == "000000" ? "000001" : "000000", of: Self.alice, id)
        #expect(wrong.status == .badRequest)
        #expect(
            wrong.json == ["code": "verification_code.code_mismatch", "message": "Invalid verification code."])
        #expect(try await page.identify(id).refusal == "400 session.verification_failed")
        #expect(try await page.verifyCode(code, of: Self.alice, id).status == .ok)
        #expect(try await page.verifyCode(code, of: Self.alice, id).refusal == "400 verification_code.not_found")
        #expect(try await page.identify(id).status == .noContent, "it stays proved")
    }

    @Test(arguments: [
        ("email", "other@example.com", "400 verification_code.email_mismatch"),
        ("phone", "15550100", "404 session.verification_session_not_found"),
    ])
    func `a code proves the address that it was sent to`(type: String, value: String, result: String) async throws {
        let page = try await CustomUI(Example.codesConfig())
        let id = try await page.sendCode(to: Self.alice).verificationID
        let code = try await page.lastMessage().code ?? ""
        #expect(try await page.verifyCode(code, of: value, type: type, id).refusal == result)
    }

    @Test func `a code proves the phone that it was sent to`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let id = try await page.sendCode(to: "15550100", type: "phone").verificationID
        let code = try await page.lastMessage().code ?? ""
        #expect(
            try await page.verifyCode(code, of: "15550199", type: "phone", id).refusal
                == "400 verification_code.phone_mismatch")
    }

    @Test func `an unknown record, and one that a newer one has replaced`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        #expect(
            try await page.verifyCode("1", of: Self.alice, "nosuchrecord000000000").refusal
                == "404 session.verification_session_not_found")
        let old = try await page.sendCode(to: Self.alice).verificationID
        let code = try await page.lastMessage().code ?? ""
        let new = try await page.sendCode(to: Self.alice).verificationID
        #expect(
            try await page.verifyCode(code, of: Self.alice, old).refusal
                == "404 session.verification_session_not_found")
        #expect(try await page.verifyCode(code, of: Self.alice, new).refusal == "400 verification_code.code_mismatch")
        #expect(try await page.verifyCode("", of: Self.alice, new).refusal == "400 verification_code.not_found")
    }

    @Test func `a code lives ten minutes by the world's clock`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        let id = try await page.sendCode(to: Self.alice).verificationID
        page.world.advance(seconds: 601)
        let late = try await page.verifyCode(try await page.lastMessage().code ?? "", of: Self.alice, id)
        #expect(late.refusal == "400 verification_code.expired")
        #expect(
            late.json["message"]
                == "Verification code has expired. Please request a new verification code.")
    }

    @Test func `tries are counted though they fail`() async throws {
        let page = try await CustomUI(
            Example.codesConfig(#""verificationCodePolicy": {"maxRetryAttempts": 2, "expirationDuration": 60}"#))
        let id = try await page.sendCode(to: Self.alice).verificationID
        for _ in 1...2 {
            #expect(try await page.verifyCode("x", of: Self.alice, id).refusal == "400 verification_code.code_mismatch")
        }
        let code = try await page.lastMessage().code ?? ""
        #expect(try await page.verifyCode(code, of: Self.alice, id).refusal == "400 verification_code.exceed_max_try")
        page.world.advance(seconds: 61)
        #expect(try await page.verifyCode(code, of: Self.alice, id).refusal == "400 verification_code.expired")
    }

    @Test func `without a connector nothing can be sent, and there is no record`() async throws {
        let page = try await CustomUI()
        let answer = try await page.sendCode(to: Self.alice)
        #expect(answer.status == .notImplemented)
        #expect(
            answer.json == [
                "code": "connector.not_found", "message": "Cannot find any available connector for type: Email.",
            ])
        #expect(try await page.call(.get, "/interaction").json["verificationRecords"] == [])
        let phone = try await page.sendCode(to: "15550100", type: "phone")
        #expect(phone.json["message"] == "Cannot find any available connector for type: Sms.")
    }

    @Test func `a connector that is badly set up says so`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        try await page.world.store.transaction { db in
            guard var connector = try db.connector("sms000000001") else { return }
            connector.config = [:]
            try db.put(connector, at: TestWorld.beginning)
        }
        #expect(
            try await page.sendCode(to: "15550100", type: "phone").refusal == "400 connector.invalid_config")
    }

    @Test func `the eleventh message within ten minutes is too many`() async throws {
        let page = try await CustomUI(Example.codesConfig())
        for _ in 1...10 { #expect(try await page.sendCode(to: Self.alice).status == .ok) }
        let answer = try await page.sendCode(to: Self.alice)
        #expect(answer.status == .tooManyRequests)
        #expect(
            answer.json == [
                "code": "request.message_rate_limited",
                "message": "Too many messages sent to this recipient. Please try again later.",
            ])
        page.world.advance(seconds: 601)
        #expect(try await page.sendCode(to: Self.alice).status == .ok)
    }

    /// The body's event counts, not the interaction's.
    @Test(arguments: [
        ("SignIn", "SignInAndRegister", "SignIn", true), ("SignIn", "SignIn", "SignIn", false),
        ("SignIn", "SignInAndRegister", "ForgotPassword", false), ("ForgotPassword", "SignIn", "Register", true),
        ("ForgotPassword", "SignInAndRegister", "SignIn", true),
    ])
    func `nobody learns which addresses are known`(
        begun: String, mode: String, sent: String, isDelivered: Bool
    ) async throws {
        let page = try await CustomUI(Example.codesConfig(#""signInMode": "\#(mode)""#), begun)
        let answer = try await page.sendCode(to: "nobody@example.com", for: sent)
        #expect(answer.status == .ok)
        let messages = try await page.world.store.read { try $0.messages() }
        #expect(messages.isEmpty == !isDelivered)
        #expect(
            try await page.verifyCode("x", of: "nobody@example.com", answer.verificationID).refusal
                == "400 verification_code.code_mismatch")
        #expect(try await page.sendCode(to: Self.alice, for: sent).status == .ok)
        #expect(try await page.lastMessage().address == .email(Self.alice))
    }

    @Test func `messages come in Japanese`() async throws {
        let page = try await CustomUI(Example.codesConfig(), language: "ja")
        let id = try await page.sendCode(to: Self.alice).verificationID
        #expect(try await page.verifyCode("x", of: Self.alice, id).json["message"] == "無効な検証コードです。")
    }
}
