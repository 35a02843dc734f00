import Core
import Storage

/// An API as a token request sees it: who it is, and what may be granted there. The engine's word (spec `logto-oidc.md`
/// §12.5).
package struct ResourceServer: Equatable, Sendable {
    package let indicator: String
    /// The names of the scopes that its tokens can have.
    package let scopes: [String]
    /// Seconds (§12.4).
    package let accessTokenLifetime: Int64
}

extension Transaction {
    /// The API behind an indicator, with the scopes that a user's roles give there, those in organizations among them;
    /// without a user those of the application's roles. `nil` where there is no such API.
    ///
    /// Under the reserved indicator all organization scopes are there: roles count when a token for an organization is
    /// made. A third-party application gets no further than what it may ask for.
    ///
    /// - Parameter organization: leaves the roles of all other organizations out.
    package func resourceServer(
        _ indicator: String, user: ID<LogtoUser>?, application: LogtoApplication, organization: ID<Organization>? = nil
    ) throws -> ResourceServer? {
        let consent = application.isThirdParty ? try self.userConsentScopes(of: application.id) : nil
        if indicator == LogtoResource.organizationsIndicator {
            let scopes = try self.organizationScopes()
                .filter { consent?.organizationScopeIDs.contains($0.id) ?? true }
            return ResourceServer(indicator: indicator, scopes: scopes.map(\.name), accessTokenLifetime: 3600)
        }
        guard let resource = try self.resource(indicator: indicator) else { return nil }
        let names = try self.scopeNames(at: resource.id, user: user, application: application, organization)
        let scopes = try self.scopes(of: resource.id).filter { scope in
            guard names.contains(scope.name) else { return false }
            guard let consent else { return true }
            return (consent.resourceScopeIDs + consent.organizationResourceScopeIDs).contains(scope.id)
        }
        return ResourceServer(
            indicator: indicator, scopes: scopes.map(\.name), accessTokenLifetime: resource.accessTokenTtl)
    }

    private func scopeNames(
        at resource: ID<LogtoResource>, user: ID<LogtoUser>?, application: LogtoApplication,
        _ organization: ID<Organization>?
    ) throws -> Set<String> {
        if let user {
            let global = try self.scopeNames(of: user, at: resource)
            return Set(global).union(try self.resourceScopeNames(of: user, in: organization, at: resource))
        }
        if let organization {
            return Set(try self.resourceScopeNames(of: application.id, in: organization, at: resource))
        }
        return Set(try self.scopeNames(of: application.id, at: resource))
    }
}
