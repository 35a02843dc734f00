import Core
import Logto
import Web

/// What a page's frame has of the sign-in experience.
extension PageFrame {
    /// A tenant without dark mode has light pages alone.
    mutating func take(_ color: SignInExperience.Color) {
        self.brandColor = color.primaryColor
        self.darkColor = color.isDarkModeEnabled ? color.darkPrimaryColor : nil
        self.isLight = !color.isDarkModeEnabled
    }
}

extension PageFrame.Logo {
    /// The one for dark pages is none where all are light.
    func forPages(_ color: SignInExperience.Color) -> PageFrame.Logo {
        color.isDarkModeEnabled ? self : PageFrame.Logo(url: self.url)
    }

    /// A provider's. `nil` where there is none.
    init?(of connector: LogtoConnector) {
        let shown = connector.publicJSON
        self.init(shown["logo"]?.string, dark: shown["logoDark"]?.string)
    }

    /// `nil` where there is none that a browser would load.
    init?(_ branding: JSON) {
        self.init(branding["logoUrl"]?.string, dark: branding["darkLogoUrl"]?.string)
    }

    /// A tenant's. The one that a new tenant has is Logto's own, and elsewhere: it is left out.
    init?(_ branding: SignInExperience.Branding) {
        let standard = Self.standard
        guard branding.logoUrl != standard.logoUrl else { return nil }
        self.init(branding.logoUrl, dark: branding.darkLogoUrl == standard.darkLogoUrl ? nil : branding.darkLogoUrl)
    }

    private static let standard = SignInExperience().branding

    private init?(_ light: String?, dark: String?) {
        guard let light, Self.isPicture(light) else { return nil }
        self.init(url: light, darkURL: dark.flatMap { Self.isPicture($0) ? $0 : nil })
    }

    private static func isPicture(_ url: String) -> Bool {
        // Without a regular expression, which would be compiled for each page.
        let beginning = url.prefix(11).lowercased()
        return ["http://", "https://", "data:image/"].contains { beginning.hasPrefix($0) && url.count > $0.count }
            && !url.contains(where: \.isWhitespace)
    }
}
