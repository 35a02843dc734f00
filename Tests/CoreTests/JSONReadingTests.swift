import Core
import Testing

@Suite struct JSONReadingTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("1.0", 1), ("1e2", 100),
            ("-12.5", .double(-12.5)), ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9223372036854775808)), ("\"\"", ""),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u00eb\ud83d\ude00\u0000""#, "ë😀\u{0}"), ("\"Zoë 山田 😀\"", "Zoë 山田 😀"), ("[]", .array([])), ("{}", [:]),
            (#"[1,[2,{"a":[]}],"x",null]"#, .array([1, .array([2, ["a": .array([])]]), "x", .null])),
            ("\t{\r\n \"a\" : 1 }\n", ["a": 1]), (#"{"":{"":""}}"#, ["": ["": ""]]),
        ] as [(String, JSON)])
    func `a value is read as what it is`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test func `a number keeps its kind, and a Boolean is no number`() throws {
        let list = try #require(try JSON(parsing: "[1, 1.5, true, \"1\", 0]").array)
        #expect(list.map(\.int) == [1, nil, nil, nil, 0])
        #expect(list.map(\.bool) == [nil, nil, true, nil, nil])
        #expect(list.map(\.string) == [nil, nil, nil, "1", nil])
    }

    @Test(arguments: [
        ("1.0", "1"), ("1e2", "100"), ("-0.0", "0"), ("1.50", "1.5"), ("1e18", "1000000000000000000"),
        ("2.5e1", "25"), ("1e300", "1e+300"),
    ])
    func `a whole number is one however it is written, as in JavaScript`(text: String, written: String) throws {
        #expect(try JSON(parsing: text).text() == written)
        #expect((try JSON(parsing: text).int != nil) == !written.contains { ".e".contains($0) })
    }

    @Test func `members keep their order`() throws {
        let text = #"{"z":1,"a":{"y":2,"b":3},"m":[]}"#
        #expect(try JSON(parsing: text).text() == text)
    }

    @Test func `objects are equal in any order of their members`() throws {
        let value: JSON = ["a": .array([["c": 3, "d": 2]]), "b": 1]
        #expect(try JSON(parsing: #"{"b":1,"a":[{"d":2,"c":3}]}"#) == value)
        #expect(try JSON(parsing: #"{"a":1}"#) != value)
        #expect(try JSON(parsing: "[1,2]") != .array([2, 1]))
        #expect(JSON.int(1) == .double(1))
        #expect(JSON.int(1) != true)
    }

    @Test(arguments: [
        "", " ", "{", "[", "]", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}", "nul", "tru", "01", "+1", "1.", ".5",
        "1e",
        "0x10", "NaN", "Infinity", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "1 2", "{} {}", "[1]x", "//\n1", "\u{FEFF}x",
    ])
    func `what is not JSON is refused, in words`(text: String) {
        let error = #expect(throws: (any Error).self) { _ = try JSON(parsing: text) }
        #expect(error.map(JSON.reason)?.isEmpty == false)
    }
}
