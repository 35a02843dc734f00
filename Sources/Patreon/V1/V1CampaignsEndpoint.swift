import Core
import Hummingbird
import Storage
import Web

/// `GET /api/oauth2/api/current_user/campaigns` and `GET /api/oauth2/api/campaigns/{id}/pledges`, also as on the old
/// host: what remains in use of the first version besides the current user (spec `patreon.md` §3.6).
struct V1CampaignsEndpoint: Sendable {
    let api: PatreonAPI

    /// What comes without being asked for.
    private static let campaignIncludes = ["creator", "goals", "pledges", "rewards"]
    private static let pledgeIncludes = ["address", "creator", "patron", "reward"]

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/api/current_user/campaigns", get: self.campaigns)
            .serve("oauth2/api/current_user/campaigns", get: self.campaigns)
            .serve("api/oauth2/api/campaigns/{id}/pledges", get: self.pledges)
            .serve("oauth2/api/campaigns/{id}/pledges", get: self.pledges)
    }

    @Sendable private func campaigns(_ request: Request, context: WebContext) async throws -> Response {
        try await self.api.v1(request, context) { call in
            let resources = try call.v1Resources()
            guard resources.mayReadCampaigns else { throw PatreonError.insufficientScope("campaigns or my-campaign") }
            let query = try call.v1Query(on: "campaign", defaults: Self.campaignIncludes)
            let campaigns = resources.ownCampaign.map { [resources.campaign($0)] } ?? []
            return try call.document(campaigns, query, frame: JSONAPIDocument.ListFrame())
        }
    }

    @Sendable private func pledges(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.id(of: Campaign.self)
        return try await self.api.v1(request, context) { call in
            let resources = try call.v1Resources()
            guard resources.mayReadPledges else {
                throw PatreonError.insufficientScope("pledges, or campaigns.members with its email and address")
            }
            let query = try call.v1Query(on: "pledge", defaults: Self.pledgeIncludes)
            let campaign = try call.ownCampaign(id)
            let page = try V1Page(call)
            let slice = try call.db.pledges(
                of: campaign.id, in: page.order, after: page.position, limit: page.limit)
            let frame = page.frame(
                call, total: try call.db.pledgeCount(of: campaign.id), last: slice.last)
            return try call.document(try slice.elements.map(resources.pledge), query, frame: frame)
        }
    }
}
