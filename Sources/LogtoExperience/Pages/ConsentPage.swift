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

    private enum Outcome: Sendable {
        case ask(ConsentForm)
        case agreed
        case denied
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let texts = current.texts(for: request)
        let outcome = try await self.parts.store.transaction { db -> Outcome in
            let consent = try self.request(current, in: db)
            guard try db.mayUse(consent.application, consent.user.id) else { return .denied }
            if consent.application.isThirdParty { return .ask(try ConsentForm(consent, current, texts, in: db)) }
            try consent.agreeToAll(in: db, self.parts)
            return .agreed
        }
        switch outcome {
        case .ask(let form):
            return self.parts.pages.response("consent", form, in: current.consentFrame(texts))
        case .agreed:
            return .redirect(to: self.parts.resumeAddress(current.interaction), status: .found)
        case .denied:
            return PlainPage.accessDenied(texts).response(texts, current.experience, in: self.parts.pages)
        }
    }

    /// What the button does; Logto's page calls `POST /api/interaction/consent` for it.
    @Sendable private func authorize(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let chosen = form["organization"].map { [ID<Organization>($0)] } ?? []
        do {
            let outcome = try await self.parts.store.transaction { db -> Outcome in
                let consent = try self.request(current, in: db)
                guard try db.mayUse(consent.application, consent.user.id) else { return .denied }
                try consent.agree(for: chosen, in: db, self.parts)
                return .agreed
            }
            if case .denied = outcome {
                let texts = current.texts(for: request)
                return PlainPage.accessDenied(texts).response(texts, current.experience, in: self.parts.pages)
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
