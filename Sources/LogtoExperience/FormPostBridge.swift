import Core
import HTTPTypes
import Hummingbird
import Logto
import Web

/// Where a social provider that answers by form post sends the browser: it comes back with the same as a query, for the
/// page behind the address (spec `logto-management-api.md` §1.1, `logto-oidc.md` §9.1, step 5b).
struct FormPostBridge: Sendable {
    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("callback/:connectorId", use: self.forward)
            .post("account/callback/social/:connectorId", use: self.forward)
    }

    /// - Throws: 400 `oidc.invalid_request` for anything but texts, each with a name of its own.
    @Sendable private func forward(_ request: Request, _ context: WebContext) async throws -> Response {
        let members = try await APIBody.json(of: request).members
        guard let members, Set(members.map(\.name)).count == members.count else {
            throw LogtoError("oidc.invalid_request")
        }
        let pairs = try members.map { member throws(LogtoError) in
            guard let value = member.value.string else { throw LogtoError("oidc.invalid_request") }
            return (name: member.name, value: value)
        }
        return .redirect(to: "\(request.uri.path)?\(FormURLEncoding.encode(pairs))")
    }
}
