import Core
import Storage

extension V1Resources {
    func campaign(_ campaign: Campaign) -> JSONAPIResource {
        JSONAPIResource(
            type: "campaign", id: campaign.id.value, attributes: try self.attributes(of: campaign),
            related: [
                "creator": { .one(try self.user(campaign.ownerID)) },
                "goals": { .many(try self.db.goals(of: campaign.id).map(self.goal)) },
                "pledges": { try self.firstPledges(of: campaign) },
                "rewards": { .many(try self.rewards(of: campaign)) },
            ])
    }

    private static let pageSize = 20

    /// The first page of the pledges, for who may read them, and where it and the next ones are.
    private func firstPledges(of campaign: Campaign) throws -> JSONAPIResource.Related {
        let first =
            "\(self.apiOrigin)/api/oauth2/api/campaigns/\(campaign.id)/pledges?page%5Bcount%5D=\(Self.pageSize)"
            + "&sort=created"
        guard campaign.id == self.ownCampaign?.id, self.mayReadPledges else { return .page([], first: first) }
        let slice = try self.db.pledges(of: campaign.id, in: .created, after: nil, limit: Self.pageSize)
        return .page(try slice.elements.map(self.pledge), first: first)
    }

    private func attributes(of campaign: Campaign) throws -> [String: JSON] {
        let page = CampaignPage(campaign, origin: self.origin)
        let isOwn = campaign.id == self.ownCampaign?.id
        return [
            "created_at": .v1Time(campaign.createdAt),
            "creation_count": .int(try self.db.postCount(of: campaign.id)),
            "creation_name": .nullable(campaign.creationName),
            "discord_server_id": .nullable(campaign.discordServerID),
            "display_patron_goals": false,
            "earnings_visibility": campaign.showsEarnings ? "public" : "private",
            "image_small_url": .string(page.imageSmallURL),
            "image_url": .string(page.imageURL),
            "is_charged_immediately": .nullable(campaign.isChargedImmediately),
            "is_monthly": .bool(campaign.isMonthly),
            "is_nsfw": .bool(campaign.isNSFW),
            "is_plural": .bool(campaign.isPlural),
            "main_video_embed": .nullable(campaign.mainVideoEmbed),
            "main_video_url": .nullable(campaign.mainVideoURL),
            "one_liner": .nullable(campaign.oneLiner),
            "outstanding_payment_amount_cents": 0,
            "patron_count": .int(try self.db.patronCount(of: campaign.id)),
            "pay_per_name": .nullable(campaign.payPerName),
            "pledge_sum": .int(isOwn || campaign.showsEarnings ? try self.db.pledgeSum(of: campaign.id) : 0),
            "pledge_url": .string(page.pledgeURL),
            "published_at": .v1Time(campaign.publishedAt),
            "summary": .nullable(campaign.summary),
            "thanks_embed": .nullable(campaign.thanksEmbed),
            "thanks_msg": .nullable(campaign.thanksMessage),
            "thanks_video_url": .nullable(campaign.thanksVideoURL),
        ]
    }

    /// The campaign's tiers that cost something, behind the two that every campaign has by itself.
    private func rewards(of campaign: Campaign) throws -> [JSONAPIResource] {
        let synthetic = [("-1", "Everyone", Int64(0)), ("0", "Patrons Only", 1)].map { id, title, amount in
            JSONAPIResource(
                type: "reward", id: id,
                attributes: [
                    "amount": .int(amount), "amount_cents": .int(amount), "created_at": .null,
                    "description": .string(title), "remaining": 0, "requires_shipping": false, "url": .null,
                    "user_limit": .null,
                ])
        }
        return synthetic + (try self.db.tiers(of: campaign.id)).filter { $0.amountCents > 0 }.map(self.reward)
    }

    func reward(_ tier: Tier) -> JSONAPIResource {
        JSONAPIResource(
            type: "reward", id: tier.id.value, attributes: try self.attributes(of: tier),
            related: [
                "campaign": { .one(try self.db.campaign(tier.campaignID).map(self.campaign)) },
                "creator": {
                    .one(try self.db.campaign(tier.campaignID).flatMap { try self.user($0.ownerID) })
                },
            ])
    }

    private func attributes(of tier: Tier) throws -> [String: JSON] {
        let patronCount = try self.db.patronCount(of: tier)
        return [
            "amount": .int(tier.amountCents),
            "amount_cents": .int(tier.amountCents),
            "created_at": .v1Time(tier.createdAt),
            "description": .string(tier.description),
            "discord_role_ids": tier.discordRoleIDs.map { JSON.strings($0) } ?? .null,
            "edited_at": .v1Time(tier.editedAt),
            "image_url": .nullable(tier.imageURL),
            "patron_count": .int(patronCount),
            "post_count": .int(try self.db.postCount(of: tier)),
            "published": .bool(tier.isPublished),
            "published_at": .v1Time(tier.publishedAt),
            "remaining": .nullable(tier.userLimit.map { max(0, $0 - patronCount) }),
            "requires_shipping": .bool(tier.requiresShipping),
            "title": .string(tier.title),
            "unpublished_at": .v1Time(tier.unpublishedAt),
            "url": .string("/checkout/\(tier.campaignID)?rid=\(tier.id)"),
            "user_limit": .nullable(tier.userLimit),
        ]
    }

    private func goal(_ goal: Goal) -> JSONAPIResource {
        JSONAPIResource(
            type: "goal", id: goal.id.value,
            attributes: [
                "amount": .int(goal.amountCents), "amount_cents": .int(goal.amountCents),
                "completed_percentage": .int(goal.completedPercentage), "created_at": .v1Time(goal.createdAt),
                "description": .nullable(goal.description), "reached_at": .v1Time(goal.reachedAt),
                "title": .string(goal.title),
            ])
    }
}
