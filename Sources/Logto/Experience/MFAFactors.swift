import Core

/// Where codes can be sent to a user. Each is a second factor without being set up, where the tenant offers that.
struct Contacts: Equatable, Sendable {
    let email: String?
    let phone: String?

    /// How a stranger may see those among some factors.
    func masked(for factors: [MFAFactor]) -> JSON {
        [
            "EmailVerificationCode": factors.contains(.emailVerificationCode)
                ? self.email.map { .string(UserIdentifier(.email, $0).masked) } : nil,
            "PhoneVerificationCode": factors.contains(.phoneVerificationCode)
                ? self.phone.map { .string(UserIdentifier(.phone, $0).masked) } : nil,
        ]
    }
}

extension LogtoUser {
    var contacts: Contacts { Contacts(email: self.primaryEmail, phone: self.primaryPhone) }
}

extension SignInExperience.MFA {
    func factors(of contacts: Contacts) -> [MFAFactor] {
        [
            contacts.phone.map { _ in .phoneVerificationCode }, contacts.email.map { _ in .emailVerificationCode },
        ].compactMap(\.self).filter(self.factors.contains)
    }
}

extension SignInExperience.MFA.Policy {
    /// Whether the user may do without.
    var isSkippable: Bool { self != .mandatory && !self.isForAdaptiveMFA }

    var asksOnlyAtSignIn: Bool { self == .promptOnlyAtSignIn || self == .promptOnlyAtSignInMandatory }
}

extension SignInExperience.SignUp {
    /// Whether people register with an address of this kind, or give one when they do.
    func asks(for identifier: SignInExperience.Identifier) -> Bool {
        self.identifiers.contains(identifier)
            || (self.secondaryIdentifiers ?? []).contains { secondary in
                secondary.identifier == .emailOrPhone || secondary.identifier.rawValue == identifier.rawValue
            }
    }
}

extension [MFAFactor] {
    /// As they are offered.
    var inOrder: [MFAFactor] {
        let order: [MFAFactor] = [
            .webAuthn, .totp, .phoneVerificationCode, .emailVerificationCode, .backupCode,
        ]
        return order.filter(self.contains)
    }

    var distinct: [MFAFactor] {
        self.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    var withBackupCodesLast: [MFAFactor] {
        self.filter { $0 != .backupCode } + self.filter { $0 == .backupCode }
    }
}

extension JSON {
    static func factors(_ factors: [MFAFactor]) -> JSON { .strings(factors.map(\.rawValue)) }
}
