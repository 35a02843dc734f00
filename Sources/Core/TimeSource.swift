import Foundation

/// Where the program reads the time. Nothing outside `Core` asks the system for it.
package struct TimeSource: Sendable {
    private let read: @Sendable () -> Instant

    package init(_ read: @escaping @Sendable () -> Instant) {
        self.read = read
    }

    package var now: Instant { self.read() }

    package static let system = TimeSource { Instant(Date()) }
}
