import Core
import Hummingbird
import Storage
import Web

/// `GET /control/status`: what runs here, where, and how much is in it.
struct StatusAPI: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("control/status", use: self.status)
    }

    @Sendable private func status(_ request: Request, _ context: WebContext) async throws -> Response {
        let counts = try await self.parts.store.read { db -> JSON in
            [
                "applications": .int(Int64(try db.applications().count)),
                "connectors": .int(Int64(try db.connectors().count)),
                "users": .int(Int64(try db.userCount())),
                "patreonClients": .int(Int64(try db.patreonClients().count)),
                "patreonAccounts": .int(Int64(try db.patreonAccounts().count)),
            ]
        }
        let uptime = TimeSource.system.now.milliseconds - self.parts.startedAt.milliseconds
        return .json([
            "name": .string(Product.name),
            "version": .string(Product.version),
            "logto": .string(self.parts.origins.logto),
            "patreon": .string(self.parts.origins.patreon),
            "console": .string(self.parts.origins.console),
            "uptimeSeconds": .int(uptime / 1000),
            "counts": counts,
        ])
    }
}
