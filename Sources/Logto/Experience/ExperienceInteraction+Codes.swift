import Core
import HTTPTypes
import Storage

/// Codes that are sent to an address or a phone number, and tried (spec `logto-oidc.md` §8.2).
///
/// What ``VerificationCodes`` refuses is a value here too: commit first, then throw.
extension ExperienceInteraction {
    /// Sends a code for what somebody says they are up to, which need not be the interaction's own event.
    ///
    /// - Parameter uid: of the interaction.
    /// - Returns: the record that the code can prove; or why no message could be sent.
    /// - Throws: `session.email_blocklist.…` for an address that nobody may register with.
    package mutating func sendCode(
        to address: MessageAddress, for event: InteractionEvent, uid: String, in context: ExperienceContext
    ) throws -> Result<VerificationRecord, LogtoError> {
        let identifier = UserIdentifier(address)
        self.audit(
            VerificationRecord.step("Create", address, isForMFA: false),
            ["identifier": identifier.json, "interactionEvent": .string(event.rawValue)])
        if event == .register, case .email(let email) = address {
            try context.settings.emailBlocklistPolicy.check(email)
        }
        let isKnown = try context.db.user(identifier) != nil
        return try self.send(
            to: address, for: self.addsFactor(identifier.type, in: context.settings) ? .bindMFA : event.purpose,
            isDelivered: isKnown || !self.hidesUnknown(event, in: context.settings), uid: uid, in: context)
    }

    /// Sends a code that proves a second factor, to the address that the user is known to have.
    ///
    /// - Throws: **400** `session.identifier_not_found`; `session.mfa.mfa_factor_not_enabled`.
    package mutating func sendFactorCode(
        to type: SignInExperience.Identifier, uid: String, in context: ExperienceContext
    ) throws -> Result<VerificationRecord, LogtoError> {
        guard self.userID != nil else { throw LogtoError("session.identifier_not_found") }
        let user = try self.identifiedUser(in: context.db)
        let address =
            switch type {
            case .email: user.primaryEmail.map(MessageAddress.email)
            case .phone: user.primaryPhone.map(MessageAddress.phone)
            case .username: MessageAddress?.none
            }
        guard let address else { throw LogtoError("session.mfa.mfa_factor_not_enabled") }
        self.audit(
            VerificationRecord.step("Create", address, isForMFA: true), ["identifier": UserIdentifier(address).json])
        return try self.send(to: address, for: .mfaVerification, isDelivered: true, uid: uid, in: context)
    }

    /// Tries a code.
    ///
    /// - Parameter address: where it is said to have been sent.
    /// - Returns: `verification_code.…`, `session.verification_blocked_too_many_attempts`, or nothing where the code is
    ///   right.
    /// - Throws: 404 `session.verification_session_not_found`, also for a record of the other kind of address.
    package mutating func verifyCode(
        _ code: String, of address: MessageAddress, by verificationID: String, uid: String,
        in context: ExperienceContext
    ) throws -> LogtoError? {
        self.auditTry(of: code, sentTo: address, verificationID, isForMFA: false)
        let record = try self.record(verificationID)
        guard case .code(_, let purpose, _) = record.content, purpose != .mfaVerification,
            record.type == VerificationRecord.codeType(address, isForMFA: false)
        else { throw LogtoError.verificationNotFound }
        return try self.verify(code, of: address, as: record, for: purpose, uid: uid, in: context)
    }

    /// Tries a code that proves a second factor.
    ///
    /// - Returns, throws: as ``verifyCode(_:of:by:uid:in:)``.
    package mutating func verifyFactorCode(
        _ code: String, of type: SignInExperience.Identifier, by verificationID: String, uid: String,
        in context: ExperienceContext
    ) throws -> LogtoError? {
        let record = try self.record(verificationID)
        guard case .code(let address, .mfaVerification, _) = record.content, UserIdentifier(address).type == type
        else { throw LogtoError.verificationNotFound }
        self.auditTry(of: code, sentTo: address, verificationID, isForMFA: true)
        return try self.verify(code, of: address, as: record, for: .mfaVerification, uid: uid, in: context)
    }

    private func auditTry(
        of code: String, sentTo address: MessageAddress, _ verificationID: String, isForMFA: Bool
    ) {
        self.audit(
            VerificationRecord.step("Submit", address, isForMFA: isForMFA),
            [
                "identifier": UserIdentifier(address).json, "verificationId": .string(verificationID),
                "code": .string(code),
            ])
    }

    private mutating func send(
        to address: MessageAddress, for purpose: MessagePurpose, isDelivered: Bool, uid: String,
        in context: ExperienceContext
    ) throws -> Result<VerificationRecord, LogtoError> {
        let codes = VerificationCodes(context.settings, entropy: context.entropy)
        let refusal = try codes.send(
            to: address, for: purpose, interaction: uid, payload: try context.messagePayload(for: address),
            isDelivered: isDelivered, in: context.db, at: context.now)
        if let refusal { return .failure(refusal) }
        let record = context.record(.code(address, purpose, isVerified: false))
        self.set(record)
        return .success(record)
    }

    private mutating func verify(
        _ code: String, of address: MessageAddress, as record: VerificationRecord, for purpose: MessagePurpose,
        uid: String, in context: ExperienceContext
    ) throws -> LogtoError? {
        let codes = VerificationCodes(context.settings, entropy: context.entropy)
        // To JavaScript an empty text is none.
        let refusal =
            try code.isEmpty
            ? LogtoError("verification_code.not_found")
            : codes.verify(code, of: address, for: purpose, interaction: uid, in: context.db, at: context.now)
        let lockout = try Sentinel(context).report(
            .verificationCode, of: Sentinel.Target(UserIdentifier(address)), isFailure: refusal != nil)
        if let refusal = lockout ?? refusal { return refusal }
        // What is proved is where the code went, and that is the same address by now.
        self.set(VerificationRecord(id: record.id, .code(address, purpose, isVerified: true)))
        return nil
    }

    /// Whether somebody who is known already sets up an address as a second factor: one that nobody signs up with.
    private func addsFactor(_ type: SignInExperience.Identifier, in settings: SignInExperience) -> Bool {
        self.userID != nil && !settings.signUp.asks(for: type)
    }

    /// Whether nobody is to learn that there is no such user: the code is made all the same, and goes nowhere.
    private func hidesUnknown(_ event: InteractionEvent, in settings: SignInExperience) -> Bool {
        switch event {
        case .forgotPassword: true
        case .signIn: self.userID == nil && settings.mode == .signIn
        case .register: false
        }
    }
}

extension VerificationRecord {
    /// As the log names it.
    fileprivate static func step(_ action: String, _ address: MessageAddress, isForMFA: Bool) -> String {
        "Verification.\(Self.codeType(address, isForMFA: isForMFA)).\(action)"
    }
}

extension InteractionEvent {
    fileprivate var purpose: MessagePurpose {
        switch self {
        case .signIn: .signIn
        case .register: .register
        case .forgotPassword: .forgotPassword
        }
    }
}

extension ExperienceContext {
    /// What a template may say beside the code: in e-mail, the application.
    fileprivate func messagePayload(for address: MessageAddress) throws -> JSON {
        guard case .email = address, let application = try self.db.application(self.applicationID) else { return [:] }
        return ["application": ["id": .string(application.id.value), "name": .string(application.name)]]
    }
}
