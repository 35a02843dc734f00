import Hummingbird
import Web

/// `/unknown-session`: where a page ends that belongs to no sign-in (spec `logto-oidc.md` §7.3).
struct UnknownSessionPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("unknown-session") { request, _ in
            try await self.parts.plainPage(for: request, PlainPage.unknownSession)
        }
    }
}
