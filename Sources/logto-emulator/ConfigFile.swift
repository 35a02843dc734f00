import Core
import Foundation

/// A configuration on disk.
struct ConfigFile {
    let path: String
    private let bytes: Data

    /// - Throws: ``Failure``.
    init(_ path: String) throws {
        self.path = path
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure.configuration(
                "The configuration \(path) cannot be read: name a readable file with --config.")
        }
        self.bytes = bytes
    }

    /// - Throws: ``Failure``, with every problem on a line of its own.
    func config(listening: Origins) throws -> Config {
        do throws(ConfigProblems) {
            return try Config(text: self.bytes, listening: listening)
        } catch {
            throw Failure.configuration(error.problems.map { "\(self.path): \($0)" }.joined(separator: "\n"))
        }
    }
}
