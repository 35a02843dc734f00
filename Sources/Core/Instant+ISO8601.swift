extension Instant {
    /// `2026-11-25T10:20:30.000Z`.
    package var isoText: String {
        let time = self.calendar
        return "\(time.dateText)T\(time.timeText).\(Self.digits(time.millisecond, 3))Z"
    }

    /// Reads a date, a time and its offset (RFC 3339 §5.6); `nil` for other text, and for a day that is in no calendar.
    package init?(iso8601 text: String) {
        let form =
            /(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[Tt ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?<offset>[Zz]|[+-]\d\d:\d\d)/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: form)?.output else { return nil }
        func number(_ digits: some StringProtocol) -> Int64 { Int64(digits) ?? 0 }
        let (year, month, day) = (number(match.year), number(match.month), number(match.day))
        let (hour, minute, second) = (number(match.hour), number(match.minute), number(match.second ?? "0"))
        let days = Self.daysSinceEpoch(year: year, month: month, day: day)
        let fraction = ((match.fraction ?? "") + "000").prefix(3)
        var minutes = (days * 24 + hour) * 60 + minute
        if let sign = match.offset.first, sign == "+" || sign == "-" {
            let parts = match.offset.dropFirst().split(separator: ":")
            guard number(parts[0]) < 24, number(parts[1]) < 60 else { return nil }
            let offset = number(parts[0]) * 60 + number(parts[1])
            minutes += sign == "+" ? -offset : offset
        }
        guard (1...12).contains(month), hour < 24, minute < 60, second < 60 else { return nil }
        let calendar = Instant(milliseconds: days * 86_400_000).calendar
        // February 30 would be a day of March.
        guard calendar.month == Int(month), calendar.day == Int(day) else { return nil }
        self.init(milliseconds: (minutes * 60 + second) * 1000 + number(fraction))
    }

    /// The counterpart of the calendar: counts years from March, in eras of 400 years.
    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
        let yearOfEra = yearFromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
