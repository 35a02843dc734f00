import Core
import Testing

@Suite("Spans of time and points in it, as ISO 8601 writes them")
struct ISODurationTests {
    @Test(
        arguments: [
            ("PT1H", 3_600_000), ("P3D", 259_200_000), ("P1W", 604_800_000), ("PT90S", 90_000),
            ("P1DT2H3M4.5S", 93_784_500),
            ("PT0.001S", 1), ("PT1,25S", 1250), ("-PT1H", -3_600_000), ("+PT1H", 3_600_000), ("PT0S", 0),
            ("P1W2D", 777_600_000),
        ] as [(String, Int64)])
    func `a duration is so many milliseconds`(text: String, milliseconds: Int64) {
        #expect(ISODuration(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "P", "PT", "P1DT", "1H", "PT1", "P1H", "PT1D", "P1Y", "P1M", "PT-1H", "PT1.5H", "pt1h", " PT1H", "PT1H ",
        "PT1S1M", "P99999999999999999999D", "PT1.1234S", "PT١H", "--PT1H",
    ])
    func `nothing else is one`(text: String) {
        #expect(ISODuration(text) == nil)
    }

    @Test(arguments: ["PT0S", "PT1H", "P3D", "P1DT2H3M4.005S", "-PT1M", "-P1DT0.5S"])
    func `it is written in its shortest form`(text: String) throws {
        let duration = try #require(ISODuration(text))
        let written = text.replacing("0.5S", with: "0.500S")
        #expect(duration.text == written)
        #expect(ISODuration(written) == duration)
    }

    @Test(arguments: [
        ("2027-01-15T08:00:00Z", "2027-01-15T08:00:00.000Z"), ("2027-01-15T08:00:00.1234Z", "2027-01-15T08:00:00.123Z"),
        ("2027-01-15t08:00z", "2027-01-15T08:00:00.000Z"), ("2027-01-15 08:00:00+09:00", "2027-01-14T23:00:00.000Z"),
        ("2027-01-15T08:00:00-08:30", "2027-01-15T16:30:00.000Z"), ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"), ("0000-03-01T00:00:00Z", "0000-03-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"),
    ])
    func `a time is read and written`(text: String, written: String) {
        #expect(Instant(iso8601: text)?.isoText == written)
    }

    @Test(arguments: [
        "", "now", "2027-01-15T08:00:00", "2027-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2027-13-01T00:00:00Z", "2027-00-01T00:00:00Z", "2027-01-00T00:00:00Z", "2027-01-15T24:00:00Z",
        "2027-01-15T08:60:00Z", "2027-01-15T08:00:60Z", "2027-01-15T08:00:00+24:00", "27-01-15T08:00:00Z",
        "2027-01-15T08:00:00.Z", " 2027-01-15T08:00:00Z", "٢٠٢٧-01-15T08:00:00Z",
    ])
    func `nothing else is one`(time: String) {
        #expect(Instant(iso8601: time) == nil)
    }
}
