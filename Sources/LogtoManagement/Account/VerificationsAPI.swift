import Core
import HTTPTypes
import Logto
import Storage

/// `/verifications/password` and `/verifications/verification-code` (spec `logto-management-api.md` §6.13).
enum VerificationsAPI {
    private static let path = "/verifications"

    private static let identifier = Schema.object([
        .required("type", .choice(["email", "phone"])), .required("value", .text),
    ])

    static let routes = [
        Route.account(
            .post, "\(Self.path)/password", "Prove oneself by password", status: .created,
            answer: .json(.verificationRecord),
            body: .object([.required("password", .string([.least(1)]))]), handle: Self.verifyPassword),
        Route.account(
            .post, "\(Self.path)/verification-code", "Have a code sent", status: .created,
            answer: .json(.verificationRecord),
            body: .object([
                .required("identifier", Self.identifier),
                .optional(
                    "templateType",
                    .union([.literal("BindMfa"), .literal(MessagePurpose.userPermissionValidation.rawValue)])),
            ]), handle: Self.sendCode
        ).failing(.tooManyRequests, .notImplemented),
        Route.account(
            .post, "\(Self.path)/verification-code/verify", "Prove an address by its code",
            answer: .json(.verificationRecord),
            body: .object([
                .required("identifier", Self.identifier), .required("verificationId", .text),
                .required("code", .text),
            ]), handle: Self.verifyCode),
    ]

    @Sendable private static func verifyPassword(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireFirstParty()
        let password = account.body["password"]?.string ?? ""
        let user = try await account.user()
        let isRight = user.accepts(password)
        try await account.call.settle { db in
            let sentinel = Sentinel(try db.signInExperience().sentinelPolicy, in: db, at: account.call.now)
            return try sentinel.report(.password, of: Sentinel.Target(user.id), isFailure: !isRight)
                ?? (isRight ? nil : .wrongPassword)
        }
        try await account.call.adopt(password, of: user)
        let verification = account.verification(.password, of: user.id)
        try await account.call.write { db in try db.insert(verification) }
        return verification.answer
    }

    /// A code to an address that the user has already proves that it is they; one to another proves that the address is
    /// theirs.
    @Sendable private static func sendCode(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireFirstParty()
        let address = Self.address(in: account.body)
        let user = try await account.user()
        let isNew =
            address != user.primaryEmail.map(MessageAddress.email)
            && address != user.primaryPhone.map(MessageAddress.phone)
        let wanted = account.body["templateType"]?.string.flatMap(MessagePurpose.init)
        let purpose = isNew ? .bindNewIdentifier : wanted ?? .userPermissionValidation
        let verification = account.verification(
            .code(address, purpose, isVerified: false), of: isNew ? nil : user.id)
        try await account.call.settle { db in
            let refusal = try VerificationCodes(try db.signInExperience(), entropy: account.call.parts.entropy).send(
                to: address, for: purpose, record: verification.id, payload: account.payload(about: user, to: address),
                in: db, at: account.call.now)
            if refusal == nil { try db.insert(verification) }
            return refusal
        }
        return verification.answer
    }

    @Sendable private static func verifyCode(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireFirstParty()
        let (given, now) = (Self.address(in: account.body), account.call.now)
        let (id, code) = (account.body["verificationId"]?.string ?? "", account.body["code"]?.string ?? "")
        try await account.call.settle { db in
            guard
                var verification = try db.accountVerification(id, at: now),
                case .code(let address, let purpose, _) = verification.content,
                address.connectorKind == given.connectorKind
            else { throw LogtoError("verification_record.not_found") }
            let settings = try db.signInExperience()
            let refusal = try VerificationCodes(settings, entropy: account.call.parts.entropy)
                .verify(code, of: given, record: id, in: db, at: now)
            let lockout = try Sentinel(settings.sentinelPolicy, in: db, at: now)
                .report(.verificationCode, of: Sentinel.Target(UserIdentifier(given)), isFailure: refusal != nil)
            if let stop = lockout ?? refusal { return stop }
            verification.content = .code(address, purpose, isVerified: true)
            try db.update(verification)
            return nil
        }
        return .json(["verificationRecordId": .string(id)])
    }

    private static func address(in body: JSON) -> MessageAddress {
        let value = body["identifier"]?["value"]?.string ?? ""
        return body["identifier"]?["type"] == "email" ? .email(value) : .phone(value)
    }
}

extension AccountCall {
    /// A new one, which lives ten minutes.
    func verification(_ content: AccountVerification.Content, of user: ID<LogtoUser>? = nil) -> AccountVerification {
        AccountVerification(
            id: self.call.parts.entropy.longID(), userID: user, content, createdAt: self.call.now,
            expiresAt: self.call.now.advanced(bySeconds: AccountVerification.lifetime))
    }

    /// What a template may say beside the code; in text messages nothing.
    fileprivate func payload(about user: LogtoUser, to address: MessageAddress) -> JSON {
        guard case .email = address else { return [:] }
        let names = ["id", "username", "primaryEmail", "primaryPhone", "name", "avatar"]
        return [
            "user": .object((UserBody.plain(user).members ?? []).filter { names.contains($0.name) }),
            "application": self.caller.application.map { ["id": .string($0.id.value), "name": .string($0.name)] },
        ]
    }
}

extension AccountVerification {
    fileprivate var answer: Answer {
        .json(["verificationRecordId": .string(self.id), "expiresAt": .string(self.expiresAt.isoText)])
    }
}
