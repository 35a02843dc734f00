import Core
import Hummingbird
import Storage
import Web

/// `/console`: everything in the world at a glance, and whether the redirect URIs of both hops fit.
struct OverviewPage: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("console", use: self.show)
    }

    /// The model of the template `console-overview`.
    private struct Model: Encodable, Sendable {
        let intro: String
        let originsTitle: String
        let origins: [Origin]
        let tables: [OverviewTable]
    }

    private struct Origin: Encodable, Sendable {
        let name: String
        let url: String
        let about: String
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let origins = self.parts.origins
        let tables = try await self.parts.store.read { db in
            let clients = try db.patreonClients()
            return [
                OverviewTable(applications: try db.applications()),
                OverviewTable(connectors: try db.connectors(), clients: clients, origins: origins),
                OverviewTable(users: try db.users(limit: Self.shownUsers), of: try db.userCount()),
                OverviewTable(clients: clients),
                OverviewTable(accounts: try db.patreonAccounts()),
            ]
        }
        let model = Model(
            intro: "One server that stands in for Logto and Patreon. Point your app at Logto's endpoint, and sign in.",
            originsTitle: "Where it answers",
            origins: [
                Origin(name: "Logto", url: origins.logto, about: "The endpoint for LogtoConfig; its issuer is /oidc."),
                Origin(name: "Patreon", url: origins.patreon, about: "In the place of www.patreon.com."),
                Origin(name: "Console", url: origins.console, about: "This page, and /control for test suites."),
            ],
            tables: tables)
        return self.parts.pages.response(
            "console-overview", model, in: PageFrame(surface: .console, title: "Overview"))
    }

    /// More would make the page slow to read and to send.
    private static let shownUsers = 100
}
