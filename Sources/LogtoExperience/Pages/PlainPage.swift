import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// A page that only says something, in the tenant's colours, and whom people may ask about it (spec `logto-oidc.md` §19.2).
struct PlainPage: Sendable {
    let title: String
    var paragraphs: [String] = []

    func response(_ texts: PageTexts, _ experience: SignInExperience, in pages: Pages) -> Response {
        var frame = PageFrame(surface: .logto, title: self.title, language: texts.language.rawValue)
        frame.take(experience.color)
        return MessagePage(tone: .error, paragraphs: self.paragraphs, contacts: texts.contacts(of: experience))
            .response(in: frame, pages: pages)
    }
}

extension PlainPage {
    static func notFound(_ texts: PageTexts) -> PlainPage { PlainPage(title: texts.notFound) }
}

extension ExperienceParts {
    /// A plain page in the language of the sign-in that the browser is in, or was until just now.
    func plainPage(
        for request: Request, _ page: @Sendable (PageTexts) -> PlainPage
    ) async throws -> Response {
        let uid = self.interactionCookies.uid(of: request)
        let (experience, uiLocales) = try await self.store.read { db in
            (try db.signInExperience(), try uid.flatMap(db.interaction)?.extra("ui_locales"))
        }
        let texts = PageTexts(Language(page: request, uiLocales: uiLocales, settings: experience.languageInfo))
        return page(texts).response(texts, experience, in: self.pages)
    }
}

extension PageTexts {
    fileprivate var notFound: String { "404 Not Found" }

    /// What the tenant tells of itself, as far as it is something to link to.
    fileprivate func contacts(of experience: SignInExperience) -> [MessagePage.Contact] {
        let email = experience.supportEmail.flatMap { $0.isEmpty ? nil : $0 }
        let website = experience.supportWebsiteUrl.flatMap { $0.lowercased().hasPrefix("http") ? $0 : nil }
        return [
            email.map { MessagePage.Contact(label: self.supportEmail, href: "mailto:\($0)", text: $0) },
            website.map { MessagePage.Contact(label: self.supportWebsite, href: $0, text: $0) },
        ].compactMap(\.self)
    }

    private var supportEmail: String { self.text("Support email:", "サポートメール:") }
    private var supportWebsite: String { self.text("Support website:", "サポートウェブサイト:") }
}

extension PlainPage {
    /// Where a page ends that belongs to no sign-in (§7.3).
    static func unknownSession(_ texts: PageTexts) -> PlainPage {
        PlainPage(title: texts.notFound, paragraphs: [texts.invalidSession])
    }
}
