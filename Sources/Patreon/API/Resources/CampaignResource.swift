import Core
import Storage

extension V2Resources {
    /// §4.4
    func campaign(_ campaign: Campaign) -> JSONAPIResource {
        JSONAPIResource(
            type: "campaign", id: campaign.id.value, attributes: try self.attributes(of: campaign),
            related: [
                "benefits": { .many(try self.db.benefits(of: campaign.id).map(self.benefit)) },
                "campaign_installations": { .many([]) },
                "categories": { .many([]) },
                "creator": { .one(try self.user(campaign.ownerID)) },
                // Deprecated, never there, and recorded as `null` where other lists are empty (§10).
                "goals": { .one(nil) },
                "live_access_rules": { .many([]) },
                "tiers": { .many(try self.db.tiers(of: campaign.id).map(self.tier)) },
            ])
    }

    private func attributes(of campaign: Campaign) throws -> [String: JSON] {
        let page = CampaignPage(campaign, origin: self.origin)
        return [
            "created_at": .time(campaign.createdAt),
            "creation_name": .nullable(campaign.creationName),
            "currency": .string(campaign.currency),
            "discord_server_id": .nullable(campaign.discordServerID),
            "google_analytics_id": .nullable(campaign.googleAnalyticsID),
            "has_rss": .bool(campaign.hasRSS),
            "has_sent_rss_notify": .bool(campaign.hasSentRSSNotify),
            "image_small_url": .string(page.imageSmallURL),
            "image_url": .string(page.imageURL),
            "is_charged_immediately": .nullable(campaign.isChargedImmediately),
            "is_eligible_for_live": .bool(campaign.isEligibleForLive),
            "is_monthly": .bool(campaign.isMonthly),
            "is_nsfw": .bool(campaign.isNSFW),
            "main_video_embed": .nullable(campaign.mainVideoEmbed),
            "main_video_url": .nullable(campaign.mainVideoURL),
            "name": .string(campaign.name),
            "one_liner": .nullable(campaign.oneLiner),
            "patron_count": .int(try self.db.patronCount(of: campaign.id)),
            "pay_per_name": .nullable(campaign.payPerName),
            "pledge_url": .string(page.pledgeURL),
            "published_at": .time(campaign.publishedAt),
            "rss_artwork_url": .nullable(campaign.rssArtworkURL),
            "rss_feed_title": .nullable(campaign.rssFeedTitle),
            "show_earnings": .bool(campaign.showsEarnings),
            "summary": .nullable(campaign.summary),
            "thanks_embed": .nullable(campaign.thanksEmbed),
            "thanks_msg": .nullable(campaign.thanksMessage),
            "thanks_video_url": .nullable(campaign.thanksVideoURL),
            "url": .string(page.url),
            "vanity": .nullable(campaign.vanity),
        ]
    }
}

/// Addresses of a campaign's page and pictures, which both versions of the API show (§3.3).
struct CampaignPage {
    private let campaign: Campaign
    private let origin: String

    init(_ campaign: Campaign, origin: String) {
        self.campaign = campaign
        self.origin = origin
    }

    var url: String {
        if let vanity = self.campaign.vanity { return "\(self.origin)/\(PercentEncoding.component(vanity))" }
        return "\(self.origin)/user?u=\(self.campaign.ownerID)"
    }

    /// Relative, as recorded.
    var pledgeURL: String { "/checkout/\(self.campaign.id)" }

    var imageURL: String {
        self.campaign.imageURL ?? self.origin + AvatarEndpoint.path(of: self.campaign.ownerID, size: 400)
    }

    var imageSmallURL: String {
        self.campaign.imageSmallURL ?? self.origin + AvatarEndpoint.path(of: self.campaign.ownerID, size: 100)
    }
}
