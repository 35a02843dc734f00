import Core
import HTTPTypes
import Hummingbird
import OAuth
import Web

/// How the answer travels to the client (OAuth 2.0 Multiple Response Type Encoding Practices §2.1).
enum ResponseMode: String, Sendable {
    case query, fragment
    case formPost = "form_post"
}

/// Where the answer to an authorization request goes, and how.
struct ResponseTarget: Sendable {
    /// As the client sent it; it has been found allowed.
    let uri: String
    let mode: ResponseMode
    let state: String?

    func success(code: String, issuer: String, pages: Pages) -> Response {
        self.response([("code", code), ("state", self.state), ("iss", issuer)], pages: pages)
    }

    func failure(_ error: OAuthError, issuer: String, pages: Pages) -> Response {
        let parameters = [
            ("error", error.code.rawValue), ("error_description", error.description), ("scope", error.scope),
            ("state", self.state), ("iss", issuer),
        ]
        // A form that carries an error comes with 400 (spec `logto-oidc.md` §6.6).
        return self.response(parameters, status: .badRequest, pages: pages)
    }

    private func response(
        _ parameters: [(String, String?)], status: HTTPResponse.Status = .ok, pages: Pages
    ) -> Response {
        let present = parameters.compactMap { name, value in value.map { (name, $0) } }
        guard var url = WebURL(self.uri) else { preconditionFailure("an allowed redirect URI is a URL") }
        let headers: HTTPFields = [.cacheControl: "no-store"]
        switch self.mode {
        case .query:
            for (name, value) in present { url.set(searchParameter: name, to: value) }
            return .redirect(to: url.href, headers: headers)
        case .fragment:
            url.setFragment(FormURLEncoding.encode(present))
            return .redirect(to: url.href, headers: headers)
        case .formPost:
            return AutoSubmitPage(action: url.href, fields: present)
                .response(status: status, headers: headers, pages: pages)
        }
    }
}
