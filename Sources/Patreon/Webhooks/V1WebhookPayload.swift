import Core
import Storage

/// The body of a webhook's call in the first version of the API: a pledge, with its creator, patron and reward included
/// (spec `patreon.md` §5.3). What may be seen of the patron is what the API's first version would show the creator.
struct V1WebhookPayload {
    static let attributes = ["amount_cents", "created_at", "declined_since", "patron_pays_fees", "pledge_cap_cents"]

    private let resources: V1Resources

    init(_ resources: V2Resources) {
        self.resources = V1Resources(
            db: resources.db, bearer: resources.bearer, apiOrigin: resources.origin, origin: resources.origin,
            ownCampaign: resources.ownCampaign)
    }

    /// - Parameter member: as it is now; of one that left, the pledge that was has no reward any more.
    func document(of member: Member) throws -> JSON {
        let pledge = try self.resources.pledge(member)
        let attributes = try pledge.attributes().filter { Self.attributes.contains($0.key) }
        var included: [JSON] = []
        var relationships: [JSON.Member] = [
            JSON.Member("address", ["data": .null]), JSON.Member("card", ["data": .null]),
        ]
        for name in ["creator", "patron", "reward"] {
            guard case .one(let resource?) = try pledge.related[name]?() else {
                relationships.append(JSON.Member(name, ["data": .null]))
                continue
            }
            relationships.append(
                JSON.Member(name, ["data": ["id": .string(resource.id), "type": .string(resource.type)]]))
            included.append([
                "attributes": .sorted(try resource.attributes()), "id": .string(resource.id),
                "type": .string(resource.type),
            ])
        }
        return [
            "data": [
                "attributes": .sorted(attributes), "id": .string(pledge.id), "relationships": .object(relationships),
                "type": "pledge",
            ],
            "included": .array(included),
        ]
    }
}
