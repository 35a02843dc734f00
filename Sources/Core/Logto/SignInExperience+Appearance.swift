/// How the sign-in pages look and which language they speak.
extension SignInExperience {
    package struct Color: Equatable, Sendable {
        package var primaryColor = "#6139F6"
        package var isDarkModeEnabled = false
        package var darkPrimaryColor = "#8768F8"
    }

    /// Addresses of pictures.
    package struct Branding: Equatable, Sendable {
        package var logoUrl: String? = "https://logto.io/logo.svg"
        package var darkLogoUrl: String? = "https://logto.io/logo-dark.svg"
        package var favicon: String?
        package var darkFavicon: String?
    }

    package struct LanguageInfo: Equatable, Sendable {
        package var autoDetect = true
        package var fallbackLanguage = "en"

        /// The languages that Logto has its own texts in.
        package static let builtIn = [
            "ar", "cs", "de", "en", "es", "fa-IR", "fr", "it", "ja", "ko", "pl-PL", "pt-BR", "pt-PT", "ru", "th",
            "tr-TR", "uk-UA", "zh-CN", "zh-HK", "zh-TW",
        ]
    }

    /// Which uploaded pages stand in for Logto's; kept and shown, without effect.
    package struct CustomUIAssets: Equatable, Sendable {
        package var id: String
        package var createdAt: Instant
    }

    /// Sources that uploaded pages may load from; kept and shown, without effect.
    package struct CustomUICSP: Equatable, Sendable {
        package var scriptSrc: [String]?
        package var connectSrc: [String]?
    }
}
