import Core
import Hummingbird
import Storage
import Web

/// `/inbox`: the e-mails and text messages that Logto would have sent, for people.
struct InboxPage: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("inbox", use: self.show)
            .post("inbox", use: self.empty)
    }

    /// The model of the template `console-inbox`.
    private struct Model: Encodable, Sendable {
        struct Entry: Encodable, Sendable {
            let id: String
            let to: String
            let kind: String
            let purpose: String
            let sentAt: String
            let code: String?
            let subject: String?
            let content: String?
            let payload: String
        }

        let messages: [Entry]
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let messages = try await self.parts.store.read { try $0.messages() }
        let model = Model(
            messages: messages.map { message in
                Model.Entry(
                    id: "\(message.id ?? 0)", to: message.address.value,
                    kind: message.address.connectorKind == .email ? "E-mail" : "Text message",
                    purpose: message.purpose.rawValue, sentAt: message.sentAt.isoText, code: message.code,
                    subject: message.subject, content: message.content, payload: message.payload.text(.spaced))
            })
        return self.parts.pages.response("console-inbox", model, in: PageFrame(surface: .console, title: "Inbox"))
    }

    /// What the button under the list does.
    @Sendable private func empty(_ request: Request, _ context: WebContext) async throws -> Response {
        try await self.parts.store.transaction { try $0.deleteMessages() }
        return .redirect(to: "/inbox")
    }
}
