import Core
import Foundation

/// The release program on free ports, and its end.
final class RunningProgram {
    let origins: Origins
    private let process: Process

    init(_ program: String, folder: URL, database: String) throws {
        let ready = folder.appending(path: "ready-\(UUID().uuidString).json")
        self.process = try Self.start(
            program,
            [
                "--database", folder.appending(path: database).path(), "--logto-port", "0", "--patreon-port", "0",
                "--console-port", "0", "--ready-file", ready.path(),
            ])
        let deadline = Date().addingTimeInterval(10)
        while !FileManager.default.fileExists(atPath: ready.path()) {
            guard self.process.isRunning, Date() < deadline else { throw DidNotStart() }
            usleep(1000)
        }
        let json = try JSON(parsing: Data(contentsOf: ready))
        self.origins = Origins(
            logto: json["logto"]?.string ?? "", patreon: json["patreon"]?.string ?? "",
            console: json["console"]?.string ?? "")
    }

    struct DidNotStart: Error {}

    static func start(_ program: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["serve"] + arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return process
    }

    func end() {
        self.process.terminate()
        self.process.waitUntilExit()
    }

    /// What the process holds of the machine's memory.
    var residentMebibytes: Double {
        let status = (try? String(contentsOfFile: "/proc/\(self.process.processIdentifier)/status", encoding: .utf8))
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (Double(line.filter(\.isNumber)) ?? 0) / 1024
    }
}
