import Core
import HTTPTypes
import Logto
import Storage

/// What an application asks a user for, once the user is signed in (spec `logto-oidc.md` §7.4).
struct ConsentRequest: Sendable {
    let interaction: Interaction
    let application: LogtoApplication
    let user: LogtoUser
    let missing: MissingScopes

    /// - Throws: `LogtoError` where nobody is signed in.
    init(_ interaction: Interaction, by application: LogtoApplication, in db: Transaction) throws {
        guard let id = interaction.sessionUserID ?? interaction.signedInUserID, let user = try db.user(id) else {
            throw LogtoError("session.not_found")
        }
        self.interaction = interaction
        self.application = application
        self.user = user
        self.missing = MissingScopes(state: interaction.state)
    }

    /// - Throws: `LogtoError` where the user may not use the application (§6.7).
    func checkAccess(in db: Transaction) throws {
        guard try db.mayUse(self.application, self.user.id) else { throw LogtoError("oidc.access_denied") }
    }

    /// Where the browser goes without consent; absent for what has no browser.
    var redirectURI: String? {
        let registered = self.application.oidcClientMetadata.redirectUris
        return self.interaction.parameters["redirect_uri"]?.string ?? (registered.count == 1 ? registered[0] : nil)
    }

    /// The organizations that the user can choose from, if the application asks about them.
    func organizations(in db: Transaction) throws -> [(Organization, [ConsentableScopes])] {
        guard self.missing.oidc.contains("urn:logto:scope:organizations") else { return [] }
        return try db.organizations(of: self.user.id).map { organization in
            (organization, try self.scopes(in: organization.id, db))
        }
    }

    func scopes(in organization: ID<Organization>? = nil, _ db: Transaction) throws -> [ConsentableScopes] {
        try db.consentableScopes(
            among: self.missing, user: self.user.id, application: self.application, organization: organization)
    }

    /// The user agrees: for the organizations that were chosen now or before, what their roles give is granted as well.
    ///
    /// - Throws: `LogtoError` for an organization that the user is not a member of.
    func agree(for organizations: [ID<Organization>], in db: Transaction, _ parts: ExperienceParts) throws {
        for organization in organizations where try !db.isMember(self.user.id, of: organization) {
            throw LogtoError("organization.require_membership", .unprocessableContent)
        }
        for organization in organizations {
            try db.consent(of: self.user.id, to: self.application.id, for: organization)
        }
        var scopes = try self.scopes(db)
        for organization in try db.consentedOrganizations(of: self.user.id, to: self.application.id) {
            scopes += try self.scopes(in: organization, db)
        }
        let granted = MissingScopes(oidc: self.missing.oidc, resources: scopes.map(\.granted))
        try self.grant(granted, rejecting: self.missing.resources, in: db, parts)
    }

    /// The user is not asked: everything is granted that was missing.
    func agreeToAll(in db: Transaction, _ parts: ExperienceParts) throws {
        try self.grant(self.missing, rejecting: [], in: db, parts)
    }

    /// - Parameter missing: what of it is not granted now never is.
    private func grant(
        _ scopes: MissingScopes, rejecting missing: [MissingScopes.AtResource], in db: Transaction,
        _ parts: ExperienceParts
    ) throws {
        var grant = try self.grant(in: db, parts)
        grant.add(scopes)
        grant.reject(missing, granting: scopes.resources)
        try db.put(grant)
        try self.rememberFirstApplication(in: db, parts)
        var interaction = self.interaction
        interaction.consentedGrantID = grant.id
        try db.update(interaction)
    }

    /// Where the user came from: the first application that they were asked for consent by, first-party ones included
    /// (Logto's `libraries/session/consent.ts`).
    private func rememberFirstApplication(in db: Transaction, _ parts: ExperienceParts) throws {
        guard self.user.applicationID == nil else { return }
        var user = self.user
        user.applicationID = self.application.id
        user.updatedAt = parts.time.now
        try db.update(user)
    }

    /// The grant that the session has for the application, else a new one.
    private func grant(in db: Transaction, _ parts: ExperienceParts) throws -> Grant {
        let now = parts.time.now
        if let id = self.interaction.state["grantId"]?.string, let grant = try db.grant(ID(id), at: now),
            grant.userID == self.user.id
        {
            return grant
        }
        return Grant(
            id: ID(parts.entropy.token()), userID: self.user.id, applicationID: self.application.id, createdAt: now,
            expiresAt: now.advanced(bySeconds: Grant.lifetime))
    }
}
