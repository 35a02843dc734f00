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
        }
    }

    package var isVerified: Bool {
        if case .social(_, nil) = self.content { false } else { true }
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
        default: return nil
        }
    }
}
