import Core
import HTTPTypes
import Hummingbird
import Logging
import Logto
import Storage
import Web

/// Sends the browser to a social provider: the button of the sign-in page, and `direct_sign_in`, which presses it
/// (spec `logto-oidc.md` §9.1, steps 1 to 4).
struct SocialStep: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("sign-in/social/:connectorId") { request, context in
            let (current, form) = try await self.parts.submitted(request)
            let id: ID<LogtoConnector> = ID(try context.parameters.require("connectorId"))
            guard let connector = current.socialConnectors.first(where: { $0.id == id }) else {
                throw NoInteraction()
            }
            if let screen = form.pageLackingAgreement {
                return try await self.parts.firstPage(
                    screen, of: current, alert: current.texts(for: request).termsMustBeAgreedTo)
            }
            return try await self.begin(with: connector, current, request, context)
        }
    }

    func begin(
        with connector: LogtoConnector, _ current: CurrentInteraction, _ request: Request, _ context: WebContext
    ) async throws -> Response {
        // 8 random bytes in URL-safe base64, as the page of the real service makes them.
        let state = self.parts.entropy.string(11, of: .urlSafe)
        do {
            let address = try await self.parts.inSession(current.interaction.uid) { session in
                session.begin(.signIn)
                let begun = try SocialVerification(parts: self.parts).begin(
                    connector.id, state: state, redirectURI: self.parts.origins.callback(connector.id), in: &session)
                session.setPageState(
                    "social",
                    to: [
                        "connectorId": .string(connector.id.value), "state": .string(state),
                        "verificationId": .string(begun.verificationID),
                    ])
                return begun.authorizationURI
            }
            return .redirect(to: address)
        } catch let error as LogtoError {
            context.logger.warning(
                "connector cannot be used",
                metadata: ["connector": .string(connector.id.value), "code": .string(error.code ?? "")])
            return try await self.parts.firstPage(
                .signIn, of: current, alert: error.message(in: current.texts(for: request).language))
        }
    }
}
