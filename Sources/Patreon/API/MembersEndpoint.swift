import Core
import Hummingbird
import Storage
import Web

/// `/api/oauth2/v2/campaigns/{id}/members` and `/api/oauth2/v2/members/{id}`: who belongs to the campaign of the token's
/// account (spec `patreon.md` §4.1, §4.2, §4.5).
struct MembersEndpoint: Sendable {
    let api: PatreonAPI

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/v2/campaigns/{id}/members", get: self.list)
            .serve("api/oauth2/v2/members/{id}", get: self.one)
    }

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.id(of: Campaign.self)
        return try await self.api.v2(request, context) { call in
            try call.bearer.require("campaigns.members")
            let query = try call.query(on: "member")
            let campaign = try call.ownCampaign(id)
            let maximum = query.include.branches["pledge_history"] == nil ? 1000 : 500
            let page = try ListPage(
                call, of: "members of \(id)", type: "member", count: maximum, maximum: maximum)
            let slice = try call.db.members(
                of: campaign.id, in: page.order, after: page.position, limit: page.limit)
            let resources = try call.v2Resources()
            return try call.document(
                slice.elements.map(resources.member), query,
                frame: page.frame(call, total: try call.db.memberCount(of: campaign.id), last: slice.last))
        }
    }

    /// By the member's own UUID. A token of the member, not the creator, is refused: it reads memberships at `/identity`.
    @Sendable private func one(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.id(of: Member.self)
        return try await self.api.v2(request, context) { call in
            try call.bearer.require("campaigns.members")
            let query = try call.query(on: "member")
            guard let member = try call.db.member(id) else { throw PatreonError.notFound }
            let resources = try call.v2Resources()
            guard resources.isCreator(of: member) else { throw PatreonError.forbidden("member", id.value) }
            return try call.document(resources.member(member), query)
        }
    }
}
