import Core
import Foundation
import Testing

@Suite struct InstantTests {
    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000+00:00"),
            (784_111_777_000, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000+00:00"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00.000+00:00"),
            (951_868_799_999, "Tue, 29 Feb 2000 23:59:59 GMT", "2000-02-29T23:59:59.999+00:00"),
            (951_868_800_000, "Wed, 01 Mar 2000 00:00:00 GMT", "2000-03-01T00:00:00.000+00:00"),
            (1_709_164_800_007, "Thu, 29 Feb 2024 00:00:00 GMT", "2024-02-29T00:00:00.007+00:00"),
            (1_800_000_000_000, "Fri, 15 Jan 2027 08:00:00 GMT", "2027-01-15T08:00:00.000+00:00"),
            (4_107_542_399_000, "Sun, 28 Feb 2100 23:59:59 GMT", "2100-02-28T23:59:59.000+00:00"),
            (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 GMT", "2100-03-01T00:00:00.000+00:00"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59.999+00:00"),
            (-2_203_891_200_000, "Thu, 01 Mar 1900 00:00:00 GMT", "1900-03-01T00:00:00.000+00:00"),
            (-62_135_596_800_000, "Mon, 01 Jan 0001 00:00:00 GMT", "0001-01-01T00:00:00.000+00:00"),
            (253_402_300_799_999, "Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59.999+00:00"),
        ] as [(Int64, String, String)])
    func `a known time has its known name`(milliseconds: Int64, http: String, patreon: String) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(instant.httpDate == http)
        #expect(instant.patreonText == patreon)
    }

    @Test func `every day of four centuries is Foundation's`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: Int64(-25_567), to: 146_097 - 25_567, by: 13) {
            let instant = Instant(seconds: day * 86_400 + 3661)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second, .weekday], from: instant.date)
            let ours = instant.calendar
            #expect([ours.year, ours.month, ours.day] == [parts.year, parts.month, parts.day])
            #expect([ours.hour, ours.minute, ours.second] == [parts.hour, parts.minute, parts.second])
            #expect(ours.weekday + 1 == parts.weekday)
        }
    }

    @Test func `times are compared and moved by the millisecond`() {
        let instant = Instant(seconds: 10)
        #expect(instant.advanced(bySeconds: -1) == Instant(milliseconds: 9000))
        #expect(instant.advanced(byMilliseconds: 1) > instant)
        #expect(instant.advanced(byMilliseconds: 999).seconds == 10)
    }

    @Test func `time stops where counting ends`() {
        let (first, last) = (Instant(milliseconds: .min), Instant(milliseconds: .max))
        let now = Instant(seconds: 1_800_000_000)
        for seconds: Int64 in [.max, .max / 1000] { #expect(now.advanced(bySeconds: seconds) == last) }
        #expect(now.advanced(bySeconds: .min) == first)
        #expect(now.advanced(byMilliseconds: .max) == last)
        #expect(last.advanced(byMilliseconds: 1) == last)
        #expect(first.advanced(byMilliseconds: -1) == first)
        #expect(last.isoText.contains("-08-17T07:12:55.807Z"))
    }

    @Test(arguments: [0.0, 1.9996, -0.0004, 1_800_000_000.123])
    func `a date becomes the last whole millisecond before it`(seconds: Double) {
        let date = Date(timeIntervalSince1970: seconds)
        let instant = Instant(date)
        #expect(Double(instant.milliseconds) <= date.timeIntervalSince1970 * 1000)
        #expect(Double(instant.milliseconds) > date.timeIntervalSince1970 * 1000 - 1)
    }
}
