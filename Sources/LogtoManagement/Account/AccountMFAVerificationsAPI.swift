import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account/mfa-verifications` (spec `logto-management-api.md` §6.13): one's second factors.
enum AccountMFAVerificationsAPI {
    private static let path = "/my-account/mfa-verifications"

    static let routes = [
        Route.account(.get, Self.path, "List one's second factors", answer: .list(.mfaVerification), handle: Self.list),
        Route.account(
            .post, Self.path, "Add a second factor", status: .noContent,
            body: .union([
                .object([
                    Self.type(.webAuthn), .required("newIdentifierVerificationRecordId", .text),
                    .optional("name", .text),
                ]),
                .object([Self.type(.totp), .required("secret", .text), .optional("code", .text)]),
                .object([Self.type(.backupCode), .required("codes", .array(.text))]),
            ]), handle: Self.add),
        Route.account(
            .patch, "\(Self.path)/:verificationId/name", "Rename a passkey", answer: .reasonPhrase,
            body: .object([.required("name", .text)]), handle: Self.rename),
        Route.account(
            .delete, "\(Self.path)/:verificationId", "Delete a second factor", status: .noContent,
            handle: Self.remove),
    ]

    private static func type(_ factor: MFAFactor) -> Schema.Field { .required("type", .literal(factor.rawValue)) }

    @Sendable private static func list(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireReading(.mfa)
        try account.caller.require(.identities, otherwise: .unauthorized)
        return try await account.call.read { db in
            .list(try db.mfaVerifications(of: account.caller.userID).map(UserMFAVerificationsAPI.json))
        }
    }

    @Sendable private static func add(_ account: AccountCall) async throws -> Answer {
        let (body, now) = (account.body, account.call.now)
        let factor = body["type"]?.string.flatMap(MFAFactor.init) ?? .webAuthn
        try account.caller.checkMFA(editing: factor == .webAuthn ? .passkey : .mfa)
        try await account.update { user, db in
            try db.signInExperience().requireFactor(factor)
            let existing = try db.mfaVerifications(of: user.id)
            let content: MFAVerification.Content
            switch factor {
            case .totp:
                if existing.contains(where: \.isTOTP) {
                    throw LogtoError("user.totp_already_in_use", .unprocessableContent)
                }
                let code = body["code"]?.string
                content = try .totp(body["secret"]?.string ?? "", code: code?.isEmpty == true ? nil : code, at: now)
            case .backupCode:
                let codes = try UserMFAVerificationsAPI.newCodes(
                    body["codes"]?.strings ?? [], besides: existing, account.call)
                content = .backupCodes(codes.map { MFAVerification.BackupCode($0) })
            // There are no passkeys, so that nothing can have proved one.
            default: throw LogtoError("verification_record.not_found")
            }
            try db.insert(account.factor(content), of: user.id)
            try db.enableMFA(of: user.id)
        }
        return .none
    }

    /// Only passkeys have names, which there are none of.
    @Sendable private static func rename(_ account: AccountCall) async throws -> Answer {
        try account.caller.checkMFA(editing: .passkey)
        throw LogtoError("verification_record.not_found")
    }

    @Sendable private static func remove(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireVerification()
        try account.caller.require(.identities, otherwise: .unauthorized)
        try account.caller.requireFirstParty()
        try await account.update { user, db in
            guard try db.deleteMFAVerification(account.call.id("verificationId"), of: user.id) else {
                throw LogtoError("verification_record.not_found")
            }
            try account.caller.requireEditing(.mfa)
        }
        return .none
    }
}

extension AccountCaller {
    /// What a change of second factors needs. What is not said of passkeys is said of all factors.
    ///
    /// - Throws: 401 `verification_record.permission_denied`, 400 `account_center.field_not_editable`, 401
    ///   `auth.unauthorized`, 403 `auth.third_party_application_forbidden`, in this order.
    func checkMFA(editing field: AccountCenter.Field) throws(LogtoError) {
        try self.requireVerification()
        try self.requireEditing(self.center.fields[field] == nil ? .mfa : field)
        try self.require(.identities, otherwise: .unauthorized)
        try self.requireFirstParty()
    }
}

extension AccountCall {
    func factor(_ content: MFAVerification.Content) -> MFAVerification {
        MFAVerification(id: ID(self.call.parts.entropy.longID()), content, createdAt: self.call.now)
    }
}

extension SignInExperience {
    /// - Throws: 400 `session.mfa.mfa_factor_not_enabled` for a factor that the tenant does not offer.
    func requireFactor(_ factor: MFAFactor) throws(LogtoError) {
        let isPasskey = factor == .webAuthn && self.passkeySignIn.enabled == true
        guard self.mfa.factors.contains(factor) || isPasskey else {
            throw LogtoError("session.mfa.mfa_factor_not_enabled")
        }
    }
}

extension MFAVerification.Content {
    /// - Parameter code: of the authenticator app, where it is to be seen that the secret is there.
    /// - Throws: 400 `user.totp_secret_invalid`, `session.mfa.invalid_totp_code`.
    static func totp(_ secret: String, code: String?, at now: Instant) throws(LogtoError) -> Self {
        guard MFAVerification.isSecret(secret), let totp = TOTP(secret: secret) else {
            throw LogtoError("user.totp_secret_invalid")
        }
        if let code, !totp.accepts(code, at: now) { throw LogtoError("session.mfa.invalid_totp_code") }
        return .totp(secret: secret)
    }
}

extension Transaction {
    /// Whoever sets up a second factor wants to be asked for it.
    func enableMFA(of user: ID<LogtoUser>) throws {
        var config = try self.logtoConfig(of: user)
        config.isMFAEnabled = true
        try self.put(config, of: user)
    }
}
