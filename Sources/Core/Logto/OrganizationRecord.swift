/// An organization as it is administered: with how pages look in its name, and since when it is there (spec
/// `logto-management-api.md` §6.10).
package struct OrganizationRecord: Equatable, Sendable {
    package var organization: Organization
    /// Of `primaryColor`, `isDarkModeEnabled` and `darkPrimaryColor` those that differ from the tenant's.
    package var color: JSON
    /// Of `logoUrl`, `darkLogoUrl`, `favicon` and `darkFavicon` those that there are.
    package var branding: JSON
    package var customCss: String?
    package var createdAt: Instant

    package init(
        organization: Organization, color: JSON = [:], branding: JSON = [:], customCss: String? = nil,
        createdAt: Instant
    ) {
        self.organization = organization
        self.color = color
        self.branding = branding
        self.customCss = customCss
        self.createdAt = createdAt
    }
}
