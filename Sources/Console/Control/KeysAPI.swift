import Core
import Hummingbird
import Storage
import Web

/// `POST /control/keys/rotate`: Logto signs with a new key from now on, or after a grace period, and still publishes the
/// one before (spec `logto-oidc.md` §3).
struct KeysAPI: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("control/keys/rotate", use: self.rotate)
    }

    @Sendable private func rotate(_ request: Request, _ context: WebContext) async throws -> Response {
        let body = try await ControlBody(request, members: ["signingKey", "gracePeriod"])
        let seconds = (try body.duration("gracePeriod")?.milliseconds ?? 0) / 1000
        guard let keys = try await self.parts.rotateKeys(try body.choice("signingKey"), seconds) else {
            throw ConsoleError(
                .conflict,
                "A key waits already to become the current one: move the clock past its time, or give a \"gracePeriod\" "
                    + "to put another in its place.")
        }
        return .json([
            "keys": .array(
                keys.map { key in
                    [
                        "kid": .string(key.id), "status": .string(key.status.rawValue),
                        "createdAt": .string(key.createdAt.isoText),
                        "effectiveAt": key.effectiveAt.map { .string($0.isoText) },
                    ]
                })
        ])
    }
}
