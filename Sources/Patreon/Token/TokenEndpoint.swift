import Core
import HTTPTypes
import Hummingbird
import OAuth
import Storage
import Web

/// `POST /api/oauth2/token`, and `/oauth2/token` as on the old host: trades a grant for tokens (spec `patreon.md` §2).
struct TokenEndpoint: Sendable {
    let store: Store
    let time: TimeSource
    let entropy: Entropy

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/token", post: self.token)
            .serve("oauth2/token", post: self.token)
    }

    @Sendable private func token(_ request: Request, context: WebContext) async throws -> Response {
        let tokenRequest = TokenRequest(
            query: request.queryParameters, form: try await request.formParameters(),
            authorization: request.headers[.authorization])
        let now = self.time.now
        let pair = try await self.store.transaction { db in
            let authorization = try Self.authorize(tokenRequest, in: db, at: now)
            return try TokenIssuer(entropy: self.entropy).issue(authorization, in: db, at: now)
        }
        return .tokenJSON(Self.body(pair, at: now))
    }

    /// Proves what the request claims. The order of the checks is the stack's (§2.5).
    private static func authorize(
        _ request: TokenRequest, in db: Transaction, at now: Instant
    ) throws -> TokenAuthorization {
        switch request["grant_type"] {
        case "authorization_code": try AuthorizationCodeGrant(request).authorize(in: db, at: now)
        case "refresh_token": try RefreshTokenGrant(request).authorize(in: db)
        // Seen with credentials that were right (§2.2).
        case "client_credentials": throw TokenRefusal.invalidClient
        default: throw TokenRefusal.unsupportedGrantType
        }
    }

    private static func body(_ pair: PatreonTokenPair, at now: Instant) -> JSON {
        [
            "access_token": .string(pair.accessToken),
            "expires_in": .int(pair.expiresAt.seconds - now.seconds),
            "token_type": "Bearer",
            "scope": .string(Scope(pair.scopes).description),
            "refresh_token": .string(pair.refreshToken),
            // Undocumented, but recorded: the sample value of the library behind it (§0.3).
            "version": "0.0.1",
        ]
    }
}

extension Response {
    /// A flat object, as the OAuth stack writes it: with spaces, and never to be stored.
    static func tokenJSON(_ body: JSON, status: HTTPResponse.Status = .ok) -> Response {
        .json(
            body, status: status, style: .spaced, type: "application/json",
            headers: [.cacheControl: "no-store", .pragma: "no-cache"])
    }
}

extension HTTPField.Name {
    fileprivate static let pragma = HTTPField.Name.wellFormed("Pragma")
}
