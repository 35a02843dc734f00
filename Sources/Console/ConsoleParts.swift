import Core
import Storage
import Web

/// The parts of a world that the console works with.
package struct ConsoleParts: Sendable {
    package let store: Store
    package let clock: AdjustableTime
    package let origins: Origins
    /// Where the program listens, which may differ from ``origins`` behind a proxy.
    package let listening: Origins
    package let startedAt: Instant
    package let pages: Pages

    package init(
        store: Store, clock: AdjustableTime, origins: Origins, listening: Origins, startedAt: Instant, pages: Pages
    ) {
        self.store = store
        self.clock = clock
        self.origins = origins
        self.listening = listening
        self.startedAt = startedAt
        self.pages = pages
    }
}
