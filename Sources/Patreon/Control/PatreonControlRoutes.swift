import Core
import Hummingbird
import Storage
import Web

/// What steers the emulated Patreon from the console's origin: `/control/patreon`, JSON for programs. It stands here and not in the console, because it does what the portal does; whoever mounts it
/// has the console's middleware before it.
package struct PatreonControlRoutes: Sendable {
    private let parts: PatreonParts

    package init(_ parts: PatreonParts) {
        self.parts = parts
    }

    package func mount(on router: Router<WebContext>) {
        router.addRoutes(ClientsAPI(parts: self.parts).routes)
    }
}
