import Core
import Foundation
import Testing

@Suite struct JSONWritingTests {
    private let example: JSON = [
        "z": 1, "a": ["b": .array([1, .double(2.5), true, .null, "x"]), "c": .object([])], "left out": nil,
        "empty": .array([]),
    ]

    @Test func `members keep their order, and those without a value are left out`() {
        #expect(self.example.text() == #"{"z":1,"a":{"b":[1,2.5,true,null,"x"],"c":{}},"empty":[]}"#)
    }

    @Test func `the spaced style is Python's`() {
        #expect(
            self.example.text(.spaced) == #"{"z": 1, "a": {"b": [1, 2.5, true, null, "x"], "c": {}}, "empty": []}"#)
    }

    @Test(arguments: [
        ("\"", #"\""#), ("\\", #"\\"#), ("/", "/"), ("\u{8}\u{C}\n\r\t", #"\b\f\n\r\t"#), ("\r\n", #"\r\n"#),
        ("\u{0}\u{1}\u{1F}\u{7F}", "\\u0000\\u0001\\u001f\u{7F}"), ("Zoë 山田 😀", "Zoë 山田 😀"),
        ("\u{2028}\u{FEFF}\u{FFFD}", "\u{2028}\u{FEFF}\u{FFFD}"), ("\"\u{301}", "\\\"\u{301}"),
        ("\n\u{301}", "\\n\u{301}"),
    ])
    func `a string is escaped by unicode scalar, as JavaScript does it`(text: String, escaped: String) {
        #expect(Array(JSON.string(text).text().utf8) == Array("\"\(escaped)\"".utf8))
        #expect(Array(JSON.object([JSON.Member(text, 1)]).text().utf8) == Array("{\"\(escaped)\":1}".utf8))
    }

    @Test(arguments: [
        (JSON.int(.max), "9223372036854775807"), (.int(.min), "-9223372036854775808"), (.double(0.1), "0.1"),
        (.double(.infinity), "null"), (.double(.nan), "null"), (.double(1e300), "1e+300"),
    ])
    func `numbers are JSON's, and what is none is null`(number: JSON, text: String) {
        #expect(number.text() == text)
    }

    @Test func `what is written is what another parser reads`() throws {
        let value: JSON = [
            "text": .string(String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init)))),
            "numbers": .array([7, .double(.leastNonzeroMagnitude), .double(-Double.greatestFiniteMagnitude)]),
        ]
        let read = try JSONSerialization.jsonObject(with: Data(value.text(.spaced).utf8)) as? [String: Any]
        #expect(read?["text"] as? String == value["text"]?.string)
        #expect(read?["numbers"] as? [Double] == [7, .leastNonzeroMagnitude, -Double.greatestFiniteMagnitude])
        #expect(try JSON(parsing: value.text()) == value)
    }

    @Test func `members can be added behind`() {
        let value: JSON = ["b": 1]
        #expect(value.adding(["a": 2]).text() == #"{"b":1,"a":2}"#)
        #expect(value.adding(["b": 2])["b"] == 2)
    }
}
