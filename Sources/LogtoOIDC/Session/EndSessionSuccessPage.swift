import Hummingbird
import Logto
import Web

/// `GET /oidc/session/end/success`: where a sign-out ends that has nowhere to go (spec `logto-oidc.md` §15).
struct EndSessionSuccessPage: Sendable {
    let pages: Pages

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("session/end/success") { request, _ in
            let language = Language(of: request)
            let text =
                switch language {
                case .english: "You have successfully signed out."
                case .japanese: "正常にログアウトしました。"
                }
            return MessagePage(tone: .success, paragraphs: [text]).response(
                in: PageFrame(surface: .logto, title: "Sign Out", language: language.rawValue), pages: self.pages)
        }
    }
}
