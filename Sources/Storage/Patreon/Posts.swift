import Core
import GRDB

extension Transaction {
    package func post(_ id: ID<Post>) throws -> Post? {
        try self.row("select * from patreon_posts where id = \(id)").map(self.post(from:))
    }

    package func posts(of campaign: ID<Campaign>) throws -> [Post] {
        try self.rows("select * from patreon_posts where campaign_id = \(campaign) order by number")
            .map(self.post(from:))
    }

    package func postCount(of campaign: ID<Campaign>) throws -> Int64 {
        try self.row("select count(*) as count from patreon_posts where campaign_id = \(campaign)")?["count"] ?? 0
    }

    /// Inserts the post or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ post: Post) throws {
        try self.execute(
            """
            insert into patreon_posts
                (id, campaign_id, title, content, is_paid, is_public, embed_data, embed_url, app_id, app_status,
                 created_at, published_at)
            values
                (\(post.id), \(post.campaignID), \(post.title), \(post.content), \(post.isPaid), \(post.isPublic),
                 \(post.embedData), \(post.embedURL), \(post.appID), \(post.appStatus), \(post.createdAt),
                 \(post.publishedAt))
            on conflict (id) do update set
                campaign_id = excluded.campaign_id, title = excluded.title, content = excluded.content,
                is_paid = excluded.is_paid, is_public = excluded.is_public, embed_data = excluded.embed_data,
                embed_url = excluded.embed_url, app_id = excluded.app_id, app_status = excluded.app_status,
                published_at = excluded.published_at
            """)
        try self.execute("delete from patreon_post_tiers where post_id = \(post.id)")
        for tier in Set(post.tierIDs) {
            try self.execute("insert into patreon_post_tiers (post_id, tier_id) values (\(post.id), \(tier))")
        }
    }

    package func delete(_ post: Post) throws {
        try self.execute("delete from patreon_posts where id = \(post.id)")
    }

    func post(from row: Row) throws -> Post {
        var post = Post(
            id: row["id"], campaignID: row["campaign_id"], title: row["title"], createdAt: row["created_at"])
        post.content = row["content"]
        post.isPaid = row["is_paid"]
        post.isPublic = row["is_public"]
        post.embedData = row["embed_data"]
        post.embedURL = row["embed_url"]
        post.appID = row["app_id"]
        post.appStatus = row["app_status"]
        post.publishedAt = row["published_at"]
        post.tierIDs = try self.rows(
            """
            select tier_id from patreon_post_tiers join patreon_tiers on patreon_tiers.id = tier_id
            where post_id = \(post.id) order by amount_cents, number
            """
        ).map { row -> ID<Tier> in row["tier_id"] }
        return post
    }
}
