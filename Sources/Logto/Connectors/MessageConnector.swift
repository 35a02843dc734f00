import Core
import HTTPTypes
import Storage

/// Composes messages as one of Logto's connectors does that send e-mail or text messages
/// (spec `logto-management-api.md` §6.8).
package struct MessageConnector: Sendable {
    private let connector: LogtoConnector

    package init(_ connector: LogtoConnector) {
        self.connector = connector
    }

    /// - Throws: `connector.invalid_config`, `connector.template_not_found`.
    package func message(
        to address: MessageAddress, for purpose: MessagePurpose, payload: JSON, at now: Instant
    ) throws(LogtoError) -> Message {
        try self.checkConfig()
        var message = Message(
            address: address, purpose: purpose, payload: payload, connectorID: self.connector.id, sentAt: now)
        guard self.connector.factory != LogtoConnector.alternativeEmailFactory else { return message }
        guard let template = self.template(purpose) ?? self.template(.generic) else {
            throw LogtoError("connector.template_not_found")
        }
        message.subject = template["subject"]?.string.map { Self.fill($0, with: payload) }
        message.content = template["content"]?.string.map { Self.fill($0, with: payload) }
        return message
    }

    /// - Throws: `connector.invalid_config`.
    package func checkConfig() throws(LogtoError) {
        var config = Guard(self.connector.config)
        switch self.connector.factory {
        case LogtoConnector.emailFactory:
            config.string("apiKey")
            config.string("fromEmail")
            config.string("fromName", presence: .optional)
            config.array("templates")
        case LogtoConnector.alternativeEmailFactory:
            for name in ["apiKey", "fromEmail", "fromName"] { config.string(name, presence: .optional) }
            config.array("templates", presence: .optional)
        default:
            for name in ["accountSID", "authToken", "fromMessagingServiceSID"] { config.string(name) }
            config.array("templates")
        }
        try config.finish("connector.invalid_config")
    }

    private func template(_ purpose: MessagePurpose) -> JSON? {
        self.connector.config["templates"]?.array?.first { $0["usageType"]?.string == purpose.rawValue }
    }

    /// Puts `code` or `user.name` of the payload where `{{code}}` and `{{user.name}}` stand; what the payload does not
    /// have stays.
    private static func fill(_ template: String, with payload: JSON) -> String {
        template.replacing(/\{\{\s*([\w.]+)\s*\}\}/) { match in
            let value = match.output.1.split(separator: ".").reduce(payload as JSON?) { $0?[String($1)] }
            return value.map { $0.string ?? $0.text() } ?? String(match.output.0)
        }
    }
}

extension Transaction {
    /// How many messages somebody may get in ``messageWindow`` seconds (spec `logto-oidc.md` §17).
    private static let messageLimit: Int64 = 10
    private static let messageWindow: Int64 = 600

    /// Sends a message, which is to say: lays it into the inbox. Nothing leaves the machine.
    ///
    /// - Returns: why Logto would not have sent it.
    package func send(
        to address: MessageAddress, for purpose: MessagePurpose, payload: JSON, at now: Instant
    ) throws -> LogtoError? {
        let kind = address.connectorKind
        guard let connector = try self.connectors().first(where: { $0.kind == kind }) else {
            return LogtoError("connector.not_found", .notImplemented, values: ["type": kind.rawValue])
        }
        let count = try self.messageCount(to: address, after: now.advanced(bySeconds: -Self.messageWindow))
        if count >= Self.messageLimit { return LogtoError("request.message_rate_limited", .tooManyRequests) }
        do {
            try self.insert(
                try MessageConnector(connector).message(to: address, for: purpose, payload: payload, at: now))
            return nil
        } catch let error as LogtoError {
            return error
        }
    }
}
