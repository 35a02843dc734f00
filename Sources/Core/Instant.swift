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

    /// Clients choose some of the spans, such as `max_age` and lifetimes: where counting ends, time stops.
    package func advanced(bySeconds seconds: Int64) -> Instant {
        let (milliseconds, overflows) = seconds.multipliedReportingOverflow(by: 1000)
        return overflows ? Self.end(seconds) : self.advanced(byMilliseconds: milliseconds)
    }

    package func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        let (sum, overflows) = self.milliseconds.addingReportingOverflow(milliseconds)
        return overflows ? Self.end(milliseconds) : Instant(milliseconds: sum)
    }

    /// Where one comes to who goes on in a direction.
    private static func end(_ direction: Int64) -> Instant { Instant(milliseconds: direction < 0 ? .min : .max) }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
