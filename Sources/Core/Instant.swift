import Foundation

/// A point in time to the millisecond, which is how Logto stores and reports time.
package struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(seconds: Int64) {
        self.init(milliseconds: seconds * 1000)
    }

    package init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Whole seconds since the epoch, as JWT claims count (RFC 7519 §2, NumericDate).
    package var seconds: Int64 { self.milliseconds / 1000 }

    package var date: Date { Date(timeIntervalSince1970: Double(self.milliseconds) / 1000) }

    package func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + seconds * 1000)
    }

    package func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + milliseconds)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
