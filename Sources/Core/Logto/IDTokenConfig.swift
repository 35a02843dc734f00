/// Which claims ID tokens carry beyond the ordinary ones (spec `logto-oidc.md` §13, "extended claims").
package struct IDTokenConfig: Equatable, Sendable {
    package var enabledExtendedClaims: [String]

    /// - Parameter enabledExtendedClaims: those of a fresh instance, unless given.
    package init(enabledExtendedClaims: [String] = ["roles", "organizations", "organization_roles"]) {
        self.enabledExtendedClaims = enabledExtendedClaims
    }

    package static let knownExtendedClaims = [
        "custom_data", "identities", "sso_identities", "roles", "organizations", "organization_data",
        "organization_roles",
    ]
}
