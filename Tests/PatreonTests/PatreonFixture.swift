import Core
import Foundation
import Testing

/// Answers with the members that Patreon documents, and as we send them: `Fixtures/Patreon`.
enum PatreonFixture {
    static func json(_ name: String, file: String = #filePath) throws -> JSON {
        try JSON(parsing: Data(contentsOf: self.url(name, file)))
    }

    static func text(_ name: String, file: String = #filePath) throws -> String {
        try String(contentsOf: self.url(name, file), encoding: .utf8)
    }

    /// Compares an answer with the one that is kept, or keeps it, where `RECORD_SNAPSHOTS` is set.
    static func expect(
        _ answer: JSON, is name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            let value = try JSONSerialization.jsonObject(with: Data(answer.text().utf8))
            let text = try JSONSerialization.data(
                withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
            try (text + Data("\n".utf8)).write(to: self.url(name, file))
        }
        #expect(answer == (try self.json(name, file: file)), sourceLocation: sourceLocation)
    }

    private static func url(_ name: String, _ file: String) -> URL {
        let root = URL(filePath: file).deletingLastPathComponent().appending(path: "../..").standardized
        return root.appending(path: "Fixtures/Patreon/\(name)")
    }
}
