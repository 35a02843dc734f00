import Core

/// What an interaction has collected of its user's second factors and not yet written to them
/// (spec `logto-oidc.md` §8.3).
package struct InteractionMFA: Equatable, Sendable {
    /// The user has turned second factors on.
    package internal(set) var isEnabled: Bool?
    /// The user does not want one. This and the last are kept for later sign-ins.
    package internal(set) var isSkipped: Bool?
    /// The user does not want another one, this time.
    package internal(set) var isSuggestionSkipped: Bool?
    package internal(set) var isPasskeySkipped: Bool?
    /// Of the authenticator app to be set up.
    var totpSecret: String?
    var backupCodes: [String]?

    /// The factors to be set up.
    var factors: [MFAFactor] {
        [self.totpSecret.map { _ in .totp }, self.backupCodes.map { _ in .backupCode }].compactMap(\.self)
    }

    init() {}
}

extension InteractionMFA {
    /// As it is kept in the interaction.
    var json: JSON {
        self.flags.adding([
            "additionalBindingSuggestionSkipped": self.isSuggestionSkipped.map(JSON.bool),
            "totp": self.totpSecret.map { ["type": "Totp", "secret": .string($0)] },
            "backupCode": self.backupCodes.map { ["type": "BackupCode", "codes": .strings($0)] },
        ])
    }

    /// As `GET /api/experience/interaction` shows it (§8.1).
    var publicJSON: JSON {
        self.flags.adding([
            "totp": self.totpSecret.map { _ in ["type": "Totp"] },
            "backupCode": self.backupCodes.map { _ in ["type": "BackupCode"] },
        ])
    }

    private var flags: JSON {
        [
            "mfaEnabled": self.isEnabled.map(JSON.bool), "mfaSkipped": self.isSkipped.map(JSON.bool),
            "passkeySkipped": self.isPasskeySkipped.map(JSON.bool),
        ]
    }

    init(_ json: JSON?) {
        self.isEnabled = json?["mfaEnabled"]?.bool
        self.isSkipped = json?["mfaSkipped"]?.bool
        self.isSuggestionSkipped = json?["additionalBindingSuggestionSkipped"]?.bool
        self.isPasskeySkipped = json?["passkeySkipped"]?.bool
        self.totpSecret = json?["totp"]?["secret"]?.string
        self.backupCodes = json?["backupCode"]?["codes"]?.strings
    }
}
