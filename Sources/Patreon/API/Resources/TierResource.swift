import Core
import Storage

extension V2Resources {
    /// §4.6
    func tier(_ tier: Tier) -> JSONAPIResource {
        JSONAPIResource(
            type: "tier", id: tier.id.value, attributes: try self.attributes(of: tier),
            related: [
                "benefits": { .many(try self.db.benefits(of: tier).map(self.benefit)) },
                "campaign": { .one(try self.db.campaign(tier.campaignID).map(self.campaign)) },
                // Nobody uploads media here.
                "tier_image": { .one(nil) },
            ])
    }

    private func attributes(of tier: Tier) throws -> [String: JSON] {
        let patronCount = try self.db.patronCount(of: tier)
        return [
            "amount_cents": .int(tier.amountCents),
            "created_at": .time(tier.createdAt),
            "description": .string(tier.description),
            "discord_role_ids": tier.discordRoleIDs.map { JSON.strings($0) } ?? .null,
            "edited_at": .time(tier.editedAt),
            "image_url": .nullable(tier.imageURL),
            "patron_count": .int(patronCount),
            "post_count": .int(try self.db.postCount(of: tier)),
            "published": .bool(tier.isPublished),
            "published_at": .time(tier.publishedAt),
            "remaining": .nullable(tier.userLimit.map { max(0, $0 - patronCount) }),
            "requires_shipping": .bool(tier.requiresShipping),
            "title": .string(tier.title),
            "unpublished_at": .time(tier.unpublishedAt),
            "url": .string("/checkout/\(tier.campaignID)?rid=\(tier.id)"),
            "user_limit": .nullable(tier.userLimit),
        ]
    }

    /// §4.6. Deliverables are not kept, so that there are none.
    func benefit(_ benefit: Benefit) -> JSONAPIResource {
        JSONAPIResource(
            type: "benefit", id: benefit.id.value,
            attributes: [
                "app_external_id": .nullable(benefit.appExternalID),
                "app_meta": benefit.appMeta ?? .null,
                "benefit_type": .nullable(benefit.benefitType),
                "created_at": .time(benefit.createdAt),
                "deliverables_due_today_count": 0,
                "delivered_deliverables_count": 0,
                "description": .nullable(benefit.description),
                "is_deleted": .bool(benefit.isDeleted),
                "is_ended": .bool(benefit.isEnded),
                "is_published": .bool(benefit.isPublished),
                "next_deliverable_due_date": .time(benefit.nextDeliverableDueDate),
                "not_delivered_deliverables_count": 0,
                "rule_type": .nullable(benefit.ruleType),
                "tiers_count": .int(Int64(benefit.tierIDs.count)),
                "title": .string(benefit.title),
            ],
            related: [
                "campaign": { .one(try self.db.campaign(benefit.campaignID).map(self.campaign)) },
                "campaign_installation": { .one(nil) },
                "deliverables": { .many([]) },
                "tiers": { .many(try self.db.tiers(of: benefit).map(self.tier)) },
            ])
    }
}
