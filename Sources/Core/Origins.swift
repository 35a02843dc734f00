/// The three public origins that a world answers on, without a trailing slash.
package struct Origins: Equatable, Sendable {
    package var logto: String
    package var patreon: String
    package var console: String

    package init(logto: String, patreon: String, console: String) {
        self.logto = logto
        self.patreon = patreon
        self.console = console
    }

    /// Where the program listens unless it is told otherwise.
    package static let standard = Origins(
        logto: "http://localhost:3001", patreon: "http://localhost:3003", console: "http://localhost:3002")

    /// The issuer of Logto's tokens.
    package var issuer: String { self.logto + "/oidc" }

    /// Where Patreon sends the browser back to: the redirect URI to register there.
    package func callback(_ connector: ID<LogtoConnector>) -> String {
        "\(self.logto)/callback/\(connector)"
    }

    /// Replaces `${logto}`, `${patreon}` and `${console}`.
    package func substitute(in text: String) -> String {
        guard text.contains("${") else { return text }
        return
            text
            .replacing("${logto}", with: self.logto)
            .replacing("${patreon}", with: self.patreon)
            .replacing("${console}", with: self.console)
    }
}
