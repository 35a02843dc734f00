import Core
import Hummingbird
import Storage
import Web

/// What steers the emulated Patreon from the console's origin: `/control/patreon`, JSON for programs, and the console's
/// page of memberships. It stands here and not in the console, because it does what the portal does; whoever mounts it
/// has the console's middleware before it.
package struct PatreonControlRoutes: Sendable {
    private let parts: PatreonParts
    private let delivery: WebhookDelivery
    private let work: PatreonWork

    package init(_ parts: PatreonParts, delivery: WebhookDelivery, work: PatreonWork) {
        self.parts = parts
        self.delivery = delivery
        self.work = work
    }

    package func mount(on router: Router<WebContext>) {
        let queue = WebhookQueue(origin: self.parts.origins.patreon)
        let life = MembershipLife(entropy: self.parts.entropy, queue: queue)
        router.addRoutes(ClientsAPI(parts: self.parts).routes)
        router.addRoutes(MembersAPI(parts: self.parts, life: life).routes)
        router.addRoutes(PostsAPI(parts: self.parts, queue: queue).routes)
        router.addRoutes(
            WebhooksAPI(parts: self.parts, queue: queue, delivery: self.delivery, work: self.work).routes)
        router.addRoutes(MembershipsPage(parts: self.parts, life: life, work: self.work).routes)
    }
}
