import Core

/// The frame around a page: what every page has besides its content.
package struct PageFrame: Sendable {
    package enum Surface: String, Sendable {
        case logto, patreon, console

        fileprivate var name: String {
            switch self {
            case .logto: "Logto emulator"
            case .patreon: "Patreon emulator"
            case .console: Product.name
            }
        }
    }

    package var surface: Surface
    /// Of the browser's tab, and the page's only heading of the first level.
    package var title: String
    /// A BCP 47 tag for the document.
    package var language: String
    /// `#rrggbb`; the surface's own colour where there is none.
    package var brandColor: String?
    /// The same for dark pages.
    package var darkColor: String?
    /// Whether the page is light also for a browser that asks for dark ones.
    package var isLight = false
    /// Who speaks on the page, in the place of a logo.
    package var speaker: String
    /// In place of the speaker's first letter.
    package var logo: Logo?

    package struct Logo: Encodable, Sendable {
        package let url: String
        let darkURL: String?

        package init(url: String, darkURL: String? = nil) {
            self.url = url
            self.darkURL = darkURL
        }
    }

    package init(
        surface: Surface, title: String, language: String = "en", brandColor: String? = nil, speaker: String? = nil
    ) {
        self.surface = surface
        self.title = title
        self.language = language
        self.brandColor = brandColor
        self.speaker = speaker ?? surface.name
    }
}
