import Core
import Storage
import Web

/// What Patreon's endpoints are made of.
package struct PatreonParts: Sendable {
    let store: Store
    let time: TimeSource
    let entropy: Entropy
    let origins: Origins
    let switches: PatreonSwitches
    let pages: Pages
    let outbound: Outbound

    package init(
        store: Store, time: TimeSource, entropy: Entropy, origins: Origins, switches: PatreonSwitches, pages: Pages,
        outbound: Outbound
    ) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.origins = origins
        self.switches = switches
        self.pages = pages
        self.outbound = outbound
    }
}
