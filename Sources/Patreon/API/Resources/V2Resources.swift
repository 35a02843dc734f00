import Core
import Storage

/// Makes the resources of the second version of the API, as one bearer may see them (spec `patreon.md` §3.5). A file a
/// resource; what is not shown to the bearer is left out.
struct V2Resources {
    let db: Transaction
    let bearer: PatreonBearer
    /// By which browsers know the server.
    let origin: String
    /// The bearer's own.
    let ownCampaign: Campaign?

    init(db: Transaction, bearer: PatreonBearer, origin: String) throws {
        self.db = db
        self.bearer = bearer
        self.origin = origin
        self.ownCampaign = try db.campaign(of: bearer.account.id)
    }

    func isOwn(_ account: ID<PatreonAccount>) -> Bool { account == self.bearer.account.id }

    /// Whether the bearer sees the member as its creator.
    func isCreator(of member: Member) -> Bool {
        member.campaignID == self.ownCampaign?.id && self.bearer.has("campaigns.members")
    }

    /// Memberships of the bearer in all campaigns, or in the one of the client's owner alone (§3.4).
    func memberships() throws -> [Member] {
        let all = try self.db.memberships(of: self.bearer.account.id)
        guard !self.bearer.has("identity.memberships") else { return all }
        let campaign = try self.bearer.client.ownerID.flatMap { try self.db.campaign(of: $0) }
        return all.filter { $0.campaignID == campaign?.id }
    }
}

extension APICall {
    func v2Resources() throws -> V2Resources {
        try V2Resources(db: self.db, bearer: self.bearer, origin: self.publicOrigin)
    }
}
