import Core
import Hummingbird
import Storage

extension HTTPError {
    static func unknown(_ kind: String, _ id: String) -> HTTPError {
        HTTPError(.notFound, message: "There is no \(kind) \(id).")
    }
}

extension Transaction {
    /// - Parameter id: may be left out where there is only one campaign.
    func controlledCampaign(_ id: String?) throws -> Campaign {
        if let id {
            guard let campaign = try self.campaign(ID<Campaign>(id)) else { throw HTTPError.unknown("campaign", id) }
            return campaign
        }
        let all = try self.campaigns()
        guard let only = all.first, all.count == 1 else {
            let known = all.isEmpty ? "none" : all.map(\.id.value).joined(separator: ", ")
            throw HTTPError(.badRequest, message: "campaign is missing; there are: \(known).")
        }
        return only
    }

    func controlledTier(_ id: String, of campaign: Campaign) throws -> Tier {
        let tiers = try self.tiers(of: campaign.id)
        guard let tier = tiers.first(where: { $0.id.value == id }) else {
            let known = tiers.map { "\($0.id) (\($0.title))" }.joined(separator: ", ")
            throw HTTPError(.notFound, message: "The campaign \(campaign.id) has no tier \(id); it has: \(known).")
        }
        return tier
    }
}
