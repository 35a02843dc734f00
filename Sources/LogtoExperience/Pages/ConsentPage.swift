import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/consent`: a first-party application is given what it asks for, without a question
/// (spec `logto-oidc.md` §7.2, steps 6b and 7).
struct ConsentPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("consent", use: self.consent)
    }

    @Sendable private func consent(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        try await self.parts.store.transaction { db in
            var interaction = current.interaction
            guard let userID = interaction.signedInUserID ?? interaction.sessionUserID else { throw NoInteraction() }
            var grant = try self.grant(of: interaction, userID, in: db)
            grant.add(MissingScopes(state: interaction.state))
            try db.put(grant)
            interaction.consentedGrantID = grant.id
            try db.update(interaction)
        }
        return .redirect(to: self.parts.resumeAddress(current.interaction), status: .found)
    }

    /// The grant that the session has for the application, else a new one.
    private func grant(of interaction: Interaction, _ userID: ID<LogtoUser>, in db: Transaction) throws -> Grant {
        let now = self.parts.time.now
        if let id = interaction.state["grantId"]?.string, let grant = try db.grant(ID(id), at: now),
            grant.userID == userID
        {
            return grant
        }
        return Grant(
            id: ID(self.parts.entropy.token()), userID: userID, applicationID: interaction.applicationID,
            createdAt: now, expiresAt: now.advanced(bySeconds: Grant.lifetime))
    }
}
