import HTTPTypes
import Hummingbird
import Logto
import Web

/// What a suspended user sees in place of being signed in (spec `logto-oidc.md` §19.2).
struct AccountSuspendedPage: Sendable {
    private let texts: PageTexts

    init(_ texts: PageTexts) {
        self.texts = texts
    }

    func response(in pages: Pages) -> Response {
        MessagePage(tone: .error, paragraphs: [self.texts.accountSuspendedText]).response(
            in: PageFrame(
                surface: .logto, title: self.texts.accountSuspended, language: self.texts.language.rawValue),
            pages: pages)
    }
}
