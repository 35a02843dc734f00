import Core
import HTTPTypes
import Web

/// What a connector for social sign-in does on the way to its provider and back, whatever its make.
package struct SocialConnector: Sendable {
    private let connector: LogtoConnector
    private let patreon: String
    private let outbound: Outbound
    private let entropy: Entropy

    /// - Parameter patreon: where Patreon is.
    /// - Throws: 400 `connector.unexpected_type` for one that sends messages.
    package init(
        _ connector: LogtoConnector, patreon: String, outbound: Outbound, entropy: Entropy
    ) throws(LogtoError) {
        guard connector.kind == .social else { throw LogtoError("connector.unexpected_type") }
        self.connector = connector
        self.patreon = patreon
        self.outbound = outbound
        self.entropy = entropy
    }

    private var isMock: Bool { self.connector.factory == LogtoConnector.mockSocialFactory }

    /// Whether it has to know, on the way back, where it sent the browser back to.
    package var needsSession: Bool { !self.isMock }

    /// Where the browser is sent.
    ///
    /// - Parameter scope: in place of the connector's own.
    /// - Throws: `connector.invalid_config`.
    package func authorizationURI(
        state: String, redirectURI: String, scope: String? = nil
    ) throws(LogtoError) -> String {
        self.isMock
            ? try MockSocialConnector(config: self.connector.config)
                .authorizationURI(state: state, redirectURI: redirectURI, scope: scope)
            : try self.patreonConnector()
                .authorizationURI(state: state, redirectURI: redirectURI, scope: scope)
    }

    /// The browser is back.
    ///
    /// - Parameter answer: what the provider said, as the page read it from its address.
    /// - Throws: the connector's refusal of the answer; `connector.invalid_config`.
    package func check(_ answer: JSON) throws(LogtoError) {
        if self.isMock {
            try MockSocialConnector.check(answer)
            _ = try MockSocialConnector(config: self.connector.config)
        } else {
            guard answer["code"]?.string != nil else {
                throw LogtoError("connector.authorization_failed", .unauthorized, data: answer)
            }
            _ = try self.patreonConnector()
        }
    }

    /// Whose account it is.
    ///
    /// - Parameters:
    ///   - answer: one that passed ``check(_:)``.
    ///   - redirectURI: the one that the browser was sent away with.
    /// - Throws: ``LogtoError``, or the outbound failure itself, which Logto answers with 500.
    package func profile(_ answer: JSON, redirectURI: String) async throws -> SocialProfile {
        if self.isMock { return MockSocialConnector.profile(answer, self.entropy) }
        return try await self.patreonConnector().profile(code: answer["code"]?.string ?? "", redirectURI: redirectURI)
    }

    private func patreonConnector() throws(LogtoError) -> PatreonConnector {
        try PatreonConnector(config: self.connector.config, origin: self.patreon, outbound: self.outbound)
    }
}
