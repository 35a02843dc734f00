import Core
import Foundation
import Logging

/// Writes the log as JSON, a line an entry: for programs that read it.
package struct JSONLogHandler: LogHandler {
    package var logLevel = Logger.Level.info
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let write: @Sendable (_ line: String) -> Void

    /// - Parameter write: takes the lines; standard error unless a test wants them.
    package init(label: String, write: @escaping @Sendable (_ line: String) -> Void = Self.standardError) {
        self.label = label
        self.write = write
    }

    /// Lost, not fatal, when nobody reads any more.
    package static let standardError: @Sendable (_ line: String) -> Void = { line in
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let metadata = self.metadata.merging(event.metadata ?? [:]) { $1 }
        let line: JSON = [
            "time": .string(TimeSource.system.now.patreonText),
            "level": .string(event.level.rawValue),
            "label": .string(self.label),
            "message": .string(event.message.description),
            "metadata": metadata.isEmpty ? nil : metadata.json,
        ]
        self.write(line.text() + "\n")
    }
}

extension Logger.Metadata {
    fileprivate var json: JSON {
        .object(self.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) })
    }
}

extension Logger.MetadataValue {
    fileprivate var json: JSON {
        switch self {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string(value.description)
        case .array(let values): .array(values.map(\.json))
        case .dictionary(let metadata): metadata.json
        }
    }
}
