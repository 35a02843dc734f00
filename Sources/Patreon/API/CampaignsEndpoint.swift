import Core
import Hummingbird
import Storage
import Web

/// `/api/oauth2/v2/campaigns`: the campaign of the token's account (spec `patreon.md` §4.1).
struct CampaignsEndpoint: Sendable {
    let api: PatreonAPI

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("api/oauth2/v2/campaigns", get: self.list)
            .serve("api/oauth2/v2/campaigns/{id}", get: self.one)
    }

    /// None or one, since nobody has two.
    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        try await self.api.v2(request, context) { call in
            try call.bearer.require("campaigns")
            let query = try call.query(on: "campaign")
            let page = try ListPage(call, of: "campaigns", type: "campaign", count: 1000, maximum: 1000)
            let resources = try call.v2Resources()
            let campaigns = resources.ownCampaign.map { [resources.campaign($0)] } ?? []
            let frame = page.frame(call, total: Int64(campaigns.count), last: nil)
            return try call.document(campaigns, query, frame: frame)
        }
    }

    @Sendable private func one(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.id(of: Campaign.self)
        return try await self.api.v2(request, context) { call in
            try call.bearer.require("campaigns")
            let query = try call.query(on: "campaign")
            return try call.document(try call.v2Resources().campaign(try call.ownCampaign(id)), query)
        }
    }
}

extension APICall {
    /// - Throws: 404 for no campaign, 403 for another's.
    func ownCampaign(_ id: ID<Campaign>) throws -> Campaign {
        guard let campaign = try self.db.campaign(id) else { throw PatreonError.notFound }
        guard campaign.ownerID == self.bearer.account.id else { throw PatreonError.forbidden("campaign", id.value) }
        return campaign
    }
}

extension WebContext {
    /// What stands in the path in the place of `{id}`.
    func id<Entity>(of: Entity.Type) -> ID<Entity> { ID(self.parameters.get("id") ?? "") }
}
