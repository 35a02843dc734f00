import Core
import Hummingbird
import Web

/// `GET /api/oauth2/api/current_user`, and `/oauth2/api/current_user` as on the old host: the account behind the token,
/// in the first version of the API. Logto asks here, with scopes of the second version (spec `patreon.md` §3.6).
struct CurrentUserEndpoint: Sendable {
    let api: PatreonAPI

    /// What comes without being asked for.
    static let included = [
        "campaign.creator", "campaign.goals", "campaign.rewards", "pledges.creator", "pledges.reward",
    ]

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/api/current_user", get: self.currentUser)
            .serve("oauth2/api/current_user", get: self.currentUser)
    }

    @Sendable private func currentUser(_ request: Request, context: WebContext) async throws -> Response {
        try await self.api.v1(request, context) { call in
            guard Self.maySee(call) else {
                throw PatreonError.insufficientScope("users, or identity and identity[email]")
            }
            let query = try call.v1Query(on: "user", defaults: Self.included)
            return try call.document(try call.v1Resources().user(call.bearer.account), query)
        }
    }

    private static func maySee(_ call: APICall) -> Bool {
        let bearer = call.bearer
        if bearer.has("users") { return true }
        return bearer.has("identity") && (bearer.has("identity[email]") || call.switches.v1WithIdentityOnly)
    }
}
