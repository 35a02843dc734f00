import Core
import Hummingbird
import Storage
import Web

/// `/api/oauth2/v2/campaigns/{id}/posts` and `/api/oauth2/v2/posts/{id}` (spec `patreon.md` §4.1, §4.7).
struct PostsEndpoint: Sendable {
    let api: PatreonAPI

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/v2/campaigns/{id}/posts", get: self.list)
            .serve("api/oauth2/v2/posts/{id}", get: self.one)
    }

    /// Of another's campaign there are none, rather than a refusal: so it was recorded.
    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.id(of: Campaign.self)
        return try await self.api.v2(request, context) { call in
            try call.bearer.require("campaigns.posts")
            let query = try call.query(on: "post")
            let page = try ListPage(call, of: "posts of \(id)", type: "post", count: 20, maximum: 1000)
            guard let campaign = try call.db.campaign(id) else { throw PatreonError.notFound }
            let resources = try call.v2Resources()
            guard campaign.id == resources.ownCampaign?.id else {
                return try call.document([], query, frame: page.frame(call, total: 0, last: nil))
            }
            let slice = try call.db.posts(of: id, in: page.order, after: page.position, limit: page.limit)
            return try call.document(
                slice.elements.map(resources.post), query,
                frame: page.frame(call, total: try call.db.postCount(of: id), last: slice.last))
        }
    }

    /// Of another's campaign it is refused, also to who pays for it: so it was recorded.
    @Sendable private func one(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.id(of: Post.self)
        return try await self.api.v2(request, context) { call in
            try call.bearer.require("campaigns.posts")
            let query = try call.query(on: "post")
            guard let post = try call.db.post(id) else { throw PatreonError.notFound }
            let resources = try call.v2Resources()
            guard post.campaignID == resources.ownCampaign?.id else { throw PatreonError.forbidden("post", id.value) }
            return try call.document(resources.post(post), query)
        }
    }
}
