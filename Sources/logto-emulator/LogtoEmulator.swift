import ArgumentParser
import Core

/// The command line.
@main
struct LogtoEmulator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Product.name,
        abstract: "Stands in for Logto and Patreon, offline: an app's whole sign-in on one machine.",
        version: Product.version,
        subcommands: [Serve.self, Check.self],
        defaultSubcommand: Serve.self)
}
