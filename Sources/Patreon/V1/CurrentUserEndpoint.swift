import Core
import Hummingbird
import Storage
import Web

/// `GET /api/oauth2/api/current_user`, and `/oauth2/api/current_user` as on the old host: the account behind the token,
/// in the first version of the API. Logto asks here, with scopes of the second version (spec `patreon.md` §3.6).
struct CurrentUserEndpoint: Sendable {
    let store: Store
    let time: TimeSource
    let origin: String

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/api/current_user", get: self.currentUser)
            .serve("oauth2/api/current_user", get: self.currentUser)
    }

    @Sendable private func currentUser(_ request: Request, context: WebContext) async throws -> Response {
        let now = self.time.now
        let accessToken = request.patreonAccessToken
        let parameters = request.queryParameters
        let document = try await self.store.read { db in
            let bearer = try db.patreonBearer(accessToken, at: now)
            guard bearer.has("users") || bearer.has("identity") && bearer.has("identity[email]") else {
                throw PatreonError.unauthorized
            }
            let query = try JSONAPIQuery(
                parameters, including: Self.includedPaths(parameters), on: "user", in: .v1)
            return try JSONAPIDocument.rendered(
                JSONAPIResource(currentUser: bearer.account, origin: self.origin), query: query, schema: .v1,
                origin: self.origin)
        }
        return .json(document, style: .spaced, type: "application/json")
    }

    /// What the request asks for in place of what comes by itself: `null` for nothing, `foo.null` for nothing below foo.
    static func includedPaths(_ parameters: FormParameters) -> [String] {
        guard let include = parameters["include"] else {
            let usesDefaults = parameters["json-api-use-default-includes"] != "false"
            return usesDefaults ? ["campaign", "pledges.creator", "pledges.reward"] : []
        }
        return JSONAPIQuery.list(include)
            .filter { $0 != "null" }
            .map { $0.hasSuffix(".null") ? String($0.dropLast(".null".count)) : $0 }
    }
}

extension JSONAPIResource {
    fileprivate init(currentUser account: PatreonAccount, origin: String) {
        let profile = PatreonProfile(account, origin: origin)
        var attributes: [String: JSON] = [
            "comment_count": 0,
            // The first version writes no fraction (§3.3).
            "created": .string(account.createdAt.patreonText.replacing(/\.\d+/, with: "")),
            "current_user_block_status": "none",
            "email": .nullable(account.email),
            "first_name": .string(profile.firstName),
            "full_name": .string(account.fullName),
            "gender": 0,
            "has_password": .bool(account.email != nil),
            "image_url": .string(profile.imageURL),
            "is_deleted": false,
            "is_eligible_for_idv": false,
            // Never `null`, which Logto would refuse (§7.1).
            "is_email_verified": .bool(account.isEmailVerified),
            "is_nuked": false,
            "is_suspended": false,
            "last_name": .string(profile.lastName),
            "like_count": 0,
            "social_connections": .nulls([
                "deviantart", "discord", "facebook", "reddit", "spotify", "twitch", "twitter", "youtube",
            ]),
            "thumb_url": .string(profile.thumbURL),
            "url": .string(profile.url),
            "vanity": .nullable(account.vanity),
        ]
        for name in Self.unset { attributes[name] = .null }
        self.init(
            type: "user", id: account.id.value, attributes: attributes,
            // No campaigns are kept yet. Whoever has none has no relationship to it either.
            related: ["pledges": { .many([]) }])
    }

    private static let unset = [
        "about", "age_verification_status", "apple_id", "can_see_nsfw", "default_country_code", "discord_id",
        "facebook", "facebook_id", "google_id", "patron_currency", "twitch", "twitter", "youtube",
    ]
}
