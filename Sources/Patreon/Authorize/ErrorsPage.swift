import Core
import Hummingbird
import OAuth
import Storage
import Web

/// `/oauth2/errors`: where the browser ends when the client must not hear of an error (spec `patreon.md` §1.5). Patreon's
/// words come from the address; under them stands the emulator's help with a redirect URI that is not registered.
struct ErrorsPage: Sendable {
    static let path = "/oauth2/errors"

    let store: Store
    let pages: Pages

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).serve("oauth2/errors", get: self.show)
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        let error = query["error"]
        let description = query["error_description"]
        let isMismatch = description == OAuthError.mismatchingRedirectURI.description
        let help = isMismatch ? try await self.help(state: query["state"]) : nil
        let title = [description, error].compactMap { $0 }.first { !$0.isEmpty } ?? "Something went wrong"
        let json: JSON = [
            "error": error.map(JSON.string),
            "error_description": description.map(JSON.string),
        ]
        return self.pages.response(
            "patreon-error", Model(json: json.text(), help: help), in: PageFrame(surface: .patreon, title: title))
    }

    private func help(state: String?) async throws -> RedirectHelp? {
        try await self.store.read { db in
            guard let mismatch = try db.patreonRedirectMismatch(state: state),
                let client = try db.patreonClient(mismatch.clientID)
            else { return nil }
            return RedirectHelp(requested: mismatch.redirectURI, client: client)
        }
    }

    private struct Model: Encodable, Sendable {
        let json: String
        let help: RedirectHelp?
    }
}
