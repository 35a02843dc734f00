import Core
import GRDB

extension Transaction {
    package func tier(_ id: ID<Tier>) throws -> Tier? {
        try self.row("select * from patreon_tiers where id = \(id)").map(Tier.init(row:))
    }

    /// The cheapest first.
    package func tiers(of campaign: ID<Campaign>) throws -> [Tier] {
        try self.rows("select * from patreon_tiers where campaign_id = \(campaign) order by amount_cents, number")
            .map(Tier.init(row:))
    }

    package func tiers(of member: Member) throws -> [Tier] {
        try self.rows(
            """
            select patreon_tiers.* from patreon_tiers
            join patreon_member_tiers on patreon_member_tiers.tier_id = patreon_tiers.id
            where patreon_member_tiers.member_id = \(member.id) order by amount_cents, number
            """
        ).map(Tier.init(row:))
    }

    package func tiers(of benefit: Benefit) throws -> [Tier] {
        try self.rows(
            """
            select patreon_tiers.* from patreon_tiers
            join patreon_benefit_tiers on patreon_benefit_tiers.tier_id = patreon_tiers.id
            where patreon_benefit_tiers.benefit_id = \(benefit.id) order by amount_cents, number
            """
        ).map(Tier.init(row:))
    }

    /// How many members the tier has: of the free one, who has it; of another, who pays for it.
    package func patronCount(of tier: Tier) throws -> Int64 {
        try self.row(
            """
            select count(*) as count from patreon_member_tiers
            join patreon_members on patreon_members.id = patreon_member_tiers.member_id
            where patreon_member_tiers.tier_id = \(tier.id)
                and (\(tier.amountCents) = 0 or patreon_members.patron_status = 'active_patron')
            """)?["count"] ?? 0
    }

    package func postCount(of tier: Tier) throws -> Int64 {
        try self.row("select count(*) as count from patreon_post_tiers where tier_id = \(tier.id)")?["count"] ?? 0
    }

    /// Inserts the tier or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ tier: Tier) throws {
        try self.execute(
            """
            insert into patreon_tiers
                (id, campaign_id, title, amount_cents, description, discord_role_ids, image_url, is_published,
                 requires_shipping, user_limit, created_at, edited_at, published_at, unpublished_at)
            values
                (\(tier.id), \(tier.campaignID), \(tier.title), \(tier.amountCents), \(tier.description),
                 \(tier.discordRoleIDs.map { JSON.strings($0) }), \(tier.imageURL), \(tier.isPublished),
                 \(tier.requiresShipping), \(tier.userLimit), \(tier.createdAt), \(tier.editedAt), \(tier.publishedAt),
                 \(tier.unpublishedAt))
            on conflict (id) do update set
                campaign_id = excluded.campaign_id, title = excluded.title, amount_cents = excluded.amount_cents,
                description = excluded.description, discord_role_ids = excluded.discord_role_ids,
                image_url = excluded.image_url, is_published = excluded.is_published,
                requires_shipping = excluded.requires_shipping, user_limit = excluded.user_limit,
                edited_at = excluded.edited_at, published_at = excluded.published_at,
                unpublished_at = excluded.unpublished_at
            """)
    }

    package func delete(_ tier: Tier) throws {
        try self.execute("delete from patreon_tiers where id = \(tier.id)")
    }
}

extension Tier {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], campaignID: row["campaign_id"], title: row["title"], amountCents: row["amount_cents"],
            createdAt: row["created_at"])
        let roles: JSON? = row["discord_role_ids"]
        self.description = row["description"]
        self.discordRoleIDs = roles?.strings
        self.imageURL = row["image_url"]
        self.isPublished = row["is_published"]
        self.requiresShipping = row["requires_shipping"]
        self.userLimit = row["user_limit"]
        self.editedAt = row["edited_at"]
        self.publishedAt = row["published_at"]
        self.unpublishedAt = row["unpublished_at"]
    }
}
