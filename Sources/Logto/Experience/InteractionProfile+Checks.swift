import Core
import HTTPTypes
import Storage

/// What a tenant may ask of its users (spec `logto-oidc.md` §8.5, `user.missing_profile`).
package enum MissingProfile: String, CaseIterable, Sendable {
    case username, emailOrPhone, email, phone, password
}

extension InteractionProfile {
    /// Refuses what some user has already.
    ///
    /// - Throws: 422 `user.*_already_in_use`.
    package func checkAvailability(in db: Transaction) throws {
        if let username = self.username, try db.user(UserIdentifier(.username, username)) != nil {
            throw LogtoError("user.username_already_in_use", .unprocessableContent)
        }
        if let email = self.primaryEmail, try db.user(primaryEmail: email) != nil {
            throw LogtoError("user.email_already_in_use", .unprocessableContent)
        }
        if let phone = self.primaryPhone, try db.user(UserIdentifier(.phone, phone)) != nil {
            throw LogtoError("user.phone_already_in_use", .unprocessableContent)
        }
        if let identity = self.socialIdentity, try db.user(identity: identity.userID, at: identity.target) != nil {
            throw LogtoError("user.identity_already_in_use", .unprocessableContent)
        }
    }

    /// Refuses what the user has already: an interaction adds, it does not replace.
    ///
    /// - Throws: 422 `user.*_exists_in_profile`.
    func checkNovelty(for user: LogtoUser) throws(LogtoError) {
        let doubled = [
            ("username", self.username, user.username), ("email", self.primaryEmail, user.primaryEmail),
            ("phone", self.primaryPhone, user.primaryPhone), ("password", self.passwordHash, user.passwordHash),
        ].first { _, new, old in new != nil && old != nil }
        guard let doubled else { return }
        throw LogtoError("user.\(doubled.0)_exists_in_profile", .unprocessableContent)
    }

    /// What of the mandatory neither the user nor the interaction has. A social account stands in for a password.
    func missing(of mandatory: [MissingProfile], for user: LogtoUser?) -> [MissingProfile] {
        let hasUsername = self.username != nil || user?.username != nil
        let hasEmail = self.primaryEmail != nil || user?.primaryEmail != nil
        let hasPhone = self.primaryPhone != nil || user?.primaryPhone != nil
        return mandatory.filter { field in
            switch field {
            case .username: !hasUsername
            case .emailOrPhone: !hasEmail && !hasPhone
            case .email: !hasEmail
            case .phone: !hasPhone
            case .password:
                self.passwordHash == nil && self.socialIdentity == nil && user?.passwordHash == nil
                    && user?.identities.isEmpty ?? true
            }
        }
    }
}

extension SignInExperience {
    /// What every user has to have, in the order in which it is asked for. Of the sign-up identifiers one counts: the
    /// username before all others; an address and a phone number together mean either. Secondary ones count all.
    var mandatoryProfile: [MissingProfile] {
        let identifiers = self.signUp.identifiers
        let secondary = (self.signUp.secondaryIdentifiers ?? []).compactMap { secondary in
            MissingProfile(rawValue: secondary.identifier.rawValue)
        }
        var mandatory = Set(secondary)
        if identifiers.contains(.username) {
            mandatory.insert(.username)
        } else if identifiers.contains(.email) {
            mandatory.insert(identifiers.contains(.phone) ? .emailOrPhone : .email)
        } else if identifiers.contains(.phone) {
            mandatory.insert(.phone)
        }
        if self.signUp.password { mandatory.insert(.password) }
        return MissingProfile.allCases.filter(mandatory.contains)
    }
}
