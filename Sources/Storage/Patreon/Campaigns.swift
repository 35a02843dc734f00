import Core
import GRDB

extension Transaction {
    package func campaign(_ id: ID<Campaign>) throws -> Campaign? {
        try self.row("select * from patreon_campaigns where id = \(id)").map(Campaign.init(row:))
    }

    package func campaign(of owner: ID<PatreonAccount>) throws -> Campaign? {
        try self.row("select * from patreon_campaigns where owner_id = \(owner)").map(Campaign.init(row:))
    }

    package func campaigns() throws -> [Campaign] {
        try self.rows("select * from patreon_campaigns order by number").map(Campaign.init(row:))
    }

    /// Inserts the campaign or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ campaign: Campaign) throws {
        try self.execute(
            """
            insert into patreon_campaigns
                (id, owner_id, name, creation_name, vanity, summary, one_liner, currency, pay_per_name, is_monthly,
                 is_charged_immediately, is_nsfw, is_plural, is_eligible_for_live, shows_earnings, image_url,
                 image_small_url, main_video_embed, main_video_url, thanks_embed, thanks_message, thanks_video_url,
                 has_rss, has_sent_rss_notify, rss_artwork_url, rss_feed_title, discord_server_id, google_analytics_id,
                 created_at, published_at)
            values
                (\(campaign.id), \(campaign.ownerID), \(campaign.name), \(campaign.creationName), \(campaign.vanity),
                 \(campaign.summary), \(campaign.oneLiner), \(campaign.currency), \(campaign.payPerName),
                 \(campaign.isMonthly), \(campaign.isChargedImmediately), \(campaign.isNSFW), \(campaign.isPlural),
                 \(campaign.isEligibleForLive), \(campaign.showsEarnings), \(campaign.imageURL),
                 \(campaign.imageSmallURL), \(campaign.mainVideoEmbed), \(campaign.mainVideoURL),
                 \(campaign.thanksEmbed), \(campaign.thanksMessage), \(campaign.thanksVideoURL), \(campaign.hasRSS),
                 \(campaign.hasSentRSSNotify), \(campaign.rssArtworkURL), \(campaign.rssFeedTitle),
                 \(campaign.discordServerID), \(campaign.googleAnalyticsID), \(campaign.createdAt),
                 \(campaign.publishedAt))
            on conflict (id) do update set
                owner_id = excluded.owner_id, name = excluded.name, creation_name = excluded.creation_name,
                vanity = excluded.vanity, summary = excluded.summary, one_liner = excluded.one_liner,
                currency = excluded.currency, pay_per_name = excluded.pay_per_name, is_monthly = excluded.is_monthly,
                is_charged_immediately = excluded.is_charged_immediately, is_nsfw = excluded.is_nsfw,
                is_plural = excluded.is_plural, is_eligible_for_live = excluded.is_eligible_for_live,
                shows_earnings = excluded.shows_earnings, image_url = excluded.image_url,
                image_small_url = excluded.image_small_url, main_video_embed = excluded.main_video_embed,
                main_video_url = excluded.main_video_url, thanks_embed = excluded.thanks_embed,
                thanks_message = excluded.thanks_message, thanks_video_url = excluded.thanks_video_url,
                has_rss = excluded.has_rss, has_sent_rss_notify = excluded.has_sent_rss_notify,
                rss_artwork_url = excluded.rss_artwork_url, rss_feed_title = excluded.rss_feed_title,
                discord_server_id = excluded.discord_server_id, google_analytics_id = excluded.google_analytics_id,
                published_at = excluded.published_at
            """)
    }
}

extension Campaign {
    fileprivate init(row: Row) {
        self.init(id: row["id"], ownerID: row["owner_id"], name: row["name"], createdAt: row["created_at"])
        self.creationName = row["creation_name"]
        self.vanity = row["vanity"]
        self.summary = row["summary"]
        self.oneLiner = row["one_liner"]
        self.currency = row["currency"]
        self.payPerName = row["pay_per_name"]
        self.isMonthly = row["is_monthly"]
        self.isChargedImmediately = row["is_charged_immediately"]
        self.isNSFW = row["is_nsfw"]
        self.isPlural = row["is_plural"]
        self.isEligibleForLive = row["is_eligible_for_live"]
        self.showsEarnings = row["shows_earnings"]
        self.imageURL = row["image_url"]
        self.imageSmallURL = row["image_small_url"]
        self.mainVideoEmbed = row["main_video_embed"]
        self.mainVideoURL = row["main_video_url"]
        self.thanksEmbed = row["thanks_embed"]
        self.thanksMessage = row["thanks_message"]
        self.thanksVideoURL = row["thanks_video_url"]
        self.hasRSS = row["has_rss"]
        self.hasSentRSSNotify = row["has_sent_rss_notify"]
        self.rssArtworkURL = row["rss_artwork_url"]
        self.rssFeedTitle = row["rss_feed_title"]
        self.discordServerID = row["discord_server_id"]
        self.googleAnalyticsID = row["google_analytics_id"]
        self.publishedAt = row["published_at"]
    }
}
