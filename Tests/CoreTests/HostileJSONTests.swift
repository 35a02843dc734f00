import Core
import Testing

@Suite struct HostileJSONTests {
    @Test(arguments: ["[", "{\"a\":", "[{\"a\":", "[[],"])
    func `nesting without end is refused, not followed`(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        let error = #expect(throws: (any Error).self) { _ = try JSON(parsing: text) }
        #expect(error.map(JSON.reason)?.isEmpty == false)
    }

    @Test func `nesting that is closed is refused as well, and a reasonable depth is read and written`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: (any Error).self) { _ = try JSON(parsing: nested(100_000)) }
        #expect(try JSON(parsing: nested(500)).text() == nested(500))
    }

    @Test(arguments: [
        "1e400", "-1e400", "1e99999999999999999999", String(repeating: "9", count: 10_000),
        "0." + String(repeating: "0", count: 10_000) + "1", "1e-400",
    ])
    func `a number beyond all measure is a number or refused`(text: String) {
        guard let value = try? JSON(parsing: text) else { return }
        switch value {
        case .int, .double: break
        default: Issue.record("\(text.prefix(20)) is \(value)")
        }
    }

    @Test(arguments: [
        [0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x7B, 0x22, 0x80, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x00], [0x22, 0x00, 0x22], [0xFE, 0xFF, 0x00, 0x31],
    ])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: (any Error).self) { _ = try JSON(parsing: bytes) }
    }

    @Test(arguments: [#""\ud83d""#, #""\ude00""#, #""\ud83d\ud83d""#, #""\ud83dx""#])
    func `half a surrogate pair is refused or replaced, and never kept`(text: String) {
        guard let value = try? JSON(parsing: text) else { return }
        #expect(value.string?.contains("\u{FFFD}") == true)
    }

    @Test func `of a member that is given twice the last value counts, as in JavaScript`() throws {
        let value = try JSON(parsing: #"{"a":1,"b":2,"a":3}"#)
        #expect(value.text() == #"{"a":3,"b":2}"#)
    }

    @Test func `a large document is read to its end`() throws {
        let text = "[" + Array(repeating: #"{"a":[1,true,"x"],"b":null}"#, count: 4000).joined(separator: ",") + "]"
        #expect(try JSON(parsing: text).text() == text)
    }

    /// From sixteen members on a name is looked up, and no longer sought along the list.
    @Test(arguments: [1, 15, 16, 17, 200])
    func `an object of many members has each name once, where it was given first`(count: Int) throws {
        let names = (1...count).map { "name \($0)" }
        let members = names.map { "\"\($0)\":1" } + names.reversed().map { "\"\($0)\":\"\($0) again\"" }
        let read = try #require(try JSON(parsing: "{\(members.joined(separator: ","))}").members)
        #expect(read.map(\.name) == names)
        #expect(read.map(\.value.string) == names.map { "\($0) again" })
    }
}
