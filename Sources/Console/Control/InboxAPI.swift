import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `GET` and `DELETE /control/inbox`: the e-mails and text messages that Logto would have sent.
struct InboxAPI: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/inbox", use: self.list)
            .delete("control/inbox", use: self.empty)
    }

    private static let parameters = ["to", "usageType"]

    /// The newest first; `to` and `usageType` narrow it down.
    @Sendable private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let query = request.queryParameters
        if let other = query.pairs.map(\.name).first(where: { !Self.parameters.contains($0) }) {
            throw ConsoleError(
                .badRequest,
                "\"\(other)\" is not known here; there may be: \(Self.parameters.joined(separator: ", ")).")
        }
        let purpose = try query["usageType"].map { text in
            guard let purpose = MessagePurpose(rawValue: text) else {
                let all = MessagePurpose.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConsoleError(.badRequest, "\"usageType\" is \"\(text)\"; it must be one of: \(all).")
            }
            return purpose
        }
        let messages = try await self.parts.store.read { try $0.messages(to: query["to"], for: purpose) }
        return .json(.array(messages.map(\.json)))
    }

    @Sendable private func empty(_ request: Request, _ context: WebContext) async throws -> Response {
        try await self.parts.store.transaction { try $0.deleteMessages() }
        return Response(status: .noContent)
    }
}

extension Message {
    fileprivate var json: JSON {
        [
            "id": .int(self.id ?? 0), "type": .string(self.address.connectorKind.rawValue),
            "to": .string(self.address.value), "usageType": .string(self.purpose.rawValue),
            "code": .nullable(self.code), "subject": .nullable(self.subject), "content": .nullable(self.content),
            "payload": self.payload, "connectorId": .string(self.connectorID.value),
            "sentAt": .string(self.sentAt.isoText),
        ]
    }
}
