/// What a third-party application may ask its users for (spec `logto-management-api.md` §6.1, "User consent scopes").
package struct UserConsentScopes: Equatable, Sendable {
    /// The provider's own scopes, such as `profile`.
    package var userScopes: [String]
    package var resourceScopeIDs: [ID<LogtoScope>]
    package var organizationScopeIDs: [ID<OrganizationScope>]
    package var organizationResourceScopeIDs: [ID<LogtoScope>]

    package init(
        userScopes: [String] = [], resourceScopeIDs: [ID<LogtoScope>] = [],
        organizationScopeIDs: [ID<OrganizationScope>] = [], organizationResourceScopeIDs: [ID<LogtoScope>] = []
    ) {
        self.userScopes = userScopes
        self.resourceScopeIDs = resourceScopeIDs
        self.organizationScopeIDs = organizationScopeIDs
        self.organizationResourceScopeIDs = organizationResourceScopeIDs
    }

    /// The scopes of the provider that can be enabled for a third-party application.
    package static let knownUserScopes = [
        "profile", "email", "phone", "address", "custom_data", "identities", "roles", "urn:logto:scope:organizations",
        "urn:logto:scope:organization_roles", "urn:logto:scope:sessions", "urn:logto:scope:trusted_devices",
    ]
}
