import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// The end of a social sign-in: the account at the provider becomes a user of Logto (spec `logto-oidc.md` §9.3).
struct SocialSignIn: Sendable {
    let parts: ExperienceParts

    func finish(
        _ current: CurrentInteraction, _ accounts: SocialAccounts, texts: PageTexts
    ) async throws -> Response {
        let outcome = try await self.parts.store.transaction { db in
            let now = self.parts.time.now
            switch try accounts.decide(current.experience, in: db) {
            case .signIn(let user):
                try self.signIn(accounts.signIn(user, in: db, at: now), current, in: db)
            case .link(let user):
                try self.signIn(accounts.link(user, in: db, at: now), current, in: db)
            case .register:
                try self.register(accounts, current, in: db)
            case .askToLink(let user, let mayCreate):
                var interaction = current.interaction
                interaction.state = interaction.state.setting(
                    "pending",
                    to: accounts.json.adding(["userId": .string(user.id.value), "mayCreate": .bool(mayCreate)]))
                try db.update(interaction)
                return true
            }
            return false
        }
        return .redirect(
            to: outcome ? current.address("/social/link") : self.parts.resumeAddress(current.interaction))
    }

    func register(_ accounts: SocialAccounts, _ current: CurrentInteraction, in db: Transaction) throws {
        let user = try accounts.register(
            current.experience, id: ID(self.parts.entropy.shortID()), application: current.application.id, in: db,
            at: self.parts.time.now)
        try self.signIn(user, current, in: db)
    }

    func signIn(_ user: LogtoUser, _ current: CurrentInteraction, in db: Transaction) throws {
        var interaction = current.interaction
        interaction.signedInUserID = user.id
        try db.update(interaction)
    }
}
