import Core

/// Something that was proved during an interaction, or is about to be (spec `logto-oidc.md` §8.2). There is at most one
/// of a type.
package struct VerificationRecord: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        /// The password of whoever has the identifier; kept only when it was the right one.
        case password(UserIdentifier)
        /// A user to be, whose identifier was free.
        case newPasswordIdentity(UserIdentifier, passwordHash: String)
        /// An account at a provider; without a profile as long as the browser has not come back from there.
        case social(ID<LogtoConnector>, SocialProfile?)
        /// An authenticator app: with a new secret to be set up, or without one where the user's own was asked for.
        case totp(ID<LogtoUser>, newSecret: String?, isVerified: Bool)
        /// Backup codes: the one that was used up, or new ones to be set up.
        case backupCode(ID<LogtoUser>, used: String?, newCodes: [String]?)
        /// A code that was sent to an address or a phone number.
        case code(MessageAddress, MessagePurpose, isVerified: Bool)
        /// A token that came by e-mail and is used up now, with what it was made for.
        case oneTimeToken(email: String, context: JSON)
    }

    package let id: String
    package internal(set) var content: Content

    package init(id: String, _ content: Content) {
        self.id = id
        self.content = content
    }

    package var type: String {
        switch self.content {
        case .password: "Password"
        case .newPasswordIdentity: "NewPasswordIdentity"
        case .social: "Social"
        case .totp: "Totp"
        case .backupCode: "BackupCode"
        case .code(let address, let purpose, _): Self.codeType(address, isForMFA: purpose == .mfaVerification)
        case .oneTimeToken: "OneTimeToken"
        }
    }

    package var isVerified: Bool {
        switch self.content {
        case .password, .newPasswordIdentity, .oneTimeToken: true
        case .social(_, let profile): profile != nil
        case .code(_, _, let isVerified): isVerified
        case .totp(_, _, let isVerified): isVerified
        case .backupCode(_, let used, _): used != nil
        }
    }

    /// Which of the user's second factors the record proves. One that is only being set up proves nothing.
    var provenFactor: MFAFactor? {
        switch self.content {
        case .totp(_, newSecret: nil, isVerified: true): .totp
        case .backupCode(_, .some, _): .backupCode
        case .code(.email, .mfaVerification, isVerified: true): .emailVerificationCode
        case .code(.phone, .mfaVerification, isVerified: true): .phoneVerificationCode
        default: nil
        }
    }

    /// Codes of the two kinds of address are told apart, and those that prove a second factor from others.
    static func codeType(_ address: MessageAddress, isForMFA: Bool) -> String {
        let kind =
            switch address {
            case .email: "EmailVerificationCode"
            case .phone: "PhoneVerificationCode"
            }
        return isForMFA ? "Mfa" + kind : kind
    }
}

extension VerificationRecord {
    /// As it is kept in the interaction.
    var json: JSON { self.json(withSecrets: true) }

    /// As `GET /api/experience/interaction` shows it (§8.1).
    var publicJSON: JSON { self.json(withSecrets: false) }

    private func json(withSecrets: Bool) -> JSON {
        switch self.content {
        case .password(let identifier):
            ["id": .string(self.id), "type": .string(self.type), "identifier": identifier.json, "verified": true]
        case .newPasswordIdentity(let identifier, let hash):
            [
                "id": .string(self.id), "type": .string(self.type), "identifier": identifier.json,
                "passwordEncrypted": withSecrets ? .string(hash) : nil,
            ]
        case .social(let connector, let profile):
            [
                "id": .string(self.id), "connectorId": .string(connector.value), "type": .string(self.type),
                "socialUserInfo": profile?.details,
            ]
        case .totp(let user, let newSecret, let isVerified):
            [
                "id": .string(self.id), "type": .string(self.type), "userId": .string(user.value),
                "secret": withSecrets ? newSecret.map(JSON.string) : nil, "verified": .bool(isVerified),
            ]
        case .backupCode(let user, let used, let newCodes):
            [
                "id": .string(self.id), "type": .string(self.type), "userId": .string(user.value),
                "code": withSecrets ? used.map(JSON.string) : nil,
                "backupCodes": withSecrets ? newCodes.map(JSON.strings) : nil,
            ]
        case .code(let address, let purpose, let isVerified):
            [
                "id": .string(self.id), "type": .string(self.type), "identifier": UserIdentifier(address).json,
                "templateType": .string(purpose.rawValue), "verified": .bool(isVerified),
            ]
        case .oneTimeToken(let email, let context):
            [
                "id": .string(self.id), "type": .string(self.type), "identifier": UserIdentifier(.email, email).json,
                "verified": true, "oneTimeTokenContext": context,
            ]
        }
    }

    init?(_ json: JSON) {
        guard let id = json["id"]?.string else { return nil }
        switch json["type"]?.string {
        case "Password":
            guard let identifier = UserIdentifier(json["identifier"]) else { return nil }
            self.init(id: id, .password(identifier))
        case "NewPasswordIdentity":
            guard
                let identifier = UserIdentifier(json["identifier"]), let hash = json["passwordEncrypted"]?.string
            else { return nil }
            self.init(id: id, .newPasswordIdentity(identifier, passwordHash: hash))
        case "Social":
            guard let connector = json["connectorId"]?.string else { return nil }
            self.init(id: id, .social(ID(connector), json["socialUserInfo"].flatMap(SocialProfile.init(details:))))
        case "Totp":
            guard let user = json["userId"]?.string else { return nil }
            let isVerified = json["verified"]?.bool ?? false
            self.init(id: id, .totp(ID(user), newSecret: json["secret"]?.string, isVerified: isVerified))
        case "BackupCode":
            guard let user = json["userId"]?.string else { return nil }
            let newCodes = json["backupCodes"]?.strings
            self.init(id: id, .backupCode(ID(user), used: json["code"]?.string, newCodes: newCodes))
        case "EmailVerificationCode", "PhoneVerificationCode", "MfaEmailVerificationCode", "MfaPhoneVerificationCode":
            guard
                let address = MessageAddress(json["identifier"]),
                let purpose = json["templateType"]?.string.flatMap(MessagePurpose.init)
            else { return nil }
            self.init(id: id, .code(address, purpose, isVerified: json["verified"]?.bool ?? false))
        case "OneTimeToken":
            guard let email = UserIdentifier(json["identifier"])?.value else { return nil }
            self.init(id: id, .oneTimeToken(email: email, context: json["oneTimeTokenContext"] ?? [:]))
        default: return nil
        }
    }
}
