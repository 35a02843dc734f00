import Core
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Logto
import Storage
import Web

/// `/callback/{connectorId}`: where the social provider sends the browser back to (spec `logto-oidc.md` §9.1, steps 5 to
/// 9). What the real page does by calling the Experience API from JavaScript is done here.
struct CallbackPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("callback/:connectorId", use: self.receive)
    }

    @Sendable private func receive(_ request: Request, _ context: WebContext) async throws -> Response {
        let connectorID: ID<LogtoConnector> = ID(try context.parameters.require("connectorId"))
        let answer = request.queryParameters
        guard let begun = try await self.begun(connectorID, answer, request) else {
            let current = try await self.parts.current(request)
            return try await self.parts.firstPage(
                .signIn, of: current, alert: current.texts(for: request).invalidConnectorAuth)
        }
        let current = begun.current
        let texts = current.texts(for: request)
        let flow = PageFlow(self.parts, current, texts)
        do {
            let back = try begun.return.get()
            let profile = try await back.profile()
            return try await flow.signIn(bySocial: begun.verificationID, of: connectorID) { session in
                try SocialVerification(parts: self.parts).finish(back, as: profile, in: &session)
            }
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal, from: connectorID) { return page }
            context.logger.notice(
                "social sign-in failed",
                metadata: ["connector": .string(connectorID.value), "code": .string(refusal.code ?? "none")])
            return try await self.parts.firstPage(
                .signIn, of: current, alert: refusal.message(in: texts.language))
        } catch let failure as Outbound.Failure {
            context.logger.warning(
                "no answer from the social provider",
                metadata: ["connector": .string(connectorID.value), "error": .string(String(reflecting: failure))])
            return try await self.parts.firstPage(
                .signIn, of: current, alert: "Internal server error.")
        }
    }

    /// A social step that was begun.
    private struct Begun: Sendable {
        let current: CurrentInteraction
        let verificationID: String
        let `return`: Result<SocialVerification.Return, LogtoError>
    }

    /// Finds, among the interactions of this browser, the one that the answer belongs to. The address names no
    /// application, so the state has to. It is good for one answer, whether or not that leads anywhere.
    private func begun(
        _ connectorID: ID<LogtoConnector>, _ answer: FormParameters, _ request: Request
    ) async throws -> Begun? {
        guard let state = answer["state"] else { return nil }
        let uids = self.parts.interactionCookies.allUIDs(in: request)
        return try await self.parts.store.transaction { db in
            let interaction = try uids.lazy.compactMap(db.interaction).first { interaction in
                let social = interaction.state["social"]
                return social?["state"]?.string == state && social?["connectorId"]?.string == connectorID.value
            }
            guard let interaction, let id = interaction.state["social"]?["verificationId"]?.string else { return nil }
            let current = try CurrentInteraction(interaction, in: db, at: self.parts.time.now)
            let back = try self.parts.inSession(interaction, in: db) { session in
                session.setPageState("social", to: nil)
                return try Result(of: {
                    try SocialVerification(parts: self.parts).return(
                        to: id, of: connectorID, data: self.connectorData(answer, connectorID), in: &session)
                })
            }
            return Begun(current: current, verificationID: id, return: back)
        }
    }

    /// What the page passes on of its address (step 7): decoded twice, as by Logto's page, so that a code with a percent
    /// sign does not arrive as it was sent.
    private func connectorData(_ answer: FormParameters, _ connectorID: ID<LogtoConnector>) -> JSON {
        let others = answer.pairs.filter { $0.name != "state" }.map { pair in
            JSON.Member(pair.name, .string(pair.value.removingPercentEncoding ?? pair.value))
        }
        return .object(
            [JSON.Member("redirectUri", .string(self.parts.origins.callback(connectorID)))] + others)
    }
}
