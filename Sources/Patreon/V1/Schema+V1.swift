extension JSONAPISchema {
    /// What can be reached from a user in the first version (spec `patreon.md` §3.6).
    static let v1 = JSONAPISchema(
        root: "/api",
        types: [
            "user": ResourceType(
                path: "user",
                attributes: Self.userAttributes.union(["comment_count", "like_count"]), unasked: Self.userAttributes,
                relationships: ["campaign": "campaign", "pledges": "pledge"]),
            "pledge": ResourceType(
                attributes: Self.pledgeAttributes.union([
                    "has_shipping_address", "is_paused", "status", "total_historical_amount_cents",
                ]),
                unasked: Self.pledgeAttributes,
                relationships: ["address": "address", "creator": "user", "patron": "user", "reward": "reward"]),
            "campaign": ResourceType(
                path: "campaigns", attributes: Self.campaignAttributes, unasked: Self.campaignAttributes,
                relationships: ["creator": "user", "goals": "goal", "pledges": "pledge", "rewards": "reward"]),
            "reward": ResourceType(
                path: "rewards", attributes: Self.rewardAttributes, unasked: Self.rewardAttributes,
                relationships: ["campaign": "campaign", "creator": "user"]),
            "goal": ResourceType(attributes: Self.goalAttributes, unasked: Self.goalAttributes),
            // Only its name is known; the attributes are the second version's.
            "address": ResourceType(attributes: Self.addressAttributes, unasked: Self.addressAttributes),
        ])

    private static let userAttributes: Set<String> = [
        "about", "created", "discord_id", "email", "facebook", "facebook_id", "first_name", "full_name", "gender",
        "has_password", "image_url", "is_deleted", "is_email_verified", "is_nuked", "is_suspended", "last_name",
        "social_connections", "thumb_url", "twitch", "twitter", "url", "vanity", "youtube",
        // Not documented; seen in 2024.
        "age_verification_status", "apple_id", "can_see_nsfw", "current_user_block_status", "default_country_code",
        "google_id", "is_eligible_for_idv", "patron_currency",
    ]

    private static let pledgeAttributes: Set<String> = [
        "amount_cents", "created_at", "currency", "declined_since", "patron_pays_fees", "pledge_cap_cents",
    ]

    private static let campaignAttributes: Set<String> = [
        "created_at", "creation_count", "creation_name", "discord_server_id", "display_patron_goals",
        "earnings_visibility", "image_small_url", "image_url", "is_charged_immediately", "is_monthly", "is_nsfw",
        "is_plural", "main_video_embed", "main_video_url", "one_liner", "outstanding_payment_amount_cents",
        "patron_count", "pay_per_name", "pledge_sum", "pledge_url", "published_at", "summary", "thanks_embed",
        "thanks_msg", "thanks_video_url",
    ]

    private static let goalAttributes: Set<String> = [
        "amount", "amount_cents", "completed_percentage", "created_at", "description", "reached_at", "title",
    ]

    private static let addressAttributes: Set<String> = [
        "addressee", "city", "country", "line_1", "line_2", "phone_number", "postal_code", "state",
    ]

    private static let rewardAttributes: Set<String> = [
        "amount", "amount_cents", "created_at", "description", "discord_role_ids", "edited_at", "image_url",
        "patron_count", "post_count", "published", "published_at", "remaining", "requires_shipping", "title",
        "unpublished_at", "url", "user_limit",
    ]
}
