import Core
import Hummingbird
import Storage
import Web

/// Patreon's origin: what it answers, and with what (spec `patreon.md` §0.4).
package struct PatreonRoutes: Sendable {
    private let store: Store
    private let time: TimeSource
    private let entropy: Entropy
    private let origins: Origins
    private let pages: Pages

    package init(store: Store, time: TimeSource, entropy: Entropy, origins: Origins, pages: Pages) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.origins = origins
        self.pages = pages
    }

    package func mount(on router: Router<WebContext>) {
        // On the router itself rather than on a group, so that it also words unknown paths.
        router.add(
            middleware: PatreonErrors(
                store: self.store, time: self.time, entropy: self.entropy, origin: self.origins.patreon,
                pages: self.pages))
        router.addRoutes(
            AuthorizeEndpoint(store: self.store, time: self.time, entropy: self.entropy, pages: self.pages).routes)
        router.addRoutes(ErrorsPage(store: self.store, pages: self.pages).routes)
        router.addRoutes(TokenEndpoint(store: self.store, time: self.time, entropy: self.entropy).routes)
        router.addRoutes(IdentityEndpoint(store: self.store, time: self.time, origin: self.origins.patreon).routes)
        router.addRoutes(CurrentUserEndpoint(store: self.store, time: self.time, origin: self.origins.patreon).routes)
        router.addRoutes(AvatarEndpoint(store: self.store).routes)
    }
}
