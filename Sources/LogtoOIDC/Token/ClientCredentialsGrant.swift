import Core
import HTTPTypes
import Logto
import OAuth
import Storage
import Web

/// `grant_type=client_credentials`: a machine asks for itself (RFC 6749 §4.4; spec `logto-oidc.md` §11.6).
struct ClientCredentialsGrant: Sendable {
    let parameters: FormParameters
    let application: LogtoApplication
    let provider: OIDCProvider

    func authorize(in db: Transaction) throws -> GrantOutcome {
        let organization = self.parameters.present("organization_id").map { ID<Organization>($0) }
        if let organization, try !db.isMember(self.application.id, of: organization) {
            throw OIDCError(
                OAuthError(.accessDenied, "app has not associated with the organization"), status: .forbidden)
        }
        let indicators = try self.indicators(in: db, organization: organization)
        if let organization, indicators.isEmpty {
            let available = try db.organizationScopeNames(of: self.application.id, in: organization)
            return self.authorized(
                Organization.audience(of: organization), scopes: available.filter(self.requestedScopes.contains),
                lifetime: SignedAccessToken.organizationLifetime)
        }
        let servers = try indicators.map { indicator in
            try ResourceIndicator.check(indicator)
            let server = try db.resourceServer(
                indicator, user: nil, application: self.application, organization: organization)
            guard let server else { throw OAuthError.unknownResource }
            return server
        }
        guard let server = servers.first else {
            throw OAuthError.invalidTarget("both `resource` and `organization_id` are not provided")
        }
        guard servers.count == 1 else {
            throw OAuthError.invalidTarget(
                "only a single resource indicator value is supported for this grant type")
        }
        let scopes = self.requestedScopes.filter(server.scopes.contains)
        return self.authorized(
            server.indicator, scopes: scopes.isEmpty ? nil : scopes, lifetime: server.accessTokenLifetime,
            claims: ["organization_id": organization.map { .string($0.value) }])
    }

    /// The default API stands in only where nothing is named, no organization either.
    private func indicators(in db: Transaction, organization: ID<Organization>?) throws -> [String] {
        let named = self.parameters.present(all: "resource")
        guard named.isEmpty, organization == nil else { return named }
        return try db.defaultResource().map { [$0.indicator] } ?? []
    }

    private var requestedScopes: [String] { Scope(parsing: self.parameters["scope"] ?? "").names }

    private func authorized(
        _ audience: String, scopes: [String]?, lifetime: Int64, claims: JSON = [:]
    ) -> GrantOutcome {
        .authorized(
            Authorization(
                access: .signed(
                    SignedAccessToken(
                        subject: self.application.id.value, clientID: self.application.id, audience: audience,
                        scopes: scopes, claims: claims, issuedAt: self.provider.time.now, lifetime: lifetime))))
    }
}
