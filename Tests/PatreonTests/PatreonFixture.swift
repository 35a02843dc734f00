import Core
import Foundation

/// Answers with the members that Patreon documents, and as we send them: `Fixtures/Patreon`.
enum PatreonFixture {
    static func json(_ name: String, file: String = #filePath) throws -> JSON {
        let root = URL(filePath: file).deletingLastPathComponent().appending(path: "../..").standardized
        return try JSON(parsing: Data(contentsOf: root.appending(path: "Fixtures/Patreon/\(name)")))
    }
}
