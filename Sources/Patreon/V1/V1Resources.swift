import Core
import Storage
import Web

/// Makes the resources of the first version of the API from the rows that serve the second (spec `patreon.md` §3.6).
struct V1Resources {
    let db: Transaction
    let bearer: PatreonBearer
    /// By which the client knows the server: in links.
    let apiOrigin: String
    /// By which browsers know it: in addresses of pages and pictures.
    let origin: String
    let ownCampaign: Campaign?

    func isOwn(_ account: ID<PatreonAccount>) -> Bool { account == self.bearer.account.id }

    /// The scope of this version, or those of the second that stand for it (§1.2).
    var mayReadCampaigns: Bool { self.bearer.has("my-campaign") || self.bearer.has("campaigns") }

    var mayReadPledges: Bool {
        self.bearer.has("pledges")
            || ["campaigns.members", "campaigns.members[email]", "campaigns.members.address"]
                .allSatisfy(self.bearer.has)
    }

    /// What the bearer pays: to the client's owner, or to everybody.
    func pledges() throws -> [Member] {
        let all = try self.db.memberships(of: self.bearer.account.id).filter(\.isPledge)
        guard !self.bearer.has("identity.memberships") else { return all }
        let campaign = try self.bearer.client.ownerID.flatMap { try self.db.campaign(of: $0) }
        return all.filter { $0.campaignID == campaign?.id }
    }
}

extension APICall {
    func v1Resources() throws -> V1Resources {
        V1Resources(
            db: self.db, bearer: self.bearer, apiOrigin: self.origin, origin: self.publicOrigin,
            ownCampaign: try self.db.campaign(of: self.bearer.account.id))
    }

    /// - Parameter defaults: what is included where the request does not say.
    func v1Query(on type: String, defaults: [String]) throws(PatreonError) -> JSONAPIQuery {
        try JSONAPIQuery(
            self.parameters, including: V1Includes.paths(self.parameters, defaults: defaults), on: type, in: .v1)
    }
}

/// What a request of the first version includes in place of what comes by itself: `null` for nothing, `foo.null` for
/// nothing below foo.
enum V1Includes {
    static func paths(_ parameters: FormParameters, defaults: [String]) -> [String] {
        guard let include = parameters["include"] else {
            return parameters["json-api-use-default-includes"] == "false" ? [] : defaults
        }
        return JSONAPIQuery.list(include)
            .filter { $0 != "null" }
            .map { $0.hasSuffix(".null") ? String($0.dropLast(".null".count)) : $0 }
    }
}

extension JSON {
    /// As the first version of the API writes time: without a fraction (§3.3).
    static func v1Time(_ value: Instant?) -> JSON { .nullable(value?.patreonTextWithoutFraction) }
}
