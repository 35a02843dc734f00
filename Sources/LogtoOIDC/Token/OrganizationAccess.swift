import Core
import HTTPTypes
import OAuth
import Storage

/// Whether a user may act in the name of an organization through an application (spec `logto-oidc.md` §11.4, §11.7).
struct OrganizationAccess: Sendable {
    let user: LogtoUser
    let application: LogtoApplication

    /// - Throws: ``OIDCError``, 403.
    func check(_ id: ID<Organization>, in db: Transaction) throws {
        guard let organization = try db.organization(id), try db.isMember(self.user.id, of: id) else {
            throw Self.denied("user is not a member of the organization")
        }
        if self.application.isThirdParty,
            try !db.consentedOrganizations(of: self.user.id, to: self.application.id).contains(id)
        {
            throw Self.denied("organization access is not granted to the application")
        }
        if organization.isMfaRequired, try db.mfaVerifications(of: self.user.id).isEmpty {
            throw Self.denied("organization requires MFA but user has no MFA configured")
        }
    }

    private static func denied(_ description: String) -> OIDCError {
        OIDCError(OAuthError(.accessDenied, description), status: .forbidden)
    }
}
