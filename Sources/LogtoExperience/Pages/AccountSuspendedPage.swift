import Hummingbird
import Web

/// `/account-suspended`: what a suspended user sees in place of being signed in (spec `logto-oidc.md` §19.2).
struct AccountSuspendedPage: Sendable {
    let parts: ExperienceParts

    static let path = "/account-suspended"

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("account-suspended") { request, _ in
            try await self.parts.plainPage(for: request) { texts in
                PlainPage(title: texts.accountSuspended, paragraphs: [texts.accountSuspendedText])
            }
        }
    }
}
