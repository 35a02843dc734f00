import Core
import Hummingbird
import Logto
import Web

/// `/direct/social/{target}`: straight to the provider (spec `logto-oidc.md` §9.6). A target without a button leads to
/// the first page instead.
struct DirectSignInPage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("direct/:method/:target", use: self.show)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let target = try context.parameters.require("target")
        guard
            context.parameters.get("method") == "social",
            let connector = current.socialConnectors.first(where: { $0.target == target })
        else {
            // The real page drops the query; without JavaScript it is what says which sign-in this is.
            let fallback = request.queryParameters["fallback"] == "register" ? "/register" : "/sign-in"
            return .redirect(to: current.address(fallback))
        }
        return try await SocialStep(parts: self.parts).begin(with: connector, current, request, context)
    }
}
