import Synchronization

/// What was waited for, without waiting.
package final class RecordedRests: Sendable {
    private let recorded = Mutex<[Int]>([])

    package init() {}

    package var milliseconds: [Int] { self.recorded.withLock { $0 } }

    package func note(_ milliseconds: Int) {
        self.recorded.withLock { $0.append(milliseconds) }
    }
}
