import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/consent`: a first-party application is given what it asks for without a question; for a third-party application the
/// user decides (spec `logto-oidc.md` §7.2, steps 6b and 7, and §19.1).
struct ConsentPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("consent", use: self.show)
            .post("consent", use: self.authorize)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        if current.application.isThirdParty {
            let texts = current.texts(for: request)
            let form = try await self.parts.store.read { db in
                try ConsentForm(try self.request(current, in: db), current, texts, in: db)
            }
            return self.parts.pages.response(
                "consent", form, in: current.frame(texts.authorizeTitle(current.application.name), texts))
        }
        try await self.parts.store.transaction { db in
            try self.request(current, in: db).agreeToAll(in: db, self.parts)
        }
        return .redirect(to: self.parts.resumeAddress(current.interaction), status: .found)
    }

    /// What the button does; Logto's page calls `POST /api/interaction/consent` for it.
    @Sendable private func authorize(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let chosen = form["organization"].map { [ID<Organization>($0)] } ?? []
        do {
            try await self.parts.store.transaction { db in
                try self.request(current, in: db).agree(for: chosen, in: db, self.parts)
            }
        } catch is LogtoError {
            // No longer a member since the page was made: the user chooses again.
            return .redirect(to: current.address("/consent"))
        }
        return .redirect(to: self.parts.resumeAddress(current.interaction))
    }

    /// - Throws: ``NoInteraction`` where nobody is signed in.
    private func request(_ current: CurrentInteraction, in db: Transaction) throws -> ConsentRequest {
        do {
            return try ConsentRequest(current.interaction, by: current.application, in: db)
        } catch is LogtoError {
            throw NoInteraction()
        }
    }
}
