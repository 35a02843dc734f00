/// Which claims ID tokens carry beyond the ordinary ones (spec `logto-oidc.md` §13, "extended claims").
package struct IDTokenConfig: Equatable, Sendable {
    /// `nil` where an administrator has left them out, which is none.
    package var enabledExtendedClaims: [String]?

    /// - Parameter enabledExtendedClaims: those of a fresh instance, unless given.
    package init(enabledExtendedClaims: [String]? = ["roles", "organizations", "organization_roles"]) {
        self.enabledExtendedClaims = enabledExtendedClaims
    }

    package func enables(_ claim: String) -> Bool { self.enabledExtendedClaims?.contains(claim) ?? false }

    package static let knownExtendedClaims = [
        "custom_data", "identities", "sso_identities", "roles", "organizations", "organization_data",
        "organization_roles",
    ]
}

extension IDTokenConfig {
    /// As it is kept, and as the Management API has it.
    package init(_ json: JSON) {
        self.enabledExtendedClaims = json["enabledExtendedClaims"]?.strings
    }

    package var json: JSON { ["enabledExtendedClaims": self.enabledExtendedClaims.map(JSON.strings)] }
}
