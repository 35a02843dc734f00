import Core
import Hummingbird
import Web

/// `GET /api/oauth2/v2/identity`: the account behind the token (spec `patreon.md` §3.4).
struct IdentityEndpoint: Sendable {
    let api: PatreonAPI

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).serve("api/oauth2/v2/identity", get: self.identity)
    }

    @Sendable private func identity(_ request: Request, context: WebContext) async throws -> Response {
        try await self.api.v2(request, context) { call in
            // Either is enough: better-auth asks for the e-mail scope alone (§3.4).
            guard call.bearer.has("identity") || call.bearer.has("identity[email]") else {
                throw PatreonError.insufficientScope("identity or identity[email]")
            }
            var query = try call.query(on: "user")
            if call.switches.bareIdentityListsMemberships, call.parameters["include"] == nil {
                query.linkedOnly = ["memberships"]
            }
            return try call.document(try call.v2Resources().user(call.bearer.account), query)
        }
    }
}
