import Core
import Hummingbird
import Storage
import Web

/// Patreon's origin: what it answers, and with what (spec `patreon.md` §0.4).
package struct PatreonRoutes: Sendable {
    private let parts: PatreonParts
    private let delivery: WebhookDelivery

    package init(_ parts: PatreonParts, delivery: WebhookDelivery) {
        self.parts = parts
        self.delivery = delivery
    }

    package func mount(on router: Router<WebContext>) {
        let parts = self.parts
        let limits = RateLimits(isOn: parts.switches.rateLimits)
        let api = PatreonAPI(parts: parts, limits: limits)
        router.add(middleware: PatreonEdge(parts: parts, limits: limits))
        // On the router itself rather than on a group, so that it also words unknown paths.
        router.add(middleware: PatreonErrors(parts: parts))
        router.addRoutes(AuthorizeEndpoint(parts: parts).routes)
        router.addRoutes(BecomePatronEndpoint(parts: parts).routes)
        router.addRoutes(ErrorsPage(store: parts.store, pages: parts.pages).routes)
        router.addRoutes(TokenEndpoint(parts: parts).routes)
        if parts.switches.revocation { router.addRoutes(RevocationEndpoint(store: parts.store).routes) }
        router.addRoutes(IdentityEndpoint(api: api).routes)
        router.addRoutes(CampaignsEndpoint(api: api).routes)
        router.addRoutes(MembersEndpoint(api: api).routes)
        router.addRoutes(PostsEndpoint(api: api).routes)
        router.addRoutes(CurrentUserEndpoint(api: api).routes)
        router.addRoutes(V1CampaignsEndpoint(api: api).routes)
        router.addRoutes(AvatarEndpoint(store: parts.store).routes)
        router.addRoutes(WebhooksEndpoint(api: api, delivery: self.delivery).routes)
        router.addRoutes(ClientsPage(parts: parts).routes)
        router.addRoutes(
            WebhooksPage(parts: parts, queue: WebhookQueue(origin: parts.origins.patreon), delivery: self.delivery)
                .routes)
        router.addRoutes(ConnectedAppsPage(parts: parts).routes)
    }
}
