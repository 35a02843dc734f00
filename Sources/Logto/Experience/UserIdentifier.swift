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

    package init(_ address: MessageAddress) {
        switch address {
        case .email(let value): self.init(.email, value)
        case .phone(let value): self.init(.phone, value)
        }
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

extension MessageAddress {
    /// `nil` for what is no identifier that messages can be sent to.
    package init?(_ json: JSON?) {
        guard let identifier = UserIdentifier(json) else { return nil }
        self.init(identifier)
    }

    /// `nil` for a username.
    package init?(_ identifier: UserIdentifier) {
        switch identifier.type {
        case .username: return nil
        case .email: self = .email(identifier.value)
        case .phone: self = .phone(identifier.value)
        }
    }
}

extension Transaction {
    package func user(_ identifier: UserIdentifier) throws -> LogtoUser? {
        switch identifier.type {
        case .username: try self.owners(ofUsername: identifier.value).first
        case .email: try self.user(primaryEmail: identifier.value)
        case .phone: try self.owners(ofPhone: identifier.value).first
        }
    }

    /// Letter case counts unless the tenant's policy says otherwise.
    package func owners(ofUsername username: String) throws -> [LogtoUser] {
        guard try self.signInExperience().usernamePolicy.caseSensitive else {
            return try self.users(usernameIgnoringCase: username)
        }
        return try self.user(username: username).map { [$0] } ?? []
    }

    /// Whoever has the number, with or without the 0 that is dialled within a country.
    package func owners(ofPhone digits: String) throws -> [LogtoUser] {
        let number = PhoneNumber(digits)
        var forms: [String] = []
        for form in [digits, number?.text, number?.textWithZero].compactMap(\.self) where !forms.contains(form) {
            forms.append(form)
        }
        return try forms.compactMap(self.user(primaryPhone:))
    }
}
