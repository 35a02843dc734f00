import Core
import Emulator
import Logging
import Synchronization
import Testing

@Suite struct JSONLogHandlerTests {
    private let lines = Lines()

    private var logger: Logger {
        let lines = self.lines
        return Logger(label: "test") { label in JSONLogHandler(label: label) { lines.append($0) } }
    }

    @Test func `an entry is a line of JSON in a fixed order`() throws {
        self.logger.warning(
            "refused",
            metadata: [
                "uri": "http://a\n\"b\"", "count": .stringConvertible(3), "list": ["x", ["y": "z"]],
            ])
        let text = try #require(self.lines.all.first)
        #expect(self.lines.all.count == 1)
        #expect(text.hasSuffix("}\n"))
        #expect(text.dropLast().contains("\n") == false)
        let json = try JSON(parsing: text)
        #expect(json.members?.map(\.name) == ["time", "level", "label", "message", "metadata"])
        #expect(json["level"] == "warning")
        #expect(json["label"] == "test")
        #expect(json["message"] == "refused")
        let metadata: JSON = ["count": "3", "list": .array(["x", ["y": "z"]]), "uri": "http://a\n\"b\""]
        #expect(json["metadata"] == metadata)
        #expect(json["time"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00/) != nil)
    }

    @Test func `the logger's own metadata is there as well, and an entry's counts more`() throws {
        var logger = self.logger
        logger[metadataKey: "a"] = "1"
        logger[metadataKey: "b"] = "2"
        #expect(logger[metadataKey: "a"] == "1")
        logger.info("said", metadata: ["b": "3"])
        let metadata: JSON = ["a": "1", "b": "3"]
        #expect(try JSON(parsing: self.lines.all.joined())["metadata"] == metadata)
    }

    @Test func `without metadata there is no member for it`() throws {
        self.logger.info("said")
        #expect(try JSON(parsing: self.lines.all.joined())["metadata"] == nil)
    }

    @Test func `what is below the level is not written`() {
        self.logger.debug("said")
        #expect(self.lines.all.isEmpty)
    }
}

private final class Lines: Sendable {
    private let state = Mutex<[String]>([])

    var all: [String] { self.state.withLock { $0 } }

    func append(_ line: String) {
        self.state.withLock { $0.append(line) }
    }
}
