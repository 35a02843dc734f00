import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// Codes and tokens that come by message.
extension CustomUI {
    func sendCode(
        to value: String, type: String = "email", for event: String = "SignIn"
    ) async throws -> TestResponse {
        try await self.call(
            .post, "/verification/verification-code",
            ["identifier": ["type": .string(type), "value": .string(value)], "interactionEvent": .string(event)])
    }

    func verifyCode(
        _ code: String, of value: String, type: String = "email", _ verificationID: String?
    ) async throws -> TestResponse {
        try await self.call(
            .post, "/verification/verification-code/verify",
            [
                "identifier": ["type": .string(type), "value": .string(value)],
                "verificationId": verificationID.map(JSON.string), "code": .string(code),
            ])
    }

    /// Asks for a code and types in what came by message: the record's id, which proves the address.
    func proveCode(
        of value: String, type: String = "email", for event: String = "SignIn"
    ) async throws -> String {
        let sent = try await self.sendCode(to: value, type: type, for: event)
        let id = try #require(sent.verificationID, "\(sent.body)")
        let verified = try await self.verifyCode(
            try await self.lastMessage().code ?? "", of: value, type: type, id)
        #expect(verified.json == ["verificationId": .string(id)], "\(verified.body)")
        return id
    }

    func lastMessage() async throws -> Message {
        try #require(try await self.world.store.read { try $0.messages() }.first)
    }

    func redeem(_ token: String, of email: String) async throws -> TestResponse {
        try await self.call(
            .post, "/verification/one-time-token/verify",
            ["identifier": ["type": "email", "value": .string(email)], "token": .string(token)])
    }

    func resetPassword(_ password: String) async throws -> TestResponse {
        try await self.call(.put, "/profile/password", ["password": .string(password)])
    }
}

extension Example {
    /// The example with connectors that send messages, and with codes as a way to sign in and to reset a password.
    ///
    /// - Parameters:
    ///   - members: more of the sign-in experience.
    ///   - methods: those of signing in.
    static func codesConfig(
        _ members: String = #""forgotPasswordMethods": ["EmailVerificationCode", "PhoneVerificationCode"]"#,
        methods: [String] = [
            #"{"identifier": "username", "password": true, "verificationCode": false}"#,
            #"{"identifier": "email", "password": true, "verificationCode": true}"#,
            #"{"identifier": "phone", "password": false, "verificationCode": true}"#,
        ]
    ) -> String {
        let connectors = """
            "connectors": [
              {"id": "email0000001", "connectorId": "mock-email-service-alternative", "config":
               {"templates": [{"usageType": "Generic", "subject": "Code", "content": "{{code}}"}]}},
              {"id": "sms000000001", "connectorId": "mock-short-message-service", "config": {"accountSID": "a",
               "authToken": "t", "fromMessagingServiceSID": "m", "templates": [{"usageType": "Generic", "content":
               "{{code}}"}]}},
            """
        let signIn = #""signIn": {"methods": [\#(methods.joined(separator: ", "))]}"#
        return Example.config(signInExperience: [signIn, members].filter { !$0.isEmpty }.joined(separator: ", "))
            .replacing(#""connectors": ["#, with: connectors)
    }

    /// What an e-mail sends in place of a code.
    static func token(
        _ text: String = "atokenatokenatokenatokenatokenat", email: String = "alice@example.com", context: JSON = [:],
        status: OneTimeToken.Status = .active, lifetime: Int64 = 600
    ) -> OneTimeToken {
        OneTimeToken(
            id: ID("token0000000000000000"), email: email, token: text, context: context, storedStatus: status,
            createdAt: TestWorld.beginning, expiresAt: TestWorld.beginning.advanced(bySeconds: lifetime))
    }
}
