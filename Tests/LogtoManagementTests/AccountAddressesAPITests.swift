import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// `/my-account/primary-email`, `/primary-phone`, `/verifications/verification-code` (spec `logto-management-api.md`
/// §6.13).
@Suite struct AccountAddressesAPITests {
    private static let email = "/my-account/primary-email"
    private static let phone = "/my-account/primary-phone"
    private static let send = "/verifications/verification-code"
    private static let verify = "/verifications/verification-code/verify"

    @Test(arguments: [
        ("email", Self.email, "new@example.com", "primaryEmail"), ("phone", Self.phone, "810312345678", "primaryPhone"),
    ])
    func `an address is set by a code that was sent to it, and removed`(
        type: String, path: String, value: String, name: String
    ) async throws {
        let account = try await Account().verified()
        let record = try await account.prove(type, value)
        let body: JSON = .object([
            .init(type, .string(value)), .init("newIdentifierVerificationRecordId", .string(record)),
        ])
        let answer = try await account.call(.post, path, body)
        #expect(answer.status == .noContent)
        #expect(try await account.get()[name] == .string(value))
        #expect(try await account.call(.delete, path).status == .noContent)
        #expect(try await account.get()[name] == .null)
    }

    @Test func `a code to one's own address is a proof of oneself; one to another is not`() async throws {
        var account = try await Account()
        account.verificationID = try await account.prove("email", "alice@example.com")
        #expect(try await account.call(.delete, Self.email).status == .noContent)
        account.verificationID = try await account.prove("email", "new@example.com")
        try await account.check(Row(.delete, Self.phone, 401, Row.denied))
    }

    @Test func `what a code is for stands with the message`() async throws {
        let account = try await Account()
        for (value, template, purpose) in [
            ("alice@example.com", nil as JSON?, "UserPermissionValidation"),
            ("alice@example.com", "BindMfa", "BindMfa"), ("new@example.com", nil, "BindNewIdentifier"),
            ("new@example.com", "UserPermissionValidation", "BindNewIdentifier"),
        ] {
            let sent = try await account.call(
                .post, Self.send,
                ["identifier": ["type": "email", "value": .string(value)], "templateType": template])
            #expect(sent.status == .created)
            #expect(
                sent.json["expiresAt"] == .string(TestWorld.beginning.advanced(bySeconds: 600).isoText))
            let message = try await account.world.store.read { try $0.messages(to: value) }.first
            #expect(message?.purpose.rawValue == purpose)
            #expect(message?.payload["user"]?["name"] == "Alice Example")
            #expect(message?.payload["application"]?["name"] == "Bookstore")
        }
    }

    @Test func `a code that proves a second factor opens nothing`() async throws {
        var account = try await Account()
        let identifier: JSON = ["type": "email", "value": "alice@example.com"]
        let sent = try await account.call(
            .post, Self.send, ["identifier": identifier, "templateType": "BindMfa"])
        let code = try await account.world.code(sentTo: "alice@example.com")
        let id = sent.json["verificationRecordId"] ?? .null
        let verified = try await account.call(
            .post, Self.verify, ["identifier": identifier, "verificationId": id, "code": .string(code)])
        #expect(verified.status == .ok)
        account.verificationID = id.string
        try await account.check(Row(.delete, Self.email, 401, Row.denied))
    }

    @Test func `wrong codes, other addresses and unknown records are refused`() async throws {
        let account = try await Account()
        let identifier: JSON = ["type": "email", "value": "new@example.com"]
        let first = try await account.call(.post, Self.send, ["identifier": identifier])
        let code: JSON = .string(try await account.world.code(sentTo: "new@example.com"))
        let id = first.json["verificationRecordId"] ?? .null
        // Another record to the same address has a code of its own.
        _ = try await account.call(.post, Self.send, ["identifier": identifier])
        let right: JSON = ["identifier": identifier, "verificationId": id, "code": code]
        for row in [
            Row(
                .post, Self.verify, right.with(["code": "x"]), 400, code: "verification_code.code_mismatch",
                "Invalid verification code."),
            Row(
                .post, Self.verify, right.with(["identifier": ["type": "email", "value": "b@example.com"]]), 400,
                code: "verification_code.email_mismatch",
                "Email mismatch. Please request a new verification code."),
            Row(
                .post, Self.verify, right.with(["identifier": ["type": "phone", "value": "810312345678"]]), 400,
                Row.noRecord),
            Row(.post, Self.verify, right.with(["verificationId": "x"]), 400, Row.noRecord),
            Row(.post, Self.verify, right, 200, ["verificationRecordId": id]),
            Row(
                .post, Self.verify, right, 400, code: "verification_code.not_found",
                "Verification code not found. Please send verification code first."),
        ] {
            try await account.check(row)
        }
        account.world.advance(seconds: 600)
        try await account.check(Row(.post, Self.verify, right, 400, Row.noRecord))
    }

    @Test func `without a connector nothing is sent`() async throws {
        let management = try await Management(Example.withAccount)
        _ = try await management.call(.delete, "/connectors/sms000000001")
        try await Account(in: management.world).check(
            Row(
                .post, Self.send, ["identifier": ["type": "phone", "value": "810312345678"]], 501,
                code: "connector.not_found", "Cannot find any available connector for type: Sms."))
    }

    @Test func `what an address needs, in its order`() async throws {
        let account = try await Account()
        let body: JSON = ["email": "new@example.com", "newIdentifierVerificationRecordId": "x"]
        try await account.check(Row(.post, Self.email, body, 401, Row.denied))
        try await account.verified().check(Row(.post, Self.email, body, 400, Row.noRecord))
        let readOnly = try await Account(Example.withAccount(fields: [.email: .readOnly]), scope: "openid").verified()
        try await readOnly.check(Row(.post, Self.email, body, 400, Row.notEditable))
        try await readOnly.check(Row(.delete, Self.email, 400, Row.notEditable))
        let narrow = try await Account(scope: "openid profile").verified()
        try await narrow.check(Row(.post, Self.email, body, 400, Row.unauthorized))
        try await narrow.check(Row(.delete, Self.phone, 400, Row.unauthorized))
    }

    @Test func `a record proves its own address, once the code was right`() async throws {
        let account = try await Account().verified()
        let other = try await account.prove("email", "other@example.com")
        let sent = try await account.call(
            .post, Self.send, ["identifier": ["type": "email", "value": "new@example.com"]])
        for id in [.string(other), sent.json["verificationRecordId"] ?? .null] {
            let body: JSON = ["email": "new@example.com", "newIdentifierVerificationRecordId": id]
            try await account.check(Row(.post, Self.email, body, 400, Row.noRecord))
        }
    }

    @Test func `an address belongs to one user`() async throws {
        let management = try await Management(Example.withAccount)
        let account = try await Account(in: management.world).verified()
        _ = try await management.create(
            "/users", ["primaryEmail": "Taken@example.com", "primaryPhone": "810312345678"])
        for (type, path, value, code, message) in [
            (
                "email", Self.email, "taken@example.com", "user.email_already_in_use",
                "This email is associated with an existing account."
            ),
            (
                "phone", Self.phone, "810312345678", "user.phone_already_in_use",
                "This phone number is associated with an existing account."
            ),
        ] {
            let record = try await account.prove(type, value)
            let body: JSON = .object([
                .init(type, .string(value)), .init("newIdentifierVerificationRecordId", .string(record)),
            ])
            try await account.check(Row(.post, path, body, 422, code: code, message))
        }
    }

    @Test func `an address that the tenant does not take is not set`() async throws {
        let management = try await Management(Example.withAccount)
        let account = try await Account(in: management.world).verified()
        let record = try await account.prove("email", "a+b@blocked.example")
        let body: JSON = ["email": "a+b@blocked.example", "newIdentifierVerificationRecordId": .string(record)]
        for (policy, code) in [
            (["customBlocklist": ["@blocked.example"]] as JSON, "email_not_allowed"),
            (["blockSubaddressing": true], "email_subaddressing_not_allowed"),
        ] {
            _ = try await management.call(.patch, "/sign-in-exp", ["emailBlocklistPolicy": policy])
            let answer = try await account.call(.post, Self.email, body)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.json["code"] == .string("session.email_blocklist.\(code)"))
        }
        _ = try await management.call(.patch, "/sign-in-exp", ["emailBlocklistPolicy": [:]])
        #expect(try await account.call(.post, Self.email, body).status == .noContent)
    }

    @Test func `the last address of whoever has nothing else stays`() async throws {
        let account = try await Account().verified()
        #expect(try await account.call(.patch, "/my-account", ["username": .null]).status == .ok)
        try await account.check(
            Row(
                .delete, Self.email, 400, code: "user.last_sign_in_method_required",
                "You need to keep at least one identifier in your account."))
        #expect(try await account.get()["primaryEmail"] == "alice@example.com")
    }

    @Test func `whoever guesses codes too often is locked out (§17)`() async throws {
        let management = try await Management(Example.withAccount)
        _ = try await management.call(.patch, "/sign-in-exp", ["sentinelPolicy": ["maxAttempts": 2]])
        let account = try await Account(in: management.world)
        let identifier: JSON = ["type": "email", "value": "new@example.com"]
        let sent = try await account.call(.post, Self.send, ["identifier": identifier])
        let code = try await account.world.code(sentTo: "new@example.com")
        for (code, expected) in [
            ("x", "verification_code.code_mismatch"), ("x", "session.verification_blocked_too_many_attempts"),
            (code, "session.verification_blocked_too_many_attempts"),
        ] {
            let answer = try await account.call(
                .post, Self.verify,
                [
                    "identifier": identifier, "verificationId": sent.json["verificationRecordId"],
                    "code": .string(code),
                ])
            #expect(answer.status == .badRequest)
            #expect(answer.json["code"] == .string(expected))
        }
    }
}
