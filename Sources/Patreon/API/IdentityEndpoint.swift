import Core
import Hummingbird
import Storage
import Web

/// `GET /api/oauth2/v2/identity`: the account behind the token (spec `patreon.md` §3.4).
struct IdentityEndpoint: Sendable {
    let store: Store
    let time: TimeSource
    let origin: String

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).serve("api/oauth2/v2/identity", get: self.identity)
    }

    @Sendable private func identity(_ request: Request, context: WebContext) async throws -> Response {
        let now = self.time.now
        let accessToken = request.patreonAccessToken
        let parameters = request.queryParameters
        let document = try await self.store.read { db in
            let bearer = try db.patreonBearer(accessToken, at: now)
            // Either is enough: better-auth asks for the e-mail scope alone (§3.4).
            guard bearer.has("identity") || bearer.has("identity[email]") else { throw PatreonError.unauthorized }
            let query = try JSONAPIQuery(
                parameters, including: JSONAPIQuery.list(parameters["include"] ?? ""), on: "user", in: .v2)
            return try JSONAPIDocument.rendered(
                JSONAPIResource(identityOf: bearer, in: db, origin: self.origin), query: query, schema: .v2,
                origin: self.origin)
        }
        return .json(document, style: .spaced, type: JSONAPIDocument.contentType)
    }
}

extension JSONAPIResource {
    /// The account itself, to its own token.
    fileprivate init(identityOf bearer: PatreonBearer, in db: Transaction, origin: String) {
        let account = bearer.account
        let profile = PatreonProfile(account, origin: origin)
        var attributes: [String: JSON] = [
            "about": .null,
            "can_see_nsfw": .null,
            "created": .string(account.createdAt.patreonText),
            "first_name": .string(profile.firstName),
            "full_name": .string(account.fullName),
            "hide_pledges": false,
            "image_url": .string(profile.imageURL),
            "is_creator": false,
            // Not gated: the documentation names the address alone (§3.5).
            "is_email_verified": .bool(account.isEmailVerified),
            "last_name": .string(profile.lastName),
            "like_count": 0,
            "social_connections": .nulls(Self.socialConnections),
            "thumb_url": .string(profile.thumbURL),
            "url": .string(profile.url),
            "vanity": .nullable(account.vanity),
        ]
        if bearer.has("identity[email]") { attributes["email"] = .nullable(account.email) }
        self.init(
            type: "user", id: account.id.value, attributes: attributes,
            // No campaigns are kept yet, so nobody has one or is a member of one.
            related: ["campaign": { .one(nil) }, "memberships": { .many([]) }])
    }

    /// As recorded at the end of 2023.
    private static let socialConnections = [
        "discord", "facebook", "google", "instagram", "reddit", "spotify", "spotify_open_access", "twitch", "twitter",
        "vimeo", "youtube",
    ]
}

extension JSON {
    /// An object whose members are all `null`.
    static func nulls(_ names: [String]) -> JSON {
        .object(names.map { Member($0, .null) })
    }
}
