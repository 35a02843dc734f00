import Core
import GRDB

extension Transaction {
    package func goals(of campaign: ID<Campaign>) throws -> [Goal] {
        try self.rows("select * from patreon_goals where campaign_id = \(campaign) order by amount_cents, number")
            .map(Goal.init(row:))
    }

    /// Inserts the goal or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ goal: Goal) throws {
        try self.execute(
            """
            insert into patreon_goals
                (id, campaign_id, title, amount_cents, completed_percentage, description, created_at, reached_at)
            values
                (\(goal.id), \(goal.campaignID), \(goal.title), \(goal.amountCents), \(goal.completedPercentage),
                 \(goal.description), \(goal.createdAt), \(goal.reachedAt))
            on conflict (id) do update set
                campaign_id = excluded.campaign_id, title = excluded.title, amount_cents = excluded.amount_cents,
                completed_percentage = excluded.completed_percentage, description = excluded.description,
                reached_at = excluded.reached_at
            """)
    }
}

extension Goal {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], campaignID: row["campaign_id"], title: row["title"], amountCents: row["amount_cents"],
            createdAt: row["created_at"])
        self.completedPercentage = row["completed_percentage"]
        self.description = row["description"]
        self.reachedAt = row["reached_at"]
    }
}
