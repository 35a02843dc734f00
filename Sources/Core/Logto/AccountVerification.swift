/// Something that a user proves to the Account API (spec `logto-management-api.md` §6.13): that they are who they are, or
/// that an address or an account elsewhere is theirs.
package struct AccountVerification: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        /// The user's password; kept only when it was the right one.
        case password
        /// A code, which has the verification's id.
        case code(MessageAddress, MessagePurpose, isVerified: Bool)
        /// An account at a provider; without details as long as nobody has come back from there.
        case social(ID<LogtoConnector>, redirectURI: String, details: JSON?)
    }

    package var id: String
    /// Whom it proves to be there; `nil` for what is new to the user.
    package var userID: ID<LogtoUser>?
    package var content: Content
    package var createdAt: Instant
    package var expiresAt: Instant

    package init(
        id: String, userID: ID<LogtoUser>? = nil, _ content: Content, createdAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.userID = userID
        self.content = content
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Seconds.
    package static let lifetime: Int64 = 600

    /// Whether it opens what only the user themselves may do.
    package func permits(_ user: ID<LogtoUser>) -> Bool {
        guard self.userID == user else { return false }
        switch self.content {
        case .password, .code(_, .userPermissionValidation, isVerified: true): return true
        case .code, .social: return false
        }
    }
}

extension AccountVerification.Content {
    /// As it is kept.
    package var json: JSON {
        switch self {
        case .password: ["type": "Password"]
        case .code(let address, let purpose, let isVerified):
            [
                "type": .string(address.verificationType), "value": .string(address.value),
                "templateType": .string(purpose.rawValue), "verified": .bool(isVerified),
            ]
        case .social(let connector, let redirectURI, let details):
            [
                "type": "Social", "connectorId": .string(connector.value), "redirectUri": .string(redirectURI),
                "socialUserInfo": details,
            ]
        }
    }

    package init?(_ json: JSON) {
        let value = json["value"]?.string ?? ""
        let purpose = json["templateType"]?.string.flatMap(MessagePurpose.init) ?? .generic
        let isVerified = json["verified"]?.bool ?? false
        switch json["type"]?.string {
        case "Password": self = .password
        case MessageAddress.email(value).verificationType:
            self = .code(.email(value), purpose, isVerified: isVerified)
        case MessageAddress.phone(value).verificationType:
            self = .code(.phone(value), purpose, isVerified: isVerified)
        case "Social":
            self = .social(
                ID(json["connectorId"]?.string ?? ""), redirectURI: json["redirectUri"]?.string ?? "",
                details: json["socialUserInfo"])
        default: return nil
        }
    }
}

extension MessageAddress {
    fileprivate var verificationType: String {
        switch self {
        case .email: "EmailVerificationCode"
        case .phone: "PhoneVerificationCode"
        }
    }
}
