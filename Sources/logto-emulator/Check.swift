import ArgumentParser
import Core
import Emulator
import Foundation

/// `logto-emulator check`: every problem of a configuration at once, and whether the redirect URIs of both hops fit.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report every problem of a configuration, and check the redirect URIs of both hops.")

    @Option(help: "The configuration to check.")
    var config = "config.json"

    func run() async throws {
        try await ending {
            let file = try ConfigFile(self.config)
            let config = try file.config(listening: .standard)
            let findings = RedirectCheck(config, origins: config.origins(listening: .standard)).findings
            guard findings.isEmpty else {
                throw Failure.configuration(findings.map { "\(file.path): \($0)" }.joined(separator: "\n"))
            }
            print("\(file.path) is in order.")
        }
    }
}
