import Core
import Storage

/// The body of a webhook's call (spec `patreon.md` §5.2, §5.3): all attributes without being asked, the campaign first
/// among what is included, and of members only what the webhook's maker may see.
struct WebhookPayload {
    private let webhook: Webhook
    private let origin: String

    init(_ webhook: Webhook, origin: String) {
        self.webhook = webhook
        self.origin = origin
    }

    /// What an event is about.
    enum Subject {
        case member(Member)
        /// What the first version of the API calls a membership that pays.
        case pledge(Member)
        case post(Post)

        var campaignID: ID<Campaign> {
            switch self {
            case .member(let member), .pledge(let member): member.campaignID
            case .post(let post): post.campaignID
            }
        }
    }

    func body(of subject: Subject, in db: Transaction) throws -> String {
        let resources = try self.resources(in: db)
        let document =
            switch subject {
            case .member(let member): try self.document(of: member, resources)
            case .pledge(let member): try V1WebhookPayload(resources).document(of: member)
            case .post(let post): try self.document(of: post, resources)
            }
        return document.text(.compactASCII)
    }

    /// As the creator sees the campaign, within the webhook's scopes.
    private func resources(in db: Transaction) throws -> V2Resources {
        guard let campaign = try db.campaign(self.webhook.campaignID),
            let owner = try db.patreonAccount(campaign.ownerID)
        else { throw PatreonError.notFound }
        let client = try self.webhook.clientID.flatMap { try db.patreonClient($0) }
        let bearer = PatreonBearer(
            account: owner, client: client ?? PatreonClient(id: "", secret: "", name: "", redirectURIs: []),
            scopes: self.webhook.scopes + ["campaigns.members"])
        return try V2Resources(db: db, bearer: bearer, origin: self.origin)
    }

    private func document(of member: Member, _ resources: V2Resources) throws -> JSON {
        let campaign = try resources.db.campaign(member.campaignID).map(resources.campaign)
        let user = try resources.user(member.accountID)
        let tiers = try resources.db.tiers(of: member).map(resources.tier)
        return [
            "data": [
                "attributes": .sorted(try resources.member(member).attributes()),
                "id": .string(member.id.value),
                "relationships": [
                    "address": try self.address(of: member, resources),
                    "campaign": self.linkage(campaign, "campaigns"),
                    "currently_entitled_tiers": ["data": .array(tiers.map(Self.identifier))],
                    "user": self.linkage(user, "user"),
                ],
                "type": "member",
            ],
            "included": .array(try ([campaign, user].compactMap { $0 } + tiers).map(Self.object)),
            "links": ["self": .string("\(self.origin)\(JSONAPISchema.v2.root)/members/\(member.id)")],
        ]
    }

    /// Without its scope as for a member who has none.
    private func address(of member: Member, _ resources: V2Resources) throws -> JSON {
        guard case .one(let address?) = try resources.member(member).related["address"]?() else {
            return ["data": .null]
        }
        return self.linkage(address, "address")
    }

    private func document(of post: Post, _ resources: V2Resources) throws -> JSON {
        let campaign = try resources.db.campaign(post.campaignID)
        let related = campaign.map(resources.campaign)
        let user = try campaign.flatMap { try resources.user($0.ownerID) }
        return [
            "data": [
                "attributes": .sorted(try resources.post(post).attributes()),
                "id": .string(post.id.value),
                "relationships": ["campaign": self.linkage(related, "campaigns"), "user": self.linkage(user, "user")],
                "type": "post",
            ],
            "included": .array(try [related, user].compactMap { $0 }.map(Self.object)),
            "links": ["self": .string("\(self.origin)\(JSONAPISchema.v2.root)/posts/\(post.id)")],
        ]
    }

    /// A test has another structure than real events (§5.3). Which one is not recorded; this one has a member of nobody,
    /// whose attributes are `null`, as the documentation's sample.
    func sample(of trigger: WebhookTrigger, in db: Transaction) throws -> String {
        let resources = try self.resources(in: db)
        let campaign = try db.campaign(self.webhook.campaignID).map(resources.campaign)
        let type = String(trigger.rawValue.prefix { $0 != ":" }.dropLast())
        let names =
            type == "pledge" ? V1WebhookPayload.attributes : JSONAPISchema.v2.types[type]?.attributes.sorted() ?? []
        let document: JSON = [
            "data": [
                "attributes": .nulls(names),
                "id": .null,
                "relationships": ["campaign": self.linkage(campaign, "campaigns")],
                "type": .string(type),
            ],
            "included": .array(try [campaign].compactMap { $0 }.map(Self.object)),
        ]
        return document.text(.compactASCII)
    }

    private func linkage(_ resource: JSONAPIResource?, _ path: String) -> JSON {
        guard let resource else { return ["data": .null] }
        return [
            "data": Self.identifier(resource),
            "links": ["related": .string("\(self.origin)\(JSONAPISchema.v2.root)/\(path)/\(resource.id)")],
        ]
    }

    private static func identifier(_ resource: JSONAPIResource) -> JSON {
        ["id": .string(resource.id), "type": .string(resource.type)]
    }

    private static func object(_ resource: JSONAPIResource) throws -> JSON {
        [
            "attributes": .sorted(try resource.attributes()), "id": .string(resource.id),
            "type": .string(resource.type),
        ]
    }
}
