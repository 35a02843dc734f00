import Core
import Inspection
import Storage
import Web

/// The parts of a world that the console works with.
package struct ConsoleParts: Sendable {
    package let store: Store
    package let clock: AdjustableTime
    package let entropy: Entropy
    package let origins: Origins
    /// Where the program listens, which may differ from ``origins`` behind a proxy.
    package let listening: Origins
    package let startedAt: Instant
    package let pages: Pages
    package let recorder: Recorder
    package let faults: Faults
    /// Brings the world back to what its configuration declares.
    package let reset: @Sendable () async throws -> Void
    /// Makes a new signing key, of the current one's kind unless given, which becomes current after so many seconds;
    /// answers with all keys, the current one first. `nil` where a key waits already and this one shall not.
    package let rotateKeys: RotateKeys

    package typealias RotateKeys =
        @Sendable (_ kind: SigningKeyKind?, _ gracePeriod: Int64) async throws -> [SigningKeyRecord]?

    package init(
        store: Store, clock: AdjustableTime, entropy: Entropy, origins: Origins, listening: Origins, startedAt: Instant,
        pages: Pages, recorder: Recorder, faults: Faults,
        reset: @escaping @Sendable () async throws -> Void,
        rotateKeys: @escaping RotateKeys
    ) {
        self.store = store
        self.clock = clock
        self.entropy = entropy
        self.origins = origins
        self.listening = listening
        self.startedAt = startedAt
        self.pages = pages
        self.recorder = recorder
        self.faults = faults
        self.reset = reset
        self.rotateKeys = rotateKeys
    }
}
