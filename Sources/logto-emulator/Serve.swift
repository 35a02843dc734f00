import ArgumentParser
import Core
import Emulator
import Foundation
import Logging
import Storage
import Web

/// `logto-emulator serve`: runs a world until it is told to end.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve Logto, Patreon and the console (the default).")

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

    @Option(help: "A file to write when all origins answer: {logto, patreon, console, pid}.")
    var readyFile: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    @Option(help: "text or json, on standard error.")
    var logFormat = LogFormat.text

    func validate() throws {
        for (name, port) in [("logto", self.logtoPort), ("patreon", self.patreonPort), ("console", self.consolePort)]
        where !(0...65535).contains(port) {
            throw ValidationError("--\(name)-port is \(port); a port is a number from 0 to 65535.")
        }
        if !self.host.hasPrefix("127."), !self.allowRemote {
            throw ValidationError(
                "--host \(self.host) lets other machines in, where anyone may sign in as anyone: add --allow-remote "
                    + "if that is what you want.")
        }
    }

    func run() async throws {
        try await ending {
            let file = try ConfigFile(self.config)
            // Said before a port is taken or a file is made.
            _ = try file.config(listening: .standard)
            let ports = try Server.Ports(
                host: self.host, logto: self.logtoPort, patreon: self.patreonPort, console: self.consolePort)
            let world = try await self.world(file.config(listening: ports.origins), on: ports)
            let logger = self.logFormat.logger(level: self.logLevel)
            try await Server(world, on: ports, logger: logger).run { self.announce(world.origins, logger) }
            try world.store.close()
        }
    }

    private func world(_ config: Config, on ports: Server.Ports) async throws -> World {
        let store = self.database == ":memory:" ? try Store.inMemory() : try Store.open(self.database)
        if self.reset {
            try await store.transaction { try $0.deleteEverythingButKeys() }
        }
        do {
            return try await World(
                config: config, listening: ports.origins, store: store, clock: AdjustableTime(), entropy: .system,
                outbound: .http)
        } catch  where error.isUniqueViolation {
            throw Failure.configuration(
                "The configuration \(self.config) gives someone a username, address or vanity that another one in the "
                    + "database \(self.database) has: change it, or begin anew with --reset.")
        } catch {
            throw StoreError(error, path: self.database)
        }
    }

    private func announce(_ origins: Origins, _ logger: Logger) {
        let lines = [
            "Logto    \(origins.logto)", "Console  \(origins.console)", "Patreon  \(origins.patreon)",
        ]
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
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
