/// How the pages look for an application, over the tenant's own settings (spec `logto-management-api.md` §6.1, "Per-app
/// sign-in experience").
package struct ApplicationSignInExperience: Equatable, Sendable {
    /// Of `primaryColor`, `isDarkModeEnabled` and `darkPrimaryColor` those that differ.
    package var color: JSON
    /// Of `logoUrl`, `darkLogoUrl`, `favicon` and `darkFavicon` those that there are.
    package var branding: JSON
    package var customCss: String?
    package var termsOfUseUrl: String?
    package var privacyPolicyUrl: String?
    /// The application's name as people see it at the consent page.
    package var displayName: String?

    package init(
        color: JSON = [:], branding: JSON = [:], customCss: String? = nil, termsOfUseUrl: String? = nil,
        privacyPolicyUrl: String? = nil, displayName: String? = nil
    ) {
        self.color = color
        self.branding = branding
        self.customCss = customCss
        self.termsOfUseUrl = termsOfUseUrl
        self.privacyPolicyUrl = privacyPolicyUrl
        self.displayName = displayName
    }
}

extension SignInExperience {
    /// With the colours of a first-party application or of an organization laid over; an application's terms and its name
    /// are for the consent page alone (spec `logto-management-api.md` §6.9).
    package func overlaid(with color: JSON) -> SignInExperience {
        var overlaid = self
        overlaid.color.primaryColor = color["primaryColor"]?.string ?? self.color.primaryColor
        overlaid.color.isDarkModeEnabled = color["isDarkModeEnabled"]?.bool ?? self.color.isDarkModeEnabled
        overlaid.color.darkPrimaryColor = color["darkPrimaryColor"]?.string ?? self.color.darkPrimaryColor
        return overlaid
    }
}
