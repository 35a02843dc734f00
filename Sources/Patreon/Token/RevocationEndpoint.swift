import Core
import Hummingbird
import Storage
import Web

/// Ends a token, at the three addresses that clients guess. Patreon documents none and seems to have none, so that it is
/// there only when it is switched on (spec `patreon.md` §2.6).
struct RevocationEndpoint: Sendable {
    let store: Store

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("oauth2/revoke", post: self.revoke)
            .serve("api/oauth2/revoke", post: self.revoke)
            .serve("api/oauth2/token/revoke", post: self.revoke)
    }

    /// Says nothing of whether there was such a token (RFC 7009 §2.2).
    @Sendable private func revoke(_ request: Request, context: WebContext) async throws -> Response {
        let token = try await request.formParameters()["token"] ?? request.queryParameters["token"] ?? ""
        try await self.store.transaction { db in
            let pair = try db.patreonTokens(accessToken: token) ?? db.patreonTokens(refreshToken: token)
            if let pair { try db.delete(pair) }
        }
        return Response(status: .ok)
    }
}
