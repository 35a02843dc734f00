import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/social/link/{connectorId}`: asks whether a social account whose address is known belongs to that user
/// (spec `logto-oidc.md` §9.3).
struct SocialLinkPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("social/link/:connectorId", use: self.show)
            .post("social/link/:connectorId", use: self.choose)
    }

    /// The model of the template `social-link`.
    private struct Model: Encodable, Sendable {
        let csrf: String
        let action: String
        let text: String
        let link: String
        let skip: String?
        let create: String?
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let related = try await self.relatedUser(try current.linkedVerificationID, current)
        let texts = current.texts(for: request)
        let mayCreate = current.experience.allowsRegistration
        let signUp = Set(current.experience.signUp.identifiers)
        let model = Model(
            csrf: current.interaction.csrfToken, action: current.address(request.uri.path), text: texts.linkText,
            link: texts.link(with: related.maskedAddress), skip: mayCreate ? texts.skipLinking : nil,
            create: mayCreate ? texts.createInstead(signingUpWith: signUp) : nil)
        return self.parts.pages.response(
            "social-link", model, in: current.firstPartyFrame(texts.linkTitle(signingUpWith: signUp), texts))
    }

    /// - Throws: ``NoInteraction`` where there is nothing to link to any more.
    private func relatedUser(_ verificationID: String, _ current: CurrentInteraction) async throws -> RelatedUser {
        do {
            let related = try await self.parts.readSession(current.interaction.uid) { session in
                try session.experience.socialProfile(verificationID).relatedUser(in: session.context.db)
            }
            guard let related else { throw NoInteraction() }
            return related
        } catch is LogtoError {
            throw NoInteraction()
        }
    }

    @Sendable private func choose(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let verificationID = try current.linkedVerificationID
        let connectorID: ID<LogtoConnector> = ID(try context.parameters.require("connectorId"))
        let texts = current.texts(for: request)
        let flow = PageFlow(self.parts, current, texts)
        do {
            return try await flow.perform { session in
                session.setPageState("linking", to: nil)
                if form["choice"] == "create" {
                    try session.register(with: verificationID)
                } else {
                    try session.link(verificationID)
                }
                return try session.proceed()
            }
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal, from: connectorID) { return page }
            return try await self.parts.firstPage(
                .signIn, of: current, alert: refusal.message(in: texts.language))
        }
    }
}

extension CurrentInteraction {
    /// The proof that the person is asked about.
    ///
    /// - Throws: ``NoInteraction`` while nobody is asked.
    fileprivate var linkedVerificationID: String {
        get throws(NoInteraction) {
            guard let id = self.interaction.state["linking"]?.string else { throw NoInteraction() }
            return id
        }
    }
}
