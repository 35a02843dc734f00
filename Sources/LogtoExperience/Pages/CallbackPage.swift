import Core
import HTTPTypes
import Hummingbird
import Logging
import Logto
import OAuth
import Storage
import Web

/// `/callback/{connectorId}`: where the social provider sends the browser back to (spec `logto-oidc.md` §9.1, steps 5 to
/// 9). What the real page does by calling the Experience API from JavaScript is done here.
struct CallbackPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("callback/:connectorId", use: self.receive)
            .post("callback/:connectorId", use: self.forward)
    }

    /// A provider that answers by form post: the same, as a query (step 5b).
    @Sendable private func forward(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await request.formParameters()
        let query = FormURLEncoding.encode(form.pairs.map { ($0.name, $0.value) })
        return .redirect(to: "\(request.uri.path)?\(query)")
    }

    @Sendable private func receive(_ request: Request, _ context: WebContext) async throws -> Response {
        let connectorID: ID<LogtoConnector> = ID(try context.parameters.require("connectorId"))
        let answer = request.queryParameters
        guard let begun = try await self.begun(connectorID, state: answer["state"], request) else {
            let current = try await self.parts.current(request)
            return try await self.parts.signInPage(
                of: current, alert: current.texts(for: request).invalidConnectorAuth)
        }
        let texts = begun.current.texts(for: request)
        do {
            let accounts = try await self.accounts(begun, answer)
            return try await SocialSignIn(parts: self.parts).finish(begun.current, accounts, texts: texts)
        } catch let error as LogtoError {
            if error.code == "user.suspended" { return AccountSuspendedPage(texts).response(in: self.parts.pages) }
            context.logger.notice(
                "social sign-in failed",
                metadata: ["connector": .string(connectorID.value), "code": .string(error.code ?? "none")])
            return try await self.parts.signInPage(
                of: begun.current, alert: error.body(in: texts.language)["message"]?.string ?? texts.unknownError)
        } catch let failure as Outbound.Failure {
            context.logger.warning(
                "no answer from the social provider",
                metadata: ["connector": .string(connectorID.value), "error": .string(String(reflecting: failure))])
            return try await self.parts.signInPage(of: begun.current, alert: "Internal server error.")
        }
    }

    /// A social step that was begun: its interaction, and where the provider was told to send the browser.
    private struct Begun: Sendable {
        var current: CurrentInteraction
        let connector: LogtoConnector
        let redirectURI: String
    }

    /// Finds, among the interactions of this browser, the one that the answer belongs to. The address names no
    /// application, so the state has to.
    private func begun(
        _ connectorID: ID<LogtoConnector>, state: String?, _ request: Request
    ) async throws -> Begun? {
        guard let state else { return nil }
        let uids = self.parts.interactionCookies.allUIDs(in: request)
        return try await self.parts.store.transaction { db in
            let interaction = try uids.lazy.compactMap(db.interaction).first { interaction in
                let social = interaction.state["social"]
                return social?["state"]?.string == state && social?["connectorId"]?.string == connectorID.value
            }
            guard let interaction, let connector = try db.connector(connectorID) else { return nil }
            var current = try CurrentInteraction(interaction, in: db, at: self.parts.time.now)
            let redirectURI = interaction.state["social"]?["redirectUri"]?.string ?? ""
            // Good for one answer, whether or not it leads anywhere (§9.2).
            current.interaction.state = interaction.state.setting("social", to: nil)
            try db.update(current.interaction)
            return Begun(current: current, connector: connector, redirectURI: redirectURI)
        }
    }

    /// The profile behind the answer, ready to be matched with Logto's users.
    private func accounts(_ begun: Begun, _ answer: FormParameters) async throws -> SocialAccounts {
        guard let code = answer["code"] else {
            throw LogtoError("connector.authorization_failed", .unauthorized)
        }
        let profile = try await self.parts.patreonConnector(begun.connector)
            .profile(code: code, redirectURI: begun.redirectURI)
        return SocialAccounts(
            target: begun.connector.target, syncsProfile: begun.connector.syncProfile, profile: profile)
    }
}
