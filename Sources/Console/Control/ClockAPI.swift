import Core
import Hummingbird
import Web

/// `GET` and `PUT /control/clock`: what time it is in the world. A restart sets it right: the mode is not kept.
struct ClockAPI: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/clock") { _, _ in Response.json(self.parts.clock.json) }
            .put("control/clock") { request, _ in
                try ClockChange(try await ControlBody(request, members: ClockChange.members)).apply(
                    to: self.parts.clock)
                return Response.json(self.parts.clock.json)
            }
    }
}
