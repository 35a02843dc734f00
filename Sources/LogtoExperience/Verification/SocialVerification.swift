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
        _ connectorID: ID<LogtoConnector>, state: String, redirectURI: String, scope: String? = nil,
        in session: inout ExperienceSession
    ) throws -> Begun {
        AuditTrail.current?.begin(
            step: "Verification.Social.Create", of: try session.experience.event,
            [
                "connectorId": .string(connectorID.value), "state": .string(state),
                "redirectUri": .string(redirectURI), "scope": scope.map(JSON.string),
            ])
        guard !state.isEmpty, !redirectURI.isEmpty else { throw LogtoError("session.insufficient_info") }
        guard let connector = try session.context.db.connector(connectorID) else {
            throw LogtoError("entity.not_found", .notFound)
        }
        let address = try self.parts.socialConnector(connector)
            .authorizationURI(state: state, redirectURI: redirectURI, scope: scope)
        let record = try session.apply { $0.beginSocial(connectorID, redirectURI: redirectURI, in: $1) }
        return Begun(verificationID: record.id, authorizationURI: address)
    }

    /// What the provider is to be asked.
    struct Return: Sendable {
        fileprivate let connectorID: ID<LogtoConnector>
        fileprivate let verificationID: String
        fileprivate let connector: SocialConnector
        fileprivate let answer: JSON
        fileprivate let redirectURI: String

        /// Asks the provider whose account it is.
        ///
        /// - Throws: the codes of §9.5; `Outbound.Failure`, which Logto answers with 500.
        func profile() async throws -> SocialProfile {
            do {
                return try await self.connector.profile(self.answer, redirectURI: self.redirectURI)
            } catch let refusal as LogtoError {
                AuditTrail.current?.fail(refusal)
                throw refusal
            } catch {
                AuditTrail.current?.fail(["message": "Internal server error."])
                throw error
            }
        }
    }

    /// The browser is back.
    ///
    /// - Parameter data: what the provider said, as the page read it from its address.
    /// - Throws: the codes of §9.5.
    func `return`(
        to verificationID: String, of connectorID: ID<LogtoConnector>, data: JSON, in session: inout ExperienceSession
    ) throws -> Return {
        AuditTrail.current?.begin(
            step: "Verification.Social.Submit", of: try session.experience.event,
            [
                "connectorId": .string(connectorID.value), "verificationId": .string(verificationID),
                "connectorData": data,
            ])
        try session.experience.checkSocial(verificationID, of: connectorID)
        let connector = try self.parts.socialConnector(try session.context.db.socialConnector(connectorID))
        try connector.check(data)
        let redirectURI = try session.apply { experience, _ in
            do throws(LogtoError) {
                return try experience.takeConnectorSession()
            } catch {
                guard connector.needsSession else { return "" }
                throw error
            }
        }
        return Return(
            connectorID: connectorID, verificationID: verificationID, connector: connector, answer: data,
            redirectURI: redirectURI)
    }

    /// The provider has said whose account it is.
    func finish(_ return: Return, as profile: SocialProfile, in session: inout ExperienceSession) throws {
        try session.apply { experience, _ in
            try experience.finishSocial(`return`.verificationID, of: `return`.connectorID, as: profile)
        }
    }
}

extension ExperienceParts {
    func socialConnector(_ connector: LogtoConnector) throws(LogtoError) -> SocialConnector {
        try SocialConnector(
            connector, patreon: self.origins.patreon, outbound: self.outbound, entropy: self.entropy)
    }
}
