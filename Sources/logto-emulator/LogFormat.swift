import ArgumentParser
import Emulator
import Logging

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// How the log is written.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json

    func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "logto-emulator") { label in
            switch self {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler(label: label)
            }
        }
        logger.logLevel = level
        return logger
    }
}
