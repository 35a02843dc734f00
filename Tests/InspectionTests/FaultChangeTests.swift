import Core
import Inspection
import Testing

struct FaultChangeTests {
    private static let json: JSON = ["a": ["b": [["c": 1], ["c": 2]], "d": "x"], "e": .null]

    @Test(arguments: [
        ("a.d", JSON.null, #"{"a":{"b":[{"c":1},{"c":2}],"d":null},"e":null}"#),
        ("a.b.1.c", 3, #"{"a":{"b":[{"c":1},{"c":3}],"d":"x"},"e":null}"#),
        ("a.new", true, #"{"a":{"b":[{"c":1},{"c":2}],"d":"x","new":true},"e":null}"#),
        ("a.b.0", JSON.array([]), #"{"a":{"b":[[],{"c":2}],"d":"x"},"e":null}"#),
        ("a.b.2", 1, nil), ("a.b.-1", 1, nil), ("a.b.x", 1, nil), ("a.d.x", 1, nil), ("n.o", 1, nil), ("", 1, nil),
        ("...", 1, nil),
    ])
    func `a member is set where its path leads`(path: String, value: JSON, expected: String?) {
        let change = FaultChange(settings: [FaultChange.Setting(path: path, value: value)])
        #expect(change.applied(to: Self.json).text() == expected ?? Self.json.text())
    }

    @Test(arguments: [
        ("a.b", #"{"a":{"d":"x"},"e":null}"#), ("a.b.0", #"{"a":{"b":[{"c":2}],"d":"x"},"e":null}"#),
        ("e", #"{"a":{"b":[{"c":1},{"c":2}],"d":"x"}}"#), ("f", nil), ("a.b.7", nil), ("", nil),
    ])
    func `or taken away`(path: String, expected: String?) {
        #expect(FaultChange(removals: [path]).applied(to: Self.json).text() == expected ?? Self.json.text())
    }
}
