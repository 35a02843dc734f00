import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// The parts of a world that the provider's endpoints work with.
package struct OIDCProvider: Sendable {
    package let store: Store
    package let time: TimeSource
    package let entropy: Entropy
    package let origins: Origins
    package let keys: KeyRing
    package let cookies: SignedCookies
    package let pages: Pages
    package let outbound: Outbound

    package init(
        store: Store, time: TimeSource, entropy: Entropy, origins: Origins, keys: KeyRing, cookies: SignedCookies,
        pages: Pages, outbound: Outbound
    ) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.origins = origins
        self.keys = keys
        self.cookies = cookies
        self.pages = pages
        self.outbound = outbound
    }

    var interactionCookies: InteractionCookies { InteractionCookies(self.cookies) }

    var sessionCookie: SessionCookie { SessionCookie(self.cookies) }
}
