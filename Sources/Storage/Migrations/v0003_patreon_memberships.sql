-- What Patreon's API says of accounts, and creators' campaigns with their members and posts.
-- Amounts are cents, times as in v0001_initial.sql. `number` is the order of creation, by which lists are paged.

create table patreon_campaigns (
    number integer primary key,
    id text not null unique,
    owner_id text not null unique references patreon_accounts (id) on delete cascade,
    name text not null,
    creation_name text,
    vanity text,
    summary text,
    one_liner text,
    currency text not null,
    pay_per_name text,
    is_monthly integer not null check (is_monthly in (0, 1)),
    is_charged_immediately integer check (is_charged_immediately in (0, 1)),
    is_nsfw integer not null check (is_nsfw in (0, 1)),
    is_plural integer not null check (is_plural in (0, 1)),
    is_eligible_for_live integer not null check (is_eligible_for_live in (0, 1)),
    shows_earnings integer not null check (shows_earnings in (0, 1)),
    image_url text,
    image_small_url text,
    main_video_embed text,
    main_video_url text,
    thanks_embed text,
    thanks_message text,
    thanks_video_url text,
    has_rss integer not null check (has_rss in (0, 1)),
    has_sent_rss_notify integer not null check (has_sent_rss_notify in (0, 1)),
    rss_artwork_url text,
    rss_feed_title text,
    discord_server_id text,
    google_analytics_id text,
    created_at integer not null,
    published_at integer
) strict;

create table patreon_tiers (
    number integer primary key,
    id text not null unique,
    campaign_id text not null references patreon_campaigns (id) on delete cascade,
    title text not null,
    amount_cents integer not null check (amount_cents >= 0),
    description text not null,
    discord_role_ids text,
    image_url text,
    is_published integer not null check (is_published in (0, 1)),
    requires_shipping integer not null check (requires_shipping in (0, 1)),
    user_limit integer,
    created_at integer not null,
    edited_at integer not null,
    published_at integer,
    unpublished_at integer
) strict;

create index patreon_tiers_campaign on patreon_tiers (campaign_id, amount_cents);

create table patreon_benefits (
    number integer primary key,
    id text not null unique,
    campaign_id text not null references patreon_campaigns (id) on delete cascade,
    title text not null,
    description text,
    benefit_type text,
    rule_type text,
    is_deleted integer not null check (is_deleted in (0, 1)),
    is_ended integer not null check (is_ended in (0, 1)),
    is_published integer not null check (is_published in (0, 1)),
    app_external_id text,
    app_meta text,
    next_deliverable_due_date integer,
    created_at integer not null
) strict;

create index patreon_benefits_campaign on patreon_benefits (campaign_id);

create table patreon_benefit_tiers (
    benefit_id text not null references patreon_benefits (id) on delete cascade,
    tier_id text not null references patreon_tiers (id) on delete cascade,
    primary key (benefit_id, tier_id)
) strict, without rowid;

create index patreon_benefit_tiers_tier on patreon_benefit_tiers (tier_id);

create table patreon_goals (
    number integer primary key,
    id text not null unique,
    campaign_id text not null references patreon_campaigns (id) on delete cascade,
    title text not null,
    amount_cents integer not null,
    completed_percentage integer not null,
    description text,
    created_at integer not null,
    reached_at integer
) strict;

create index patreon_goals_campaign on patreon_goals (campaign_id);

create table patreon_members (
    -- Also the id of the pledge in the first version of the API.
    number integer primary key autoincrement,
    id text not null unique,
    campaign_id text not null references patreon_campaigns (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    patron_status text check (patron_status in ('active_patron', 'declined_patron', 'former_patron')),
    currently_entitled_amount_cents integer not null,
    will_pay_amount_cents integer not null,
    lifetime_support_cents integer not null,
    last_charge_date integer,
    last_charge_status text,
    next_charge_date integer,
    pledge_cadence integer check (pledge_cadence in (1, 12)),
    pledge_relationship_start integer,
    note text not null,
    is_free_trial integer not null check (is_free_trial in (0, 1)),
    is_gifted integer not null check (is_gifted in (0, 1)),
    masks_identity integer not null check (masks_identity in (0, 1)),
    hides_email integer not null check (hides_email in (0, 1)),
    declined_since integer,
    patron_pays_fees integer not null check (patron_pays_fees in (0, 1)),
    pledge_cap_cents integer,
    is_paused integer not null check (is_paused in (0, 1)),
    created_at integer not null,
    updated_at integer not null,
    unique (campaign_id, account_id)
) strict;

create index patreon_members_account on patreon_members (account_id);
create index patreon_members_creation on patreon_members (campaign_id, created_at, number);
create index patreon_members_status on patreon_members (campaign_id, patron_status);

create table patreon_member_tiers (
    member_id text not null references patreon_members (id) on delete cascade,
    tier_id text not null references patreon_tiers (id) on delete cascade,
    primary key (member_id, tier_id)
) strict, without rowid;

create index patreon_member_tiers_tier on patreon_member_tiers (tier_id);

create table patreon_addresses (
    id integer primary key,
    member_id text not null unique references patreon_members (id) on delete cascade,
    addressee text,
    line_1 text,
    line_2 text,
    city text not null,
    postal_code text,
    state text,
    country text not null,
    phone_number text,
    created_at integer not null
) strict;

create table patreon_pledge_events (
    id integer primary key,
    member_id text not null references patreon_members (id) on delete cascade,
    type text not null
        check (type in ('pledge_start', 'pledge_upgrade', 'pledge_downgrade', 'pledge_delete', 'subscription')),
    date integer not null,
    amount_cents integer not null,
    currency_code text not null,
    payment_status text,
    pledge_payment_status text,
    tier_id text references patreon_tiers (id) on delete set null,
    tier_title text
) strict;

create index patreon_pledge_events_member on patreon_pledge_events (member_id, date);
create index patreon_pledge_events_tier on patreon_pledge_events (tier_id);

create table patreon_posts (
    number integer primary key autoincrement,
    id text not null unique,
    campaign_id text not null references patreon_campaigns (id) on delete cascade,
    title text,
    content text,
    is_paid integer check (is_paid in (0, 1)),
    is_public integer check (is_public in (0, 1)),
    embed_data text,
    embed_url text,
    app_id integer,
    app_status text,
    created_at integer not null,
    published_at integer
) strict;

create index patreon_posts_campaign on patreon_posts (campaign_id, number);

create table patreon_post_tiers (
    post_id text not null references patreon_posts (id) on delete cascade,
    tier_id text not null references patreon_tiers (id) on delete cascade,
    primary key (post_id, tier_id)
) strict, without rowid;

create index patreon_post_tiers_tier on patreon_post_tiers (tier_id);
