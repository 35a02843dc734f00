extension Config {
    /// A user's second factor as one declares it, with the names of Logto's API.
    package enum SecondFactor: Equatable, Sendable {
        case totp(secret: String)
        case backupCodes([String])
    }

    /// A user has one of a kind.
    func noteSecondFactors(_ report: ConfigReport) {
        for (index, user) in self.logto.users.enumerated() {
            report.noteDuplicates(
                "logto.users[\(index)].mfaVerifications", "type", user.secondFactors.map(\.kind.rawValue))
        }
    }
}

extension Config.SecondFactor {
    fileprivate enum Kind: String, CaseIterable {
        case totp = "Totp"
        case backupCode = "BackupCode"
    }

    fileprivate var kind: Kind {
        switch self {
        case .totp: .totp
        case .backupCodes: .backupCode
        }
    }

    init(reading object: ConfigObject) {
        let kind = object.choice("type", of: Kind.self)
        if !object.has("type") { object.note("type", "is missing") }
        switch kind {
        case .backupCode:
            let codes = object.strings("codes") ?? []
            if !MFAVerification.BackupCode.isSheet(codes) {
                object.note("codes", "must be ten codes of ten hexadecimal digits")
            }
            self = .backupCodes(codes)
        case .totp, nil:
            let secret = object.optionalString("secret") ?? ""
            if kind != nil, !MFAVerification.isSecret(secret) {
                object.note("secret", "must be base32: 16, 24 or 32 of the capital letters and the digits 2 to 7")
            }
            self = .totp(secret: secret)
        }
    }
}
