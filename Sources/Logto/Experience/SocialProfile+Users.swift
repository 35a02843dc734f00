import Core
import Storage

/// An account at a provider, seen from Logto's users (spec `logto-oidc.md` §9.3, §9.4).
extension SocialProfile {
    /// The user who has the account's phone number or address. Whether the provider has verified it does not matter.
    package func relatedUser(in db: Transaction) throws -> RelatedUser? {
        if let phone = self.phone, let user = try db.user(primaryPhone: phone) {
            return RelatedUser(user: user, identifier: UserIdentifier(.phone, phone))
        }
        if let email = self.email, let user = try db.user(primaryEmail: email) {
            return RelatedUser(user: user, identifier: UserIdentifier(.email, email))
        }
        return nil
    }

    func identity(at connector: LogtoConnector) -> InteractionProfile {
        InteractionProfile(
            socialIdentity: LogtoUser.Identity(target: connector.target, userID: self.id, details: self.details))
    }

    /// What is copied again at every sign-in, where the connector says so.
    var appearance: InteractionProfile { InteractionProfile(name: self.name, avatar: self.avatar) }

    /// What a new user takes over: of the addresses those that nobody else has.
    func newUser(in db: Transaction) throws -> InteractionProfile {
        let email = try self.email.flatMap { try db.user(primaryEmail: $0) == nil ? $0 : nil }
        let phone = try self.phone.flatMap { try db.user(primaryPhone: $0) == nil ? $0 : nil }
        return self.appearance.overlaid(with: InteractionProfile(primaryEmail: email, primaryPhone: phone))
    }
}

/// The user who has a social account's address.
package struct RelatedUser: Equatable, Sendable {
    package let user: LogtoUser
    package let identifier: UserIdentifier

    /// The address as a stranger may see it.
    package var maskedAddress: String { self.identifier.masked }
}
