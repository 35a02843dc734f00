import Core
import Foundation

/// The JSON file that says where a server answers, for whoever started it on free ports.
package enum ReadyFile {
    /// Removes what an earlier run left, and makes sure that there will be a file: whoever waits for it would wait for
    /// ever.
    ///
    /// - Throws: ``StartFailure``.
    package static func prepare(_ path: String) throws(StartFailure) {
        do {
            let probe = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
            try Data().write(to: URL(filePath: probe))
            try FileManager.default.removeItem(atPath: probe)
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        } catch {
            throw .unavailable(
                "The ready file \(path) cannot be written: make its folder, or name another file with --ready-file.")
        }
    }

    /// Writes the file in one step, so that no reader sees half of it.
    package static func write(_ origins: Origins, to path: String) throws {
        let json: JSON = [
            "logto": .string(origins.logto), "patreon": .string(origins.patreon), "console": .string(origins.console),
            "pid": .int(Int64(ProcessInfo.processInfo.processIdentifier)),
        ]
        try Data(json.bytes()).write(to: URL(filePath: path), options: .atomic)
    }
}
