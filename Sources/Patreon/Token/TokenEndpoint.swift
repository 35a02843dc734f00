import Core
import HTTPTypes
import Hummingbird
import OAuth
import Storage
import Web

/// `POST /api/oauth2/token`, and `/oauth2/token` as on the old host: trades a grant for tokens (spec `patreon.md` §2).
struct TokenEndpoint: Sendable {
    let parts: PatreonParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/token", post: self.token)
            .serve("oauth2/token", post: self.token)
    }

    @Sendable private func token(_ request: Request, context: WebContext) async throws -> Response {
        let tokenRequest = TokenRequest(
            query: request.queryParameters, form: try await request.formParameters(),
            authorization: request.headers[.authorization])
        let now = self.parts.time.now
        let issuer = TokenIssuer(entropy: self.parts.entropy, switches: self.parts.switches)
        let (pair, account) = try await self.parts.store.transaction { db in
            let authorization = try self.authorize(tokenRequest, in: db, at: now)
            return (try issuer.issue(authorization, in: db, at: now), authorization.account)
        }
        context.decision.note(pair)
        if account.behaviours.contains(.slowToken) {
            try await self.parts.outbound.rest(milliseconds: Int(self.parts.switches.slowTokenSeconds) * 1000)
        }
        return .tokenJSON(Self.body(pair, at: now))
    }

    /// Proves what the request claims. The order of the checks is the stack's (§2.5).
    private func authorize(
        _ request: TokenRequest, in db: Transaction, at now: Instant
    ) throws -> TokenAuthorization {
        let switches = self.parts.switches
        switch request["grant_type"] {
        case "authorization_code":
            return try AuthorizationCodeGrant(request, switches: switches).authorize(in: db, at: now)
        case "refresh_token":
            return try RefreshTokenGrant(request, switches: switches).authorize(in: db)
        case "client_credentials":
            // Seen with credentials that were right (§2.2).
            throw TokenRefusal.invalidClient(.credentialsAlone)
        default:
            throw TokenRefusal.unsupportedGrantType
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
