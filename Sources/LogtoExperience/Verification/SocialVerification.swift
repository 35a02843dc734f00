import Core
import HTTPTypes
import Logto
import Storage

/// Proofs by an account at a provider: the way there and back (spec `logto-oidc.md` §9.1, steps 3 and 7, and §9.2).
struct SocialVerification: Sendable {
    let parts: ExperienceParts

    struct Begun: Sendable {
        let verificationID: String
        let authorizationURI: String
    }

    /// The browser is to be sent to a provider.
    ///
    /// - Throws: 400 `session.insufficient_info`, 404 `entity.not_found`, 400 `connector.unexpected_type`,
    ///   `connector.invalid_config`.
    func begin(
        _ connectorID: ID<LogtoConnector>, state: String, redirectURI: String, in session: inout ExperienceSession
    ) throws -> Begun {
        guard !state.isEmpty, !redirectURI.isEmpty else { throw LogtoError("session.insufficient_info") }
        guard let connector = try session.context.db.connector(connectorID) else {
            throw LogtoError("entity.not_found", .notFound)
        }
        guard connector.kind == .social else { throw LogtoError("connector.unexpected_type") }
        let patreon = try self.parts.patreonConnector(connector)
        let record = try session.apply { $0.beginSocial(connectorID, redirectURI: redirectURI, in: $1) }
        return Begun(
            verificationID: record.id,
            authorizationURI: patreon.authorizationURI(state: state, redirectURI: redirectURI))
    }

    /// The browser is back: finds out whose account it is.
    ///
    /// - Parameter data: what the provider said, as the page read it from its address.
    /// - Throws: the codes of §9.5; `Outbound.Failure`, which Logto answers with 500.
    func verify(
        _ verificationID: String, of connectorID: ID<LogtoConnector>, data: JSON, in uid: String
    ) async throws {
        let begun = try await self.parts.inSession(uid) { session in
            try session.experience.checkSocial(verificationID, of: connectorID)
            let connector = try session.context.db.socialConnector(connectorID)
            guard let code = data["code"]?.string else {
                throw LogtoError("connector.authorization_failed", .unauthorized, data: data)
            }
            let patreon = try self.parts.patreonConnector(connector)
            return (patreon, code, try session.apply { experience, _ in try experience.takeConnectorSession() })
        }
        let (patreon, code, redirectURI) = begun
        let profile = try await patreon.profile(code: code, redirectURI: redirectURI)
        try await self.parts.inSession(uid) { session in
            try session.apply { experience, _ in
                try experience.finishSocial(verificationID, of: connectorID, as: profile)
            }
        }
    }
}

extension ExperienceParts {
    func patreonConnector(_ connector: LogtoConnector) throws(LogtoError) -> PatreonConnector {
        try PatreonConnector(config: connector.config, origin: self.origins.patreon, outbound: self.outbound)
    }
}
