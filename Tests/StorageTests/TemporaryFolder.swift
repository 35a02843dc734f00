import Foundation
import GRDB

/// A folder of a test's own, gone with the last reference to it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: self.path)
    }

    func file(_ name: String) -> String { "\(self.path)/\(name)" }

    /// What is in the folder, by name.
    var contents: [String: Data] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: self.path)
            return try Dictionary(
                uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: self.file($0)))) })
        }
    }

    /// Works on a database directly, past the store.
    func database<Value>(_ name: String, _ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: self.file(name))
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }
}
