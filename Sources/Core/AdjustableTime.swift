import Synchronization

/// A world's clock: the system's time, the system's time shifted, or a time that stands still until it is moved.
package final class AdjustableTime: Sendable {
    package enum Mode: Equatable, Sendable {
        /// The base's time plus so many milliseconds; zero is the real time.
        case shifted(milliseconds: Int64)
        case frozen(Instant)
    }

    private let base: TimeSource
    private let state: Mutex<Mode>

    package init(_ mode: Mode = .shifted(milliseconds: 0), over base: TimeSource = .system) {
        self.base = base
        self.state = Mutex(mode)
    }

    package var mode: Mode { self.state.withLock { $0 } }

    package var now: Instant {
        switch self.mode {
        case .shifted(let milliseconds): self.base.now.advanced(byMilliseconds: milliseconds)
        case .frozen(let instant): instant
        }
    }

    /// The clock as the rest of the program sees it.
    package var source: TimeSource { TimeSource { self.now } }

    package func set(_ mode: Mode) {
        self.state.withLock { $0 = mode }
    }

    /// Sets the clock by what it is now, in one step.
    ///
    /// - Parameter body: is given the mode and the time that it would be in the mode that is real.
    package func change(_ body: (_ mode: Mode, _ real: Instant) throws -> Mode) rethrows {
        try self.state.withLock { mode in mode = try body(mode, self.base.now) }
    }

    /// Moves the clock forward; a frozen clock stays frozen at the new time.
    package func advance(byMilliseconds milliseconds: Int64) {
        self.state.withLock { mode in
            switch mode {
            case .shifted(let shift): mode = .shifted(milliseconds: shift + milliseconds)
            case .frozen(let instant): mode = .frozen(instant.advanced(byMilliseconds: milliseconds))
            }
        }
    }
}
