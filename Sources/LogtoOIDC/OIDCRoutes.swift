import Core
import Hummingbird
import Logto
import OAuth
import Web

/// Logto's OpenID Connect provider: what answers under `/oidc` (spec `logto-oidc.md` §1.2).
package struct OIDCRoutes: Sendable {
    private let provider: OIDCProvider

    package init(_ provider: OIDCProvider) {
        self.provider = provider
    }

    package func mount(on router: Router<WebContext>) {
        let provider = self.provider
        router.group("oidc")
            .add(middleware: SecurityHeaders())
            .add(middleware: OIDCErrors(issuer: provider.origins.issuer))
            .addRoutes(DiscoveryEndpoint(issuer: provider.origins.issuer, keys: provider.keys).routes)
            .addRoutes(JWKSEndpoint(keys: provider.keys).routes)
            .addRoutes(AuthorizeEndpoint(provider: provider).routes)
            .addRoutes(ResumeEndpoint(provider: provider).routes)
            .addRoutes(TokenEndpoint(provider: provider).routes)
            .addRoutes(UserInfoEndpoint(provider: provider).routes)
            .addRoutes(EndSessionEndpoint(provider: provider).routes)
            .addRoutes(EndSessionConfirmEndpoint(provider: provider).routes)
            .addRoutes(EndSessionSuccessPage(pages: provider.pages).routes)
    }

    /// The answer to paths and methods that no endpoint serves (§1.2).
    package static func unknown(_ request: Request, _ context: WebContext) -> Response {
        let path = request.uri.path.dropFirst("/oidc".count)
        let error = OAuthError.invalidRequest(
            "unrecognized route or not allowed method (\(request.method.rawValue) on \(path.isEmpty ? "/" : path))")
        var response = Response.json(error.body(for: request), status: .notFound)
        SecurityHeaders.add(to: &response)
        return response
    }
}
