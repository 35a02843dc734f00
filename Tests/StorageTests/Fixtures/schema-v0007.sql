-- The schema of databases that took the first eight steps one by one, as SQLite tells it.

create table grdb_migrations (identifier text not null primary key);
insert into grdb_migrations values
    ('v0001_initial'),
    ('v0002_access_control'),
    ('v0003_patreon_memberships'),
    ('v0004_patreon_portal'),
    ('v0005_logto_configs'),
    ('v0006_pushed_requests'),
    ('v0007_device_codes'),
    ('v0007_subject_tokens');

CREATE TABLE secrets (
    name text not null primary key,
    value text not null
) strict, without rowid;
CREATE TABLE signing_keys (
    id text not null primary key,
    pem text not null,
    status text not null check (status in ('Next', 'Current', 'Previous')),
    created_at integer not null
) strict, without rowid;
CREATE UNIQUE INDEX signing_keys_current on signing_keys (status) where status = 'Current';
CREATE TABLE applications (
    id text not null primary key,
    name text not null,
    description text,
    type text not null,
    is_third_party integer not null check (is_third_party in (0, 1)),
    oidc_client_metadata text not null,
    custom_client_metadata text not null,
    created_at integer not null
) strict;
CREATE TABLE application_secrets (
    application_id text not null references applications (id) on delete cascade,
    name text not null,
    value text not null,
    created_at integer not null,
    expires_at integer,
    primary key (application_id, name)
) strict, without rowid;
CREATE TABLE connectors (
    id text not null primary key,
    connector_id text not null,
    config text not null,
    sync_profile integer not null check (sync_profile in (0, 1)),
    created_at integer not null
) strict;
CREATE TABLE sign_in_experiences (
    id text not null primary key,
    settings text not null
) strict, without rowid;
CREATE TABLE users (
    id text not null primary key,
    username text unique,
    password_hash text,
    primary_email text unique,
    primary_phone text unique,
    name text,
    avatar text,
    profile text not null,
    custom_data text not null,
    is_suspended integer not null check (is_suspended in (0, 1)),
    application_id text references applications (id) on delete set null,
    last_sign_in_at integer,
    created_at integer not null,
    updated_at integer not null
) strict;
CREATE INDEX users_application on users (application_id);
CREATE INDEX users_creation on users (created_at);
CREATE TABLE user_identities (
    user_id text not null references users (id) on delete cascade,
    target text not null,
    identity_id text not null,
    details text not null,
    primary key (user_id, target),
    unique (target, identity_id)
) strict, without rowid;
CREATE TABLE sessions (
    uid text not null primary key,
    -- The cookie's value: replaced at sign-in and at sign-out, while uid stays.
    cookie text not null unique,
    -- No foreign key: the session of a user who was deleted lives on, and is refused.
    user_id text,
    authenticated_at integer,
    -- A sign-out that the browser has still to confirm.
    logout text,
    expires_at integer not null
, device_xsrf text) strict;
CREATE INDEX sessions_user on sessions (user_id);
CREATE INDEX sessions_expiry on sessions (expires_at);
CREATE TABLE grants (
    id text not null primary key,
    user_id text not null references users (id) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    scopes text not null,
    -- Resource indicator → scopes.
    resources text not null,
    created_at integer not null,
    expires_at integer not null
) strict;
CREATE INDEX grants_user on grants (user_id, application_id);
CREATE INDEX grants_application on grants (application_id);
CREATE INDEX grants_expiry on grants (expires_at);
CREATE TABLE session_authorizations (
    session_uid text not null references sessions (uid) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    grant_id text references grants (id) on delete set null,
    sid text not null,
    primary key (session_uid, application_id)
) strict, without rowid;
CREATE INDEX session_authorizations_grant on session_authorizations (grant_id);
CREATE INDEX session_authorizations_application on session_authorizations (application_id);
CREATE TABLE interactions (
    uid text not null primary key,
    application_id text not null references applications (id) on delete cascade,
    -- The parameters of the authorization request.
    parameters text not null,
    prompt text not null check (prompt in ('login', 'consent')),
    -- Whoever was signed in when the interaction began.
    session_user_id text references users (id) on delete cascade,
    -- What the pages found out.
    signed_in_user_id text references users (id) on delete cascade,
    consented_grant_id text references grants (id) on delete cascade,
    -- What the pages remember on the way there.
    state text not null,
    csrf_token text not null,
    expires_at integer not null
, device_code text references device_codes (code) on delete cascade) strict;
CREATE INDEX interactions_application on interactions (application_id);
CREATE INDEX interactions_session_user on interactions (session_user_id);
CREATE INDEX interactions_signed_in_user on interactions (signed_in_user_id);
CREATE INDEX interactions_grant on interactions (consented_grant_id);
CREATE INDEX interactions_expiry on interactions (expires_at);
CREATE TABLE authorization_codes (
    code text not null primary key,
    grant_id text not null references grants (id) on delete cascade,
    session_uid text references sessions (uid) on delete set null,
    is_session_bound integer not null check (is_session_bound in (0, 1)),
    scopes text not null,
    -- Requested resource indicators.
    resources text not null,
    redirect_uri text not null,
    nonce text,
    code_challenge text,
    auth_time integer,
    consumed_at integer,
    expires_at integer not null
) strict;
CREATE INDEX authorization_codes_grant on authorization_codes (grant_id);
CREATE INDEX authorization_codes_session on authorization_codes (session_uid);
CREATE INDEX authorization_codes_expiry on authorization_codes (expires_at);
CREATE TABLE access_tokens (
    token text not null primary key,
    grant_id text not null references grants (id) on delete cascade,
    session_uid text references sessions (uid) on delete set null,
    is_session_bound integer not null check (is_session_bound in (0, 1)),
    scopes text not null,
    issued_at integer not null,
    expires_at integer not null
) strict;
CREATE INDEX access_tokens_grant on access_tokens (grant_id);
CREATE INDEX access_tokens_session on access_tokens (session_uid);
CREATE INDEX access_tokens_expiry on access_tokens (expires_at);
CREATE TABLE refresh_tokens (
    token text not null primary key,
    grant_id text not null references grants (id) on delete cascade,
    session_uid text references sessions (uid) on delete set null,
    is_session_bound integer not null check (is_session_bound in (0, 1)),
    scopes text not null,
    resources text not null,
    nonce text,
    auth_time integer,
    -- When the first token of the chain was issued.
    chain_started_at integer not null,
    issued_at integer not null,
    consumed_at integer,
    expires_at integer not null
) strict;
CREATE INDEX refresh_tokens_grant on refresh_tokens (grant_id);
CREATE INDEX refresh_tokens_session on refresh_tokens (session_uid);
CREATE INDEX refresh_tokens_expiry on refresh_tokens (expires_at);
CREATE TABLE patreon_accounts (
    id text not null primary key,
    full_name text not null,
    email text,
    is_email_verified integer not null check (is_email_verified in (0, 1)),
    vanity text unique,
    story text,
    created_at integer not null
, behaviours text not null default '', about text, age_verification_status text, can_see_nsfw integer check (can_see_nsfw in (0, 1)), is_eligible_for_idv integer not null default 0
    check (is_eligible_for_idv in (0, 1)), has_password integer check (has_password in (0, 1)), is_suspended integer not null default 0 check (is_suspended in (0, 1)), is_deleted integer not null default 0 check (is_deleted in (0, 1)), is_nuked integer not null default 0 check (is_nuked in (0, 1)), hides_pledges integer not null default 0 check (hides_pledges in (0, 1)), like_count integer not null default 0, comment_count integer not null default 0, gender integer not null default 0, country_code text, currency text, social_connections text not null default '{}') strict;
CREATE TABLE patreon_clients (
    id text not null primary key,
    secret text not null,
    name text not null,
    api_version integer not null check (api_version in (1, 2)),
    redirect_uris text not null,
    owner_id text references patreon_accounts (id) on delete set null,
    privacy_policy_url text,
    tos_url text,
    created_at integer not null
, is_public integer not null default 0 check (is_public in (0, 1)), description text, category text, author_name text, domain text, icon_url text) strict;
CREATE INDEX patreon_clients_owner on patreon_clients (owner_id);
CREATE TABLE patreon_consents (
    client_id text not null references patreon_clients (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    scopes text not null,
    primary key (client_id, account_id)
) strict, without rowid;
CREATE INDEX patreon_consents_account on patreon_consents (account_id);
CREATE TABLE patreon_codes (
    code text not null primary key,
    client_id text not null references patreon_clients (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    redirect_uri text not null,
    scopes text not null,
    expires_at integer not null
, code_challenge text, code_challenge_method text) strict;
CREATE INDEX patreon_codes_client on patreon_codes (client_id);
CREATE INDEX patreon_codes_account on patreon_codes (account_id);
CREATE INDEX patreon_codes_expiry on patreon_codes (expires_at);
CREATE TABLE patreon_tokens (
    access_token text not null primary key,
    refresh_token text not null unique,
    client_id text not null references patreon_clients (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    scopes text not null,
    created_at integer not null,
    expires_at integer not null
, is_creators integer not null default 0 check (is_creators in (0, 1))) strict;
CREATE INDEX patreon_tokens_client on patreon_tokens (client_id);
CREATE INDEX patreon_tokens_account on patreon_tokens (account_id);
CREATE TABLE patreon_redirect_mismatches (
    id integer primary key,
    client_id text not null references patreon_clients (id) on delete cascade,
    redirect_uri text not null,
    state text,
    occurred_at integer not null
) strict;
CREATE INDEX patreon_redirect_mismatches_client on patreon_redirect_mismatches (client_id);
CREATE INDEX patreon_redirect_mismatches_state on patreon_redirect_mismatches (state);
CREATE TABLE resources (
    id text not null primary key,
    name text not null,
    indicator text not null unique,
    is_default integer not null check (is_default in (0, 1)),
    access_token_ttl integer not null
) strict;
CREATE UNIQUE INDEX resources_default on resources (is_default) where is_default = 1;
CREATE TABLE scopes (
    id text not null primary key,
    resource_id text not null references resources (id) on delete cascade,
    name text not null,
    description text,
    created_at integer not null,
    unique (resource_id, name)
) strict;
CREATE TABLE roles (
    id text not null primary key,
    name text not null unique,
    description text not null,
    type text not null check (type in ('User', 'MachineToMachine')),
    is_default integer not null check (is_default in (0, 1))
) strict;
CREATE TABLE roles_scopes (
    role_id text not null references roles (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (role_id, scope_id)
) strict, without rowid;
CREATE INDEX roles_scopes_scope on roles_scopes (scope_id);
CREATE TABLE users_roles (
    user_id text not null references users (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (user_id, role_id)
) strict, without rowid;
CREATE INDEX users_roles_role on users_roles (role_id);
CREATE TABLE applications_roles (
    application_id text not null references applications (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (application_id, role_id)
) strict, without rowid;
CREATE INDEX applications_roles_role on applications_roles (role_id);
CREATE TABLE organizations (
    id text not null primary key,
    name text not null,
    description text,
    custom_data text not null,
    is_mfa_required integer not null check (is_mfa_required in (0, 1)),
    created_at integer not null
) strict;
CREATE TABLE organization_scopes (
    id text not null primary key,
    name text not null unique,
    description text
) strict;
CREATE TABLE organization_roles (
    id text not null primary key,
    name text not null unique,
    description text,
    type text not null check (type in ('User', 'MachineToMachine'))
) strict;
CREATE TABLE organization_role_scope_relations (
    organization_role_id text not null references organization_roles (id) on delete cascade,
    organization_scope_id text not null references organization_scopes (id) on delete cascade,
    primary key (organization_role_id, organization_scope_id)
) strict, without rowid;
CREATE INDEX organization_role_scope_relations_scope on organization_role_scope_relations (organization_scope_id);
CREATE TABLE organization_role_resource_scope_relations (
    organization_role_id text not null references organization_roles (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (organization_role_id, scope_id)
) strict, without rowid;
CREATE INDEX organization_role_resource_scope_relations_scope on organization_role_resource_scope_relations (scope_id);
CREATE TABLE organization_user_relations (
    organization_id text not null references organizations (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (organization_id, user_id)
) strict, without rowid;
CREATE INDEX organization_user_relations_user on organization_user_relations (user_id);
CREATE TABLE organization_role_user_relations (
    organization_id text not null,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    user_id text not null,
    primary key (organization_id, organization_role_id, user_id),
    foreign key (organization_id, user_id)
        references organization_user_relations (organization_id, user_id) on delete cascade
) strict, without rowid;
CREATE INDEX organization_role_user_relations_user on organization_role_user_relations (organization_id, user_id);
CREATE INDEX organization_role_user_relations_role on organization_role_user_relations (organization_role_id);
CREATE TABLE organization_application_relations (
    organization_id text not null references organizations (id) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    primary key (organization_id, application_id)
) strict, without rowid;
CREATE INDEX organization_application_relations_application on organization_application_relations (application_id);
CREATE TABLE organization_role_application_relations (
    organization_id text not null,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    application_id text not null,
    primary key (organization_id, organization_role_id, application_id),
    foreign key (organization_id, application_id)
        references organization_application_relations (organization_id, application_id) on delete cascade
) strict, without rowid;
CREATE INDEX organization_role_application_relations_application
    on organization_role_application_relations (organization_id, application_id);
CREATE INDEX organization_role_application_relations_role
    on organization_role_application_relations (organization_role_id);
CREATE TABLE application_user_consent_user_scopes (
    application_id text not null references applications (id) on delete cascade,
    user_scope text not null,
    primary key (application_id, user_scope)
) strict, without rowid;
CREATE TABLE application_user_consent_resource_scopes (
    application_id text not null references applications (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (application_id, scope_id)
) strict, without rowid;
CREATE INDEX application_user_consent_resource_scopes_scope on application_user_consent_resource_scopes (scope_id);
CREATE TABLE application_user_consent_organization_scopes (
    application_id text not null references applications (id) on delete cascade,
    organization_scope_id text not null references organization_scopes (id) on delete cascade,
    primary key (application_id, organization_scope_id)
) strict, without rowid;
CREATE INDEX application_user_consent_organization_scopes_scope
    on application_user_consent_organization_scopes (organization_scope_id);
CREATE TABLE application_user_consent_organization_resource_scopes (
    application_id text not null references applications (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (application_id, scope_id)
) strict, without rowid;
CREATE INDEX application_user_consent_organization_resource_scopes_scope
    on application_user_consent_organization_resource_scopes (scope_id);
CREATE TABLE application_user_consent_organizations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null,
    user_id text not null,
    primary key (application_id, organization_id, user_id),
    foreign key (organization_id, user_id)
        references organization_user_relations (organization_id, user_id) on delete cascade
) strict, without rowid;
CREATE INDEX application_user_consent_organizations_member
    on application_user_consent_organizations (organization_id, user_id);
CREATE TABLE patreon_campaigns (
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
CREATE TABLE patreon_tiers (
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
CREATE INDEX patreon_tiers_campaign on patreon_tiers (campaign_id, amount_cents);
CREATE TABLE patreon_benefits (
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
CREATE INDEX patreon_benefits_campaign on patreon_benefits (campaign_id);
CREATE TABLE patreon_benefit_tiers (
    benefit_id text not null references patreon_benefits (id) on delete cascade,
    tier_id text not null references patreon_tiers (id) on delete cascade,
    primary key (benefit_id, tier_id)
) strict, without rowid;
CREATE INDEX patreon_benefit_tiers_tier on patreon_benefit_tiers (tier_id);
CREATE TABLE patreon_goals (
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
CREATE INDEX patreon_goals_campaign on patreon_goals (campaign_id);
CREATE TABLE patreon_members (
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
CREATE INDEX patreon_members_account on patreon_members (account_id);
CREATE INDEX patreon_members_creation on patreon_members (campaign_id, created_at, number);
CREATE INDEX patreon_members_status on patreon_members (campaign_id, patron_status);
CREATE TABLE patreon_member_tiers (
    member_id text not null references patreon_members (id) on delete cascade,
    tier_id text not null references patreon_tiers (id) on delete cascade,
    primary key (member_id, tier_id)
) strict, without rowid;
CREATE INDEX patreon_member_tiers_tier on patreon_member_tiers (tier_id);
CREATE TABLE patreon_addresses (
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
CREATE TABLE patreon_pledge_events (
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
CREATE INDEX patreon_pledge_events_member on patreon_pledge_events (member_id, date);
CREATE INDEX patreon_pledge_events_tier on patreon_pledge_events (tier_id);
CREATE TABLE patreon_posts (
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
CREATE INDEX patreon_posts_campaign on patreon_posts (campaign_id, number);
CREATE TABLE patreon_post_tiers (
    post_id text not null references patreon_posts (id) on delete cascade,
    tier_id text not null references patreon_tiers (id) on delete cascade,
    primary key (post_id, tier_id)
) strict, without rowid;
CREATE INDEX patreon_post_tiers_tier on patreon_post_tiers (tier_id);
CREATE TABLE patreon_webhooks (
    id integer primary key autoincrement,
    campaign_id text not null references patreon_campaigns (id) on delete cascade,
    -- The client that made it and alone sees it in the API; none for one that was made in the portal.
    client_id text references patreon_clients (id) on delete cascade,
    uri text not null,
    secret text not null,
    triggers text not null,
    -- What the maker may see of members, and so the receiver.
    scopes text not null,
    is_paused integer not null check (is_paused in (0, 1)),
    last_attempted_at integer,
    consecutive_failures integer not null,
    created_at integer not null
) strict;
CREATE INDEX patreon_webhooks_campaign on patreon_webhooks (campaign_id);
CREATE INDEX patreon_webhooks_client on patreon_webhooks (client_id);
CREATE TABLE patreon_webhook_events (
    id integer primary key autoincrement,
    webhook_id integer not null references patreon_webhooks (id) on delete cascade,
    event text not null,
    -- As it stood when it happened: the very bytes that are sent.
    body text not null,
    is_test integer not null check (is_test in (0, 1)),
    attempts integer not null,
    created_at integer not null,
    -- None for one that was delivered or that waits for a person.
    next_attempt_at integer,
    delivered_at integer
) strict;
CREATE INDEX patreon_webhook_events_webhook on patreon_webhook_events (webhook_id, delivered_at);
CREATE INDEX patreon_webhook_events_due on patreon_webhook_events (next_attempt_at) where next_attempt_at is not null;
CREATE TABLE patreon_webhook_attempts (
    id integer primary key autoincrement,
    event_id integer not null references patreon_webhook_events (id) on delete cascade,
    attempted_at integer not null,
    signature text not null,
    -- What the receiver answered, or why there was no answer.
    status integer,
    answer text not null
) strict;
CREATE INDEX patreon_webhook_attempts_event on patreon_webhook_attempts (event_id);
CREATE TABLE patreon_charge_runs (
    day integer not null primary key,
    paid integer not null,
    declined integer not null
) strict;
CREATE TABLE logto_configs (
    key text not null primary key,
    value text not null
) strict, without rowid;
CREATE TABLE pushed_requests (
    id text not null primary key,
    application_id text not null references applications (id) on delete cascade,
    -- The parameters of the authorization request.
    parameters text not null,
    -- When a code was issued for it.
    used_at integer,
    expires_at integer not null
) strict;
CREATE INDEX pushed_requests_application on pushed_requests (application_id);
CREATE INDEX pushed_requests_expiry on pushed_requests (expires_at);
CREATE TABLE device_codes (
    code text not null primary key,
    -- Letters only, as they are after what people type between them was dropped.
    user_code text not null unique,
    application_id text not null references applications (id) on delete cascade,
    -- The parameters of the device's request.
    parameters text not null,
    is_in_flight integer not null check (is_in_flight in (0, 1)),
    -- What the sign-in came to: an error, or a user and what they allow.
    error text,
    error_description text,
    user_id text references users (id) on delete cascade,
    grant_id text references grants (id) on delete set null,
    session_uid text references sessions (uid) on delete set null,
    is_session_bound integer not null check (is_session_bound in (0, 1)),
    scopes text not null,
    resources text not null,
    nonce text,
    auth_time integer,
    consumed_at integer,
    expires_at integer not null
) strict;
CREATE INDEX device_codes_application on device_codes (application_id);
CREATE INDEX device_codes_user on device_codes (user_id);
CREATE INDEX device_codes_grant on device_codes (grant_id);
CREATE INDEX device_codes_session on device_codes (session_uid);
CREATE INDEX device_codes_expiry on device_codes (expires_at);
CREATE INDEX interactions_device_code on interactions (device_code);
CREATE TABLE subject_tokens (
    token text not null primary key,
    user_id text not null references users (id) on delete cascade,
    context text not null,
    created_at integer not null,
    consumed_at integer,
    expires_at integer not null
) strict;
CREATE INDEX subject_tokens_user on subject_tokens (user_id);
CREATE INDEX subject_tokens_expiry on subject_tokens (expires_at);
CREATE TABLE personal_access_tokens (
    user_id text not null references users (id) on delete cascade,
    name text not null,
    value text not null unique,
    created_at integer not null,
    expires_at integer,
    primary key (user_id, name)
) strict, without rowid;
