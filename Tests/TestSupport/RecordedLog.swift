import Logging
import Synchronization

/// What was logged, for tests to look at.
package final class RecordedLog: Sendable {
    package struct Entry: Sendable {
        package let level: Logger.Level
        package let message: String
        package let metadata: Logger.Metadata
    }

    private let recorded = Mutex<[Entry]>([])

    package init() {}

    package var entries: [Entry] { self.recorded.withLock { $0 } }

    package func entries(_ level: Logger.Level) -> [Entry] { self.entries.filter { $0.level == level } }

    /// Everything as one text, to search for what must not be in it.
    package var text: String {
        self.entries.map { "\($0.level) \($0.message) \($0.metadata)" }.joined(separator: "\n")
    }

    package var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private func record(_ entry: Entry) {
        self.recorded.withLock { $0.append(entry) }
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            self.log.record(
                Entry(
                    level: event.level, message: event.message.description,
                    metadata: self.metadata.merging(event.metadata ?? [:]) { $1 }))
        }
    }
}
