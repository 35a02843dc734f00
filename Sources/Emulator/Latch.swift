import Synchronization

/// Calls a closure once, when it has been counted down to zero.
final class Latch: Sendable {
    private let remaining: Mutex<Int>
    private let action: @Sendable () -> Void

    init(count: Int, _ action: @escaping @Sendable () -> Void) {
        self.remaining = Mutex(count)
        self.action = action
    }

    func countDown() {
        let isOpen = self.remaining.withLock { remaining in
            remaining -= 1
            return remaining == 0
        }
        if isOpen { self.action() }
    }
}
