import Core
import Foundation

/// The JSON file that says where a server answers, for whoever started it on free ports.
package enum ReadyFile {
    /// Writes the file in one step, so that no reader sees half of it.
    package static func write(_ origins: Origins, to path: String) throws {
        let json: JSON = [
            "logto": .string(origins.logto), "patreon": .string(origins.patreon), "console": .string(origins.console),
            "pid": .int(Int64(ProcessInfo.processInfo.processIdentifier)),
        ]
        try Data(json.text().utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
