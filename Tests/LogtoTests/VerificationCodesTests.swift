import Core
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

/// A store with the connectors that send messages, and the rules of verification codes over it.
struct CodeDesk: Sendable {
    let store: Store
    let codes: VerificationCodes
    let now = Instant(seconds: 1_800_000_000)

    static let ada = MessageAddress.email("ada@example.com")
    static let phone = MessageAddress.phone("15550100")

    static let connectors = [
        LogtoConnector(
            id: "email0000001", factory: "mock-email-service",
            config: [
                "apiKey": "k", "fromEmail": "from@example.com",
                "templates": [
                    [
                        "usageType": "SignIn", "subject": "Hi {{ user.name }}",
                        "content": "{{code}} for {{application}} {{x.y}}",
                    ],
                    ["usageType": "Generic", "subject": "Code", "content": "<b>{{code}}</b>"],
                ],
            ]),
        LogtoConnector(
            id: "sms000000001", factory: "mock-short-message-service",
            config: [
                "accountSID": "a", "authToken": "t", "fromMessagingServiceSID": "m",
                "templates": [["usageType": "Generic", "content": "{{code}}"]],
            ]),
    ]

    init(_ connectors: [LogtoConnector] = Self.connectors, policy: JSON = [:]) async throws {
        self.store = try Store.inMemory()
        self.codes = VerificationCodes(SignInExperience(["verificationCodePolicy": policy]), entropy: .seeded())
        try await self.store.transaction { db in
            for connector in connectors { try db.put(connector, at: Instant(seconds: 0)) }
            let application = LogtoApplication(id: "app", name: "App", kind: .traditional)
            try db.put(application, at: Instant(seconds: 0))
            for uid in ["one", "two"] {
                try db.insert(
                    Interaction(
                        uid: uid, applicationID: "app", parameters: [:], prompt: .login, csrfToken: "c",
                        expiresAt: Instant(seconds: 9_000_000_000)))
            }
        }
    }

    /// - Returns: the code of the refusal.
    @discardableResult
    func send(
        to address: MessageAddress = Self.ada, for purpose: MessagePurpose = .signIn, in uid: String? = "one",
        payload: JSON = [:], isDelivered: Bool = true, after seconds: Int64 = 0
    ) async throws -> LogtoError? {
        let time = self.now.advanced(bySeconds: seconds)
        return try await self.store.transaction { db in
            try self.codes.send(
                to: address, for: purpose, interaction: uid, payload: payload, isDelivered: isDelivered, in: db,
                at: time)
        }
    }

    func verify(
        _ code: String, of address: MessageAddress = Self.ada, for purpose: MessagePurpose = .signIn,
        in uid: String? = "one", afterMilliseconds milliseconds: Int64 = 0
    ) async throws -> String? {
        let time = self.now.advanced(byMilliseconds: milliseconds)
        return try await self.store.transaction { db in
            try self.codes.verify(code, of: address, for: purpose, interaction: uid, in: db, at: time)?.code
        }
    }

    func messages() async throws -> [Message] { try await self.store.read { try $0.messages() } }

    func lastCode() async throws -> String { try #require(try await self.messages().first?.code) }

    static func other(_ code: String) -> String { code == "000000" ? "000001" : "000000" }
}

/// Spec `logto-oidc.md` §8.2, `logto-management-api.md` §6.11.
@Suite struct VerificationCodesTests {
    @Test(arguments: ["one", nil])
    func `a code is six digits, comes by message and counts once`(uid: String?) async throws {
        let desk = try await CodeDesk()
        #expect(try await desk.send(in: uid) == nil)
        let code = try await desk.lastCode()
        #expect(code.wholeMatch(of: /[0-9]{6}/) != nil)
        #expect(try await desk.verify(code, in: uid) == nil)
        #expect(try await desk.verify(code, in: uid) == "verification_code.not_found")
    }

    @Test func `a code belongs to its interaction and purpose`() async throws {
        let desk = try await CodeDesk()
        try await desk.send()
        let code = try await desk.lastCode()
        #expect(try await desk.verify(code, in: "two") == "verification_code.not_found")
        #expect(try await desk.verify(code, for: .register) == "verification_code.not_found")
        #expect(try await desk.verify(code) == nil)
    }

    @Test func `what an API sent is looked for by the address`() async throws {
        let desk = try await CodeDesk()
        try await desk.send(for: .generic, in: nil)
        let code = try await desk.lastCode()
        #expect(
            try await desk.verify(code, of: .email("b@example.com"), for: .generic, in: nil)
                == "verification_code.not_found")
        #expect(
            try await desk.verify(code, of: CodeDesk.phone, for: .generic, in: nil) == "verification_code.not_found")
        #expect(try await desk.verify(code, for: .generic, in: nil) == nil)
    }

    @Test(arguments: [
        (MessageAddress.email("b@example.com"), "verification_code.email_mismatch"),
        (.email("ADA@example.com"), "verification_code.email_mismatch"),
        (CodeDesk.phone, "verification_code.not_found"),
    ])
    func `in an interaction another address does not match`(address: MessageAddress, code: String) async throws {
        let desk = try await CodeDesk()
        try await desk.send()
        // Before anything else is looked at.
        #expect(try await desk.verify("x", of: address, afterMilliseconds: 9_000_000) == code)
    }

    @Test func `a code by e-mail and one by text message do not get in each other's way`() async throws {
        let desk = try await CodeDesk()
        try await desk.send()
        let first = try await desk.lastCode()
        try await desk.send(to: CodeDesk.phone)
        let second = try await desk.lastCode()
        #expect(try await desk.verify(second, of: .phone("15550199")) == "verification_code.phone_mismatch")
        #expect(try await desk.verify(first) == nil)
        #expect(try await desk.verify(second, of: CodeDesk.phone) == nil)
    }

    @Test func `a code lives for ten minutes`() async throws {
        let desk = try await CodeDesk()
        try await desk.send()
        let code = try await desk.lastCode()
        #expect(try await desk.verify(code, afterMilliseconds: 600_001) == "verification_code.expired")
        #expect(try await desk.verify(code, afterMilliseconds: 600_000) == nil)
    }

    @Test func `ten wrong codes are enough, and then the right one does not help`() async throws {
        let desk = try await CodeDesk()
        try await desk.send()
        let code = try await desk.lastCode()
        for _ in 1...10 {
            #expect(try await desk.verify(CodeDesk.other(code)) == "verification_code.code_mismatch")
        }
        #expect(try await desk.verify(code) == "verification_code.exceed_max_try")
        #expect(try await desk.verify(code, afterMilliseconds: 600_001) == "verification_code.expired")
    }

    @Test func `the tenant's policy sets both limits`() async throws {
        let desk = try await CodeDesk(policy: ["expirationDuration": 60, "maxRetryAttempts": 1])
        try await desk.send()
        let code = try await desk.lastCode()
        #expect(try await desk.verify(code, afterMilliseconds: 60_001) == "verification_code.expired")
        #expect(try await desk.verify("", afterMilliseconds: 1) == "verification_code.code_mismatch")
        #expect(try await desk.verify(code, afterMilliseconds: 1) == "verification_code.exceed_max_try")
    }

    @Test(arguments: ["one", nil])
    func `a new code puts the old one out of use`(uid: String?) async throws {
        let desk = try await CodeDesk()
        try await desk.send(in: uid)
        let first = try await desk.lastCode()
        try await desk.send(in: uid)
        let second = try await desk.lastCode()
        #expect(first != second)
        #expect(try await desk.verify(first, in: uid) == "verification_code.code_mismatch")
        #expect(try await desk.verify(second, in: uid) == nil)
    }

    @Test func `a code that nobody is to get is made all the same`() async throws {
        let desk = try await CodeDesk()
        #expect(try await desk.send(isDelivered: false) == nil)
        #expect(try await desk.messages().isEmpty)
        #expect(try await desk.verify("x") == "verification_code.code_mismatch")
    }

    @Test func `without a connector nothing is sent, but there is a code`() async throws {
        let desk = try await CodeDesk([CodeDesk.connectors[1]])
        let refusal = try #require(try await desk.send(for: .generic, in: nil))
        #expect(refusal.status == .notImplemented)
        #expect(
            refusal.body(in: .english)
                == [
                    "code": "connector.not_found",
                    "message": "Cannot find any available connector for type: Email.",
                ])
        #expect(try await desk.verify("x", for: .generic, in: nil) == "verification_code.code_mismatch")
        #expect(try await desk.send(to: CodeDesk.phone, in: nil) == nil)
    }

    @Test func `an eleventh message within ten minutes is too many`() async throws {
        let desk = try await CodeDesk()
        for second in 0..<10 { #expect(try await desk.send(after: Int64(second)) == nil) }
        let refusal = try #require(try await desk.send(after: 599))
        #expect(refusal.status == .tooManyRequests)
        #expect(refusal.code == "request.message_rate_limited")
        try await desk.store.transaction { try $0.deleteMessages() }
        #expect(try await desk.send(after: 599)?.code == "request.message_rate_limited", "an empty inbox is no way out")
        #expect(try await desk.send(to: .email("b@example.com"), after: 599) == nil)
        #expect(try await desk.send(after: 600) == nil, "the first one is ten minutes old")
        #expect(try await desk.send(after: 600)?.code == "request.message_rate_limited")
    }

    @Test func `messages are worded by the connector's templates`() async throws {
        let desk = try await CodeDesk()
        try await desk.send(payload: ["user": ["name": "Ada"], "application": ["id": "app"]])
        try await desk.send(for: .forgotPassword)
        try await desk.send(to: CodeDesk.phone)
        let messages = Array(try await desk.messages().reversed())
        let codes = messages.compactMap(\.code)
        #expect(messages.map(\.subject) == ["Hi Ada", "Code", nil])
        #expect(
            messages.map(\.content) == ["\(codes[0]) for {\"id\":\"app\"} {{x.y}}", "<b>\(codes[1])</b>", codes[2]])
        #expect(messages.map(\.purpose) == [.signIn, .forgotPassword, .signIn])
        #expect(messages.map(\.address) == [CodeDesk.ada, CodeDesk.ada, CodeDesk.phone])
        #expect(messages.map(\.connectorID) == ["email0000001", "email0000001", "sms000000001"])
        #expect(messages.first?.payload["user"]?["name"] == "Ada")
    }

    @Test(
        arguments: [
            ("mock-email-service", ["apiKey": "k", "fromEmail": "f", "templates": []], "connector.template_not_found"),
            (
                "mock-email-service",
                ["apiKey": "k", "fromEmail": "f", "templates": [["usageType": "Register"], 7]],
                "connector.template_not_found"
            ),
            ("mock-email-service", [:], "connector.invalid_config"),
            ("mock-email-service", ["apiKey": 7, "fromEmail": "f", "templates": []], "connector.invalid_config"),
            ("mock-email-service", ["apiKey": "k", "fromEmail": "f", "templates": [:]], "connector.invalid_config"),
            ("mock-email-service-alternative", [:], nil),
            ("mock-email-service-alternative", ["apiKey": 7], "connector.invalid_config"),
        ] as [(String, JSON, String?)])
    func `a connector that cannot send says why`(factory: String, config: JSON, code: String?) async throws {
        let desk = try await CodeDesk([LogtoConnector(id: "c", factory: factory, config: config)])
        #expect(try await desk.send()?.code == code)
        #expect(try await desk.messages().count == (code == nil ? 1 : 0))
    }

    @Test(arguments: [
        "connector.not_found", "connector.template_not_found", "one_time_token.cannot_reactivate_token",
        "one_time_token.email_mismatch", "one_time_token.interaction_event_mismatch", "one_time_token.token_consumed",
        "one_time_token.token_expired",
        "one_time_token.token_not_found", "one_time_token.token_revoked", "request.message_rate_limited",
        "verification_code.code_mismatch", "verification_code.email_mismatch", "verification_code.exceed_max_try",
        "verification_code.expired", "verification_code.not_found", "verification_code.phone_mismatch",
        "password.invalid_legacy_password_format", "password.rejected", "password.unsupported_legacy_hash_algorithm",
    ])
    func `every code has its words`(code: String) {
        #expect(Phrases.message(code, in: .english) != code)
    }
}
