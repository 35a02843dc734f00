/// A span of time as ISO 8601 writes it, as `PT1H30M` or `-P3D`, to the millisecond. Years and months are not among
/// them: how long they are depends on where one begins.
package struct ISODuration: Equatable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// `nil` for text of another form, and for more than any clock needs.
    package init?(_ text: String) {
        let form =
            /(?<sign>[+-])?P(?:(?<weeks>\d{1,5})W)?(?:(?<days>\d{1,7})D)?(?<time>T(?:(?<hours>\d{1,8})H)?(?:(?<minutes>\d{1,10})M)?(?:(?<seconds>\d{1,12})(?:[.,](?<fraction>\d{1,3}))?S)?)?/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: form)?.output else { return nil }
        func number(_ digits: Substring?) -> Int64 { digits.flatMap { Int64($0) } ?? 0 }
        // A designator announces something: neither `P` nor `P1DT` is a duration.
        guard text.last != "P", text.last != "T" else { return nil }
        let fraction = match.fraction.map { $0 + String(repeating: "0", count: 3 - $0.count) }
        let days = number(match.weeks) * 7 + number(match.days)
        let seconds =
            ((days * 24 + number(match.hours)) * 60 + number(match.minutes)) * 60 + number(match.seconds)
        let milliseconds = seconds * 1000 + number(fraction)
        self.milliseconds = match.sign == "-" ? -milliseconds : milliseconds
    }

    /// The shortest form, in days, hours, minutes and seconds.
    package var text: String {
        let magnitude = self.milliseconds.magnitude
        let (days, rest) = magnitude.quotientAndRemainder(dividingBy: 86_400_000)
        let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60)
        var time = ""
        if hours > 0 { time += "\(hours)H" }
        if minutes > 0 { time += "\(minutes)M" }
        if seconds > 0 || rest % 1000 > 0 {
            let fraction = rest % 1000
            time += fraction > 0 ? "\(seconds).\(Instant.digits(Int(fraction), 3))S" : "\(seconds)S"
        }
        let date = days > 0 ? "\(days)D" : ""
        if date.isEmpty, time.isEmpty { return "PT0S" }
        return (self.milliseconds < 0 ? "-P" : "P") + date + (time.isEmpty ? "" : "T\(time)")
    }
}
