import Core
import Storage

/// Codes that prove that somebody reads an address: made, sent and checked as Logto does
/// (spec `logto-oidc.md` §8.2, `logto-management-api.md` §6.11).
///
/// What is refused is a value and not an error, because what led to it is kept: the code whose message could not be
/// sent, and the count of tries. The caller commits, and then answers with it.
package struct VerificationCodes: Sendable {
    private let entropy: Entropy
    private let policy: SignInExperience.VerificationCodePolicy

    package init(_ experience: SignInExperience, entropy: Entropy) {
        self.entropy = entropy
        self.policy = experience.verificationCodePolicy
    }

    /// Makes a code and sends it; one that was asked for before, for the same purpose, no longer counts.
    ///
    /// - Parameters:
    ///   - interaction: the uid of the interaction that asks; `nil` for an API, whose codes belong to the address.
    ///   - payload: what a template may say beside the code, such as `user` and `application`.
    ///   - isDelivered: false where Logto makes a code that nobody gets, so that nobody learns which addresses it knows
    ///     (§8.2).
    /// - Returns: why it could not be sent: `connector.not_found` and its like, `request.message_rate_limited`.
    package func send(
        to address: MessageAddress, for purpose: MessagePurpose, interaction uid: String?, payload: JSON = [:],
        isDelivered: Bool = true, in db: Transaction, at now: Instant
    ) throws -> LogtoError? {
        if let uid {
            try db.deleteUnconsumedPasscodes(interaction: uid, kindOf: address, for: purpose)
        } else {
            try db.deleteUnconsumedPasscodes(address: address, for: purpose)
        }
        let passcode = Passcode(
            id: self.entropy.passcodeID(), interactionUID: uid, address: address, purpose: purpose,
            code: self.entropy.passcode(), createdAt: now)
        try db.insert(passcode)
        return isDelivered ? try self.deliver(passcode, payload, in: db) : nil
    }

    /// Makes a code for a record of the Account API and sends it. It has the record's id, and other records' codes go on
    /// to count.
    ///
    /// - Returns: as the other one.
    package func send(
        to address: MessageAddress, for purpose: MessagePurpose, record id: String, payload: JSON = [:],
        in db: Transaction, at now: Instant
    ) throws -> LogtoError? {
        let passcode = Passcode(
            id: id, interactionUID: nil, address: address, purpose: purpose, code: self.entropy.passcode(),
            createdAt: now)
        try db.insert(passcode)
        return try self.deliver(passcode, payload, in: db)
    }

    private func deliver(_ passcode: Passcode, _ payload: JSON, in db: Transaction) throws -> LogtoError? {
        let content: JSON = ["code": .string(passcode.code)]
        let refusal = try db.send(
            to: passcode.address, for: passcode.purpose, payload: content.adding(payload), at: passcode.createdAt)
        if refusal?.code == "request.message_rate_limited" {
            try db.triggerHooks(
                exception: "Message.RateLimited",
                ["action": "VerificationCodeSend", "recipient": .string(passcode.address.value)],
                at: passcode.createdAt)
        }
        return refusal
    }

    /// Checks a code and uses it up where it is right.
    ///
    /// - Returns: `verification_code.…`, or nothing where the code is right.
    package func verify(
        _ code: String, of address: MessageAddress, for purpose: MessagePurpose, interaction uid: String?,
        in db: Transaction, at now: Instant
    ) throws -> LogtoError? {
        let found =
            try uid.map { try db.passcode(interaction: $0, kindOf: address, for: purpose) }
            ?? db.passcode(address: address, for: purpose)
        return try self.use(found, code, of: address, in: db, at: now)
    }

    /// Checks the code of a record of the Account API.
    package func verify(
        _ code: String, of address: MessageAddress, record id: String, in db: Transaction, at now: Instant
    ) throws -> LogtoError? {
        try self.use(try db.passcode(id), code, of: address, in: db, at: now)
    }

    private func use(
        _ found: Passcode?, _ code: String, of address: MessageAddress, in db: Transaction, at now: Instant
    ) throws -> LogtoError? {
        guard var passcode = found else { return LogtoError("verification_code.not_found") }
        guard passcode.address == address else {
            switch address {
            case .email: return LogtoError("verification_code.email_mismatch")
            case .phone: return LogtoError("verification_code.phone_mismatch")
            }
        }
        if passcode.createdAt.advanced(bySeconds: self.policy.effectiveExpirationDuration) < now {
            return LogtoError("verification_code.expired")
        }
        if passcode.tryCount >= self.policy.effectiveMaxRetryAttempts {
            return LogtoError("verification_code.exceed_max_try")
        }
        if passcode.code == code {
            passcode.isConsumed = true
        } else {
            passcode.tryCount += 1
        }
        try db.update(passcode)
        return passcode.isConsumed ? nil : LogtoError("verification_code.code_mismatch")
    }
}
