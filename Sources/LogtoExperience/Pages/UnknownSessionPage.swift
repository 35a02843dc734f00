import Hummingbird
import Logto
import Web

/// `/unknown-session`: where a page ends that belongs to no sign-in (spec `logto-oidc.md` §7.3).
struct UnknownSessionPage: Sendable {
    let pages: Pages

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("unknown-session") { request, _ in
            let texts = PageTexts(Language(of: request))
            return MessagePage(tone: .error, paragraphs: [texts.invalidSession]).response(
                in: PageFrame(surface: .logto, title: "404 Not Found", language: texts.language.rawValue),
                pages: self.pages)
        }
    }
}
