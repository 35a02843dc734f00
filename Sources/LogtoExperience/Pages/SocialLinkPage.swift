import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/social/link`: asks whether a social account whose address is known belongs to that user
/// (spec `logto-oidc.md` §9.3).
struct SocialLinkPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("social/link", use: self.show)
            .post("social/link", use: self.choose)
    }

    /// The model of the template `social-link`.
    private struct Model: Sendable {
        let csrf: String
        let action: String
        let text: String
        let link: String
        let skip: String?
        let create: String?
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        guard let pending = current.interaction.state["pending"], let accounts = SocialAccounts(pending) else {
            throw NoInteraction()
        }
        let texts = current.texts(for: request)
        let mayCreate = pending["mayCreate"]?.bool ?? false
        let model = Model(
            csrf: current.interaction.csrfToken, action: current.address("/social/link"), text: texts.linkText,
            link: texts.link(with: accounts.maskedAddress), skip: mayCreate ? texts.skipLinking : nil,
            create: mayCreate ? texts.createInstead : nil)
        return self.parts.pages.response("social-link", model, in: current.frame(texts.linkOrCreate, texts))
    }

    @Sendable private func choose(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        guard let pending = current.interaction.state["pending"], let accounts = SocialAccounts(pending) else {
            throw NoInteraction()
        }
        let texts = current.texts(for: request)
        do {
            try await self.parts.store.transaction { db in
                var current = current
                current.interaction.state = current.interaction.state.setting("pending", to: nil)
                let finish = SocialSignIn(parts: self.parts)
                if form["choice"] == "create", pending["mayCreate"]?.bool == true {
                    try finish.register(accounts, current, in: db)
                } else {
                    guard let id = pending["userId"]?.string, let user = try db.user(ID(id)) else {
                        throw LogtoError("user.identity_not_exist", .notFound)
                    }
                    if user.isSuspended { throw LogtoError("user.suspended", .unauthorized) }
                    try finish.signIn(accounts.link(user, in: db, at: self.parts.time.now), current, in: db)
                }
            }
            return .redirect(to: self.parts.resumeAddress(current.interaction))
        } catch let error as LogtoError {
            if error.code == "user.suspended" { return AccountSuspendedPage(texts).response(in: self.parts.pages) }
            return try await self.parts.signInPage(
                of: current, alert: error.body(in: texts.language)["message"]?.string ?? texts.unknownError)
        }
    }
}
