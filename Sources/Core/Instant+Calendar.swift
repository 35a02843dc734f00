extension Instant {
    /// The time's place in the Gregorian calendar, in UTC.
    package struct Calendar: Equatable, Sendable {
        package let year: Int
        /// 1 to 12.
        package let month: Int
        package let day: Int
        package let hour: Int
        package let minute: Int
        package let second: Int
        package let millisecond: Int
        /// 0 is Sunday.
        package let weekday: Int
    }

    package var calendar: Calendar {
        let (days, rest) = self.milliseconds.dividedDown(by: 86_400_000)
        let (year, month, day) = Self.date(daysSinceEpoch: days)
        return Calendar(
            year: year, month: month, day: day,
            hour: Int(rest / 3_600_000), minute: Int(rest / 60_000 % 60), second: Int(rest / 1000 % 60),
            millisecond: Int(rest % 1000),
            weekday: Int((days + 4).dividedDown(by: 7).remainder))
    }

    /// Counts years from March, so that the leap day is a year's last day, and in eras of 400 years, all equally long.
    private static func date(daysSinceEpoch days: Int64) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).dividedDown(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    /// `2026-11-25T10:20:30.000+00:00`, as Patreon writes time (spec `patreon.md` §3.3).
    package var patreonText: String {
        let time = self.calendar
        return "\(time.dateText)T\(time.timeText).\(Self.digits(time.millisecond, 3))+00:00"
    }

    /// `2026-11-25T10:20:30+00:00`, as the first version of Patreon's API writes it.
    package var patreonTextWithoutFraction: String {
        "\(self.calendar.dateText)T\(self.calendar.timeText)+00:00"
    }

    /// `Wed, 25 Nov 2026 10:20:30 GMT` (RFC 9110 §5.6.7).
    package var httpDate: String {
        let time = self.calendar
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekdays[time.weekday]), \(Self.digits(time.day, 2)) \(months[time.month - 1]) "
            + "\(Self.digits(time.year, 4)) \(time.timeText) GMT"
    }

    static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}

extension Instant.Calendar {
    var dateText: String {
        "\(Instant.digits(self.year, 4))-\(Instant.digits(self.month, 2))-\(Instant.digits(self.day, 2))"
    }

    var timeText: String {
        "\(Instant.digits(self.hour, 2)):\(Instant.digits(self.minute, 2)):\(Instant.digits(self.second, 2))"
    }
}

extension Int64 {
    /// Division that rounds down, also for times before 1970.
    func dividedDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
