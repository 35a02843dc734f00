import Core
import HTTPTypes
import Hummingbird
import Web

/// `POST /control/reset`: the world as its configuration declares it, and nothing else. Keys stay, and the clock unless
/// the body's `clock` sets it.
struct ResetAPI: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("control/reset", use: self.reset)
    }

    @Sendable private func reset(_ request: Request, _ context: WebContext) async throws -> Response {
        let body = try await ControlBody(request, members: ["clock"])
        try body.object("clock", members: ClockChange.members).map(ClockChange.init)?.apply(to: self.parts.clock)
        try await self.parts.reset()
        return Response(status: .noContent)
    }
}
