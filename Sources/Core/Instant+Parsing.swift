extension Instant {
    /// Midnight at the beginning of a day of the Gregorian calendar, in UTC. Months and days beyond the ends of a year or
    /// a month count on into the next.
    package init(year: Int, month: Int, day: Int) {
        let months = Int64(year) * 12 + Int64(month) - 1
        let (year, monthIndex) = (months.dividedDown(by: 12).quotient, months.dividedDown(by: 12).remainder)
        // Years counted from March, as in ``calendar``.
        let shifted = monthIndex < 2 ? year - 1 : year
        let monthFromMarch = (monthIndex + 10) % 12
        let (era, yearOfEra) = shifted.dividedDown(by: 400)
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        self.init(seconds: days * 86_400)
    }

    /// Reads a date and a time with an offset, the seconds optional, or a date alone (RFC 3339 §5.6); `nil` for other
    /// text, and for a day that is in no calendar.
    package init?(iso8601 text: String) {
        let pattern =
            /(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):(\d\d)))?/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: pattern)?.output, let year = Int(match.1), let month = Int(match.2),
            let day = Int(match.3), (1...12).contains(month), day >= 1
        else { return nil }
        let midnight = Instant(year: year, month: month, day: day)
        guard midnight.calendar.day == day else { return nil }
        let hour = match.4.flatMap { Int64($0) } ?? 0
        let minute = match.5.flatMap { Int64($0) } ?? 0
        let second = match.6.flatMap { Int64($0) } ?? 0
        let offsetHour = match.9.flatMap { Int64($0) } ?? 0
        let offsetMinute = match.10.flatMap { Int64($0) } ?? 0
        guard hour < 24, minute < 60, second < 60, offsetHour < 24, offsetMinute < 60 else { return nil }
        let fraction = (match.7.map { String($0) } ?? "") + "000"
        let offset = (offsetHour * 60 + offsetMinute) * (match.8 == "-" ? -1 : 1)
        let seconds = (hour * 60 + minute - offset) * 60 + second
        self.init(
            milliseconds: midnight.milliseconds + seconds * 1000 + (Int64(fraction.prefix(3)) ?? 0))
    }

    /// The beginning of the next month: when Patreon charges who pays by the month.
    package var firstOfNextMonth: Instant {
        Instant(year: self.calendar.year, month: self.calendar.month + 1, day: 1)
    }
}
