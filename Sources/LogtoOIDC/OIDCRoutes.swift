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
        let errors = OIDCErrors(issuer: provider.origins.issuer)
        let oidc = router.group("oidc")
            .add(middleware: SecurityHeaders())
            .add(middleware: OIDCPaths())
            .add(middleware: ETags())
        oidc.group()
            .add(middleware: errors)
            .add(middleware: CORS("GET"))
            .addRoutes(DiscoveryEndpoint(issuer: provider.origins.issuer, keys: provider.keys).routes)
            .addRoutes(JWKSEndpoint(keys: provider.keys).routes)
        let forClients = CORS("POST", exposes: "WWW-Authenticate")
        oidc.group()
            .add(middleware: errors)
            .add(middleware: forClients)
            .addRoutes(RevocationEndpoint(provider: provider).routes)
        let unkept = oidc.group().add(middleware: NoStore()).add(middleware: errors)
        unkept.group()
            .add(middleware: forClients)
            .addRoutes(TokenEndpoint(provider: provider).routes)
            .addRoutes(IntrospectionEndpoint(provider: provider).routes)
            .addRoutes(PushedAuthorizationEndpoint(provider: provider).routes)
            .addRoutes(DeviceAuthorizationEndpoint(provider: provider).routes)
        unkept.group()
            .add(middleware: CORS("GET,POST", exposes: "WWW-Authenticate"))
            .addRoutes(UserInfoEndpoint(provider: provider).routes)
        unkept
            .addRoutes(AuthorizeEndpoint(provider: provider).routes)
            .addRoutes(ResumeEndpoint(provider: provider).routes)
            .addRoutes(DeviceVerificationEndpoint(provider: provider).routes)
            .addRoutes(DeviceResumeEndpoint(provider: provider).routes)
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
