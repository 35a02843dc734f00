import Hummingbird
import Logto
import Web

/// What a user sees in place of consent who may not use the application (spec `logto-oidc.md` §6.7, §19.2).
struct AccessDeniedPage: Sendable {
    private let texts: PageTexts

    init(_ texts: PageTexts) {
        self.texts = texts
    }

    func response(in pages: Pages) -> Response {
        MessagePage(tone: .error, paragraphs: self.texts.accessDeniedTexts).response(
            in: PageFrame(surface: .logto, title: self.texts.accessDenied, language: self.texts.language.rawValue),
            pages: pages)
    }
}

extension PageTexts {
    fileprivate var accessDenied: String { self.text("Access denied", "アクセスが拒否されました") }

    /// A line each.
    fileprivate var accessDeniedTexts: [String] {
        [
            self.text(
                "You do not have permission to access this application.",
                "このアプリケーションにアクセスする権限がありません。"),
            self.text("Please contact your administrator for assistance.", "管理者にお問い合わせください。"),
        ]
    }
}
