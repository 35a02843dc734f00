import Core
import GRDB

extension Transaction {
    package func benefits(of campaign: ID<Campaign>) throws -> [Benefit] {
        try self.rows("select * from patreon_benefits where campaign_id = \(campaign) order by number")
            .map(self.benefit(from:))
    }

    package func benefits(of tier: Tier) throws -> [Benefit] {
        try self.rows(
            """
            select patreon_benefits.* from patreon_benefits
            join patreon_benefit_tiers on patreon_benefit_tiers.benefit_id = patreon_benefits.id
            where patreon_benefit_tiers.tier_id = \(tier.id) order by number
            """
        ).map(self.benefit(from:))
    }

    /// Inserts the benefit or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ benefit: Benefit) throws {
        try self.execute(
            """
            insert into patreon_benefits
                (id, campaign_id, title, description, benefit_type, rule_type, is_deleted, is_ended, is_published,
                 app_external_id, app_meta, next_deliverable_due_date, created_at)
            values
                (\(benefit.id), \(benefit.campaignID), \(benefit.title), \(benefit.description), \(benefit.benefitType),
                 \(benefit.ruleType), \(benefit.isDeleted), \(benefit.isEnded), \(benefit.isPublished),
                 \(benefit.appExternalID), \(benefit.appMeta), \(benefit.nextDeliverableDueDate), \(benefit.createdAt))
            on conflict (id) do update set
                campaign_id = excluded.campaign_id, title = excluded.title, description = excluded.description,
                benefit_type = excluded.benefit_type, rule_type = excluded.rule_type, is_deleted = excluded.is_deleted,
                is_ended = excluded.is_ended, is_published = excluded.is_published,
                app_external_id = excluded.app_external_id, app_meta = excluded.app_meta,
                next_deliverable_due_date = excluded.next_deliverable_due_date
            """)
        try self.execute("delete from patreon_benefit_tiers where benefit_id = \(benefit.id)")
        for tier in Set(benefit.tierIDs) {
            try self.execute(
                "insert into patreon_benefit_tiers (benefit_id, tier_id) values (\(benefit.id), \(tier))")
        }
    }

    private func benefit(from row: Row) throws -> Benefit {
        var benefit = Benefit(
            id: row["id"], campaignID: row["campaign_id"], title: row["title"], createdAt: row["created_at"])
        benefit.description = row["description"]
        benefit.benefitType = row["benefit_type"]
        benefit.ruleType = row["rule_type"]
        benefit.isDeleted = row["is_deleted"]
        benefit.isEnded = row["is_ended"]
        benefit.isPublished = row["is_published"]
        benefit.appExternalID = row["app_external_id"]
        benefit.appMeta = row["app_meta"]
        benefit.nextDeliverableDueDate = row["next_deliverable_due_date"]
        benefit.tierIDs = try self.tiers(of: benefit).map(\.id)
        return benefit
    }
}
