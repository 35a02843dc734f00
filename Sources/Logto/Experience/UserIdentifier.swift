import Core
import Storage

/// What somebody says they are known by: `{"type":"username","value":"alice"}` (spec `logto-oidc.md` §8).
package struct UserIdentifier: Equatable, Sendable {
    package let type: SignInExperience.Identifier
    package let value: String

    package init(_ type: SignInExperience.Identifier, _ value: String) {
        self.type = type
        self.value = value
    }

    package init?(_ json: JSON?) {
        guard
            let type = json?["type"]?.string.flatMap(SignInExperience.Identifier.init),
            let value = json?["value"]?.string
        else { return nil }
        self.init(type, value)
    }

    package var json: JSON { ["type": .string(self.type.rawValue), "value": .string(self.value)] }

    /// The identifier as a stranger may see it (§9.3): `****@domain`, with the first four letters in front where the local
    /// part is longer than four; a phone number's last four digits.
    var masked: String {
        guard self.type == .email else { return "****" + self.value.suffix(4) }
        let parts = self.value.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let visible = parts[0].count > 4 ? parts[0].prefix(4) : ""
        return "\(visible)****@\(parts.count > 1 ? parts[1] : "")"
    }

    /// The identifier as what a new user would have.
    package var profile: InteractionProfile {
        switch self.type {
        case .username: InteractionProfile(username: self.value)
        case .email: InteractionProfile(primaryEmail: self.value)
        case .phone: InteractionProfile(primaryPhone: self.value)
        }
    }
}

extension Transaction {
    package func user(_ identifier: UserIdentifier) throws -> LogtoUser? {
        switch identifier.type {
        case .username: try self.user(username: identifier.value)
        case .email: try self.user(primaryEmail: identifier.value)
        case .phone: try self.user(primaryPhone: identifier.value)
        }
    }
}
