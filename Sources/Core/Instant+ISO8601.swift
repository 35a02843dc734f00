extension Instant {
    /// `2026-11-25T10:20:30.000Z`.
    package var isoText: String {
        let time = self.calendar
        return "\(time.dateText)T\(time.timeText).\(Self.digits(time.millisecond, 3))Z"
    }
}
