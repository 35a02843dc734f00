import ArgumentParser
import Core
import Emulator
import Foundation
import Logging

/// `logto-emulator serve`: runs a world until it is told to end.
struct Serve: AsyncParsableCommand {
    // Names of their own: the parser would print the types to have them, which a start would wait for.
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve Logto, Patreon and the console (the default).")

    @Option(help: "The configuration: a whole world, declared.")
    var config = "config.json"

    @Option(help: "The SQLite file that keeps the world, or :memory:.")
    var database = "emulator.sqlite"

    @Flag(help: "Begin anew: forget all that the database holds but its keys.")
    var reset = false

    @Option(help: "Logto's port; 0 is any free one.")
    var logtoPort = 3001

    @Option(help: "Patreon's port; 0 is any free one.")
    var patreonPort = 3003

    @Option(help: "The console's port; 0 is any free one.")
    var consolePort = 3002

    @Option(help: "The address to listen on; another than loopback needs --allow-remote.")
    var host = "127.0.0.1"

    @Flag(help: "Let other machines in. Whoever reaches the emulator may sign in as anyone.")
    var allowRemote = false

    @Flag(help: "Let in Logto's own tests without a token (also INTEGRATION_TEST=true); on loopback only.")
    var integrationTest = false

    @Option(help: "A file to write when all origins answer: {logto, patreon, console, pid}.")
    var readyFile: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    @Option(help: "text or json, on standard error.")
    var logFormat = LogFormat.text

    func validate() throws {
        let ports = [("logto", self.logtoPort), ("patreon", self.patreonPort), ("console", self.consolePort)]
        for (name, port) in ports where !(0...65535).contains(port) {
            throw ValidationError("--\(name)-port is \(port); a port is a number from 0 to 65535.")
        }
        let fixed = ports.map(\.1).filter { $0 != 0 }
        if let port = fixed.first(where: { port in fixed.count { $0 == port } > 1 }) {
            throw ValidationError("Port \(port) is given twice; each origin needs one of its own.")
        }
        if self.isIntegrationTest, !self.isLoopback {
            throw ValidationError(
                "--host \(self.host) lets other machines in, who would need no token with --integration-test or "
                    + "INTEGRATION_TEST=true: listen on loopback, or leave that away.")
        }
        if !self.isLoopback, !self.allowRemote {
            throw ValidationError(
                "--host \(self.host) lets other machines in, where anyone may sign in as anyone: add --allow-remote "
                    + "if that is what you want.")
        }
    }

    private var isLoopback: Bool { self.host == "localhost" || self.host.hasPrefix("127.") }

    private var isIntegrationTest: Bool {
        self.integrationTest || Self.environment["INTEGRATION_TEST"] == "true"
    }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    func run() async throws {
        try await ending {
            // Whoever stops reading what it says does not end it.
            signal(SIGPIPE, SIG_IGN)
            let file = try ConfigFile(self.config)
            let ports = try Server.Ports(
                host: self.host == "localhost" ? "127.0.0.1" : self.host, logto: self.logtoPort,
                patreon: self.patreonPort, console: self.consolePort)
            let config = try file.config(listening: ports.origins)
            if let readyFile { try ReadyFile.prepare(readyFile) }
            let world = try await World.open(
                config, listening: ports.origins, database: self.database, reset: self.reset,
                integrationTest: self.isIntegrationTest ? .standard : nil,
                statusKey: Self.environment["STATUS_API_KEY"])
            let logger = self.logFormat.logger(level: self.logLevel)
            try await Server(world, on: ports, logger: logger).run { self.announce(world.origins, logger) }
            try world.close()
        }
    }

    private func announce(_ origins: Origins, _ logger: Logger) {
        let lines = [
            "Logto    \(origins.logto)", "Console  \(origins.console)", "Patreon  \(origins.patreon)",
        ]
        try? FileHandle.standardOutput.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
        guard let readyFile else { return }
        do {
            try ReadyFile.write(origins, to: readyFile)
        } catch {
            logger.error(
                "cannot write the ready file",
                metadata: ["path": .string(readyFile), "error": .string(error.localizedDescription)])
        }
    }
}
