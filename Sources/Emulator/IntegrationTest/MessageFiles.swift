import Core
import Foundation
import Hummingbird
import Logging
import Storage
import Synchronization
import Web

/// Writes what Logto's connectors send to the files in which Logto's tests look for it (spec
/// `logto-management-api.md` §6.8): one for e-mail, one for text messages, each with the last message alone.
final class MessageFiles: RouterMiddleware {
    private let folder: URL
    private let store: Store
    /// The last message that was written, once one was looked for.
    private let last = Mutex<Int64?>(nil)

    init(_ folder: String, store: Store) {
        self.folder = URL(filePath: folder)
        self.store = store
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        let before = try await self.store.read { try $0.newestMessageID() }
        self.last.withLock { $0 = $0 ?? before }
        let response = try await next(request, context)
        try await self.writeNew(context.logger)
        return response
    }

    /// Before the answer, so that whoever waited for that finds the file.
    private func writeNew(_ logger: Logger) async throws {
        let last = self.last.withLock { $0 ?? 0 }
        let new = try await self.store.read { db in
            try db.messages(after: last).map { message in
                // A connector's test is sent before there is one, and names the factory in its place.
                let connector = try db.connector(message.connectorID)
                return (message, connector?.factory ?? message.connectorID.value, connector?.config["templates"])
            }
        }
        for (message, factory, templates) in new {
            let line = Self.line(message, factory, templates)
            do {
                try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
                try Data(line.bytes() + "\n".utf8).write(
                    to: self.folder.appending(path: message.file), options: .atomic)
            } catch {
                logger.error(
                    "message file not written",
                    metadata: ["file": .string(message.file), "error": .string(error.localizedDescription)])
            }
        }
        if let newest = new.last?.0.id { self.last.withLock { $0 = max($0 ?? 0, newest) } }
    }

    private static func line(_ message: Message, _ factory: String, _ templates: JSON?) -> JSON {
        let isPhone = if case .phone = message.address { true } else { false }
        let line: JSON = [
            isPhone ? "phone" : "address": .string(message.address.value),
            "code": message.code.map(JSON.string),
            "type": .string(message.purpose.rawValue),
            "payload": message.payload,
        ]
        guard factory == LogtoConnector.emailFactory else { return line }
        let usages = [message.purpose.rawValue, MessagePurpose.generic.rawValue]
        let template = usages.lazy.compactMap { usage in
            templates?.array?.first { $0["usageType"]?.string == usage }
        }.first
        return line.adding([
            "template": template, "subject": message.subject.map(JSON.string),
            "content": message.content.map(JSON.string),
        ])
    }
}

extension Message {
    fileprivate var file: String {
        switch self.address {
        case .email: "mock_email_record.txt"
        case .phone: "mock_sms_record.txt"
        }
    }
}
