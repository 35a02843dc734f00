-- The schema of databases that were made before the Management API came.

create table grdb_migrations (identifier text not null primary key);
insert into grdb_migrations values ('v0015_schema');

-- Times are milliseconds since 1970-01-01T00:00:00Z. Columns of JSON hold what the service's own API shows.

create table secrets (
    name text not null primary key,
    value text not null
) strict, without rowid;

create table signing_keys (
    id text not null primary key,
    pem text not null,
    status text not null check (status in ('Next', 'Current', 'Previous')),
    created_at integer not null,
    -- When a key that waits becomes the current one.
    effective_at integer
) strict, without rowid;

create unique index signing_keys_current on signing_keys (status) where status = 'Current';

-- Logto: what an administrator sets up

create table applications (
    id text not null primary key,
    name text not null,
    description text,
    type text not null,
    is_third_party integer not null check (is_third_party in (0, 1)),
    oidc_client_metadata text not null,
    custom_client_metadata text not null,
    created_at integer not null,
    app_level_access_control_enabled integer not null default 0 check (app_level_access_control_enabled in (0, 1))
) strict;

create table application_secrets (
    application_id text not null references applications (id) on delete cascade,
    name text not null,
    value text not null,
    created_at integer not null,
    expires_at integer,
    primary key (application_id, name)
) strict, without rowid;

create table connectors (
    id text not null primary key,
    connector_id text not null,
    config text not null,
    sync_profile integer not null check (sync_profile in (0, 1)),
    created_at integer not null
) strict;

create table sign_in_experiences (
    id text not null primary key,
    settings text not null
) strict, without rowid;

-- Logto: people

create table users (
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
    updated_at integer not null,
    -- How a password was hashed that came from another system; null where it was hashed here.
    password_algorithm text
) strict;

create index users_application on users (application_id);
create index users_creation on users (created_at);

create table user_identities (
    user_id text not null references users (id) on delete cascade,
    target text not null,
    identity_id text not null,
    details text not null,
    primary key (user_id, target),
    unique (target, identity_id)
) strict, without rowid;

-- Logto: the OpenID Connect provider

create table sessions (
    uid text not null primary key,
    -- The cookie's value: replaced at sign-in and at sign-out, while uid stays.
    cookie text not null unique,
    -- No foreign key: the session of a user who was deleted lives on, and is refused.
    user_id text,
    authenticated_at integer,
    -- A sign-out that the browser has still to confirm.
    logout text,
    expires_at integer not null,
    device_xsrf text
) strict;

create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

create table grants (
    id text not null primary key,
    user_id text not null references users (id) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    scopes text not null,
    -- Resource indicator → scopes.
    resources text not null,
    created_at integer not null,
    expires_at integer not null,
    -- Resource indicator → scopes that were asked for and could not be granted.
    rejected_resources text not null default '{}'
) strict;

create index grants_user on grants (user_id, application_id);
create index grants_application on grants (application_id);
create index grants_expiry on grants (expires_at);

create table session_authorizations (
    session_uid text not null references sessions (uid) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    grant_id text references grants (id) on delete set null,
    sid text not null,
    primary key (session_uid, application_id)
) strict, without rowid;

create index session_authorizations_grant on session_authorizations (grant_id);
create index session_authorizations_application on session_authorizations (application_id);

create table interactions (
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
    expires_at integer not null,
    device_code text references device_codes (code) on delete cascade
) strict;

create index interactions_application on interactions (application_id);
create index interactions_session_user on interactions (session_user_id);
create index interactions_signed_in_user on interactions (signed_in_user_id);
create index interactions_grant on interactions (consented_grant_id);
create index interactions_expiry on interactions (expires_at);

create table authorization_codes (
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
    expires_at integer not null,
    -- What the session is called at the application, where that wants to know it. It stays when the session is gone.
    sid text
) strict;

create index authorization_codes_grant on authorization_codes (grant_id);
create index authorization_codes_session on authorization_codes (session_uid);
create index authorization_codes_expiry on authorization_codes (expires_at);

create table access_tokens (
    token text not null primary key,
    grant_id text not null references grants (id) on delete cascade,
    session_uid text references sessions (uid) on delete set null,
    is_session_bound integer not null check (is_session_bound in (0, 1)),
    scopes text not null,
    issued_at integer not null,
    expires_at integer not null,
    sid text
) strict;

create index access_tokens_grant on access_tokens (grant_id);
create index access_tokens_session on access_tokens (session_uid);
create index access_tokens_expiry on access_tokens (expires_at);

create table refresh_tokens (
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
    expires_at integer not null,
    sid text
) strict;

create index refresh_tokens_grant on refresh_tokens (grant_id);
create index refresh_tokens_session on refresh_tokens (session_uid);
create index refresh_tokens_expiry on refresh_tokens (expires_at);

-- Patreon

create table patreon_accounts (
    id text not null primary key,
    full_name text not null,
    email text,
    is_email_verified integer not null check (is_email_verified in (0, 1)),
    vanity text unique,
    story text,
    created_at integer not null,
    behaviours text not null default '',
    about text,
    age_verification_status text,
    can_see_nsfw integer check (can_see_nsfw in (0, 1)),
    is_eligible_for_idv integer not null default 0 check (is_eligible_for_idv in (0, 1)),
    has_password integer check (has_password in (0, 1)),
    is_suspended integer not null default 0 check (is_suspended in (0, 1)),
    is_deleted integer not null default 0 check (is_deleted in (0, 1)),
    is_nuked integer not null default 0 check (is_nuked in (0, 1)),
    hides_pledges integer not null default 0 check (hides_pledges in (0, 1)),
    like_count integer not null default 0,
    comment_count integer not null default 0,
    gender integer not null default 0,
    country_code text,
    currency text,
    -- Network → { scopes, url, user_id }.
    social_connections text not null default '{}'
) strict;

create table patreon_clients (
    id text not null primary key,
    secret text not null,
    name text not null,
    api_version integer not null check (api_version in (1, 2)),
    redirect_uris text not null,
    owner_id text references patreon_accounts (id) on delete set null,
    privacy_policy_url text,
    tos_url text,
    created_at integer not null,
    is_public integer not null default 0 check (is_public in (0, 1)),
    -- The rest of the form "Clients & API Keys".
    description text,
    category text,
    author_name text,
    domain text,
    icon_url text,
    -- A creator may switch a client off.
    is_disabled integer not null default 0 check (is_disabled in (0, 1))
) strict;

create index patreon_clients_owner on patreon_clients (owner_id);

-- Every scope that an account ever approved for a client.
create table patreon_consents (
    client_id text not null references patreon_clients (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    scopes text not null,
    primary key (client_id, account_id)
) strict, without rowid;

create index patreon_consents_account on patreon_consents (account_id);

create table patreon_codes (
    code text not null primary key,
    client_id text not null references patreon_clients (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    redirect_uri text not null,
    scopes text not null,
    expires_at integer not null,
    code_challenge text,
    code_challenge_method text
) strict;

create index patreon_codes_client on patreon_codes (client_id);
create index patreon_codes_account on patreon_codes (account_id);
create index patreon_codes_expiry on patreon_codes (expires_at);

create table patreon_tokens (
    access_token text not null primary key,
    refresh_token text not null unique,
    client_id text not null references patreon_clients (id) on delete cascade,
    account_id text not null references patreon_accounts (id) on delete cascade,
    scopes text not null,
    created_at integer not null,
    expires_at integer not null,
    -- Whether a pair is the one that the portal shows for its client.
    is_creators integer not null default 0 check (is_creators in (0, 1))
) strict;

create index patreon_tokens_client on patreon_tokens (client_id);
create index patreon_tokens_account on patreon_tokens (account_id);

-- The newest redirect URIs that were refused, for the page that explains them.
create table patreon_redirect_mismatches (
    id integer primary key,
    client_id text not null references patreon_clients (id) on delete cascade,
    redirect_uri text not null,
    state text,
    occurred_at integer not null
) strict;

create index patreon_redirect_mismatches_client on patreon_redirect_mismatches (client_id);
create index patreon_redirect_mismatches_state on patreon_redirect_mismatches (state);

-- APIs, roles, organizations, and what third-party applications may ask for.

create table resources (
    id text not null primary key,
    name text not null,
    indicator text not null unique,
    is_default integer not null check (is_default in (0, 1)),
    access_token_ttl integer not null
) strict;

create unique index resources_default on resources (is_default) where is_default = 1;

create table scopes (
    id text not null primary key,
    resource_id text not null references resources (id) on delete cascade,
    name text not null,
    description text,
    created_at integer not null,
    unique (resource_id, name)
) strict;

create table roles (
    id text not null primary key,
    name text not null unique,
    description text not null,
    type text not null check (type in ('User', 'MachineToMachine')),
    is_default integer not null check (is_default in (0, 1))
) strict;

create table roles_scopes (
    role_id text not null references roles (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (role_id, scope_id)
) strict, without rowid;

create index roles_scopes_scope on roles_scopes (scope_id);

create table users_roles (
    user_id text not null references users (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (user_id, role_id)
) strict, without rowid;

create index users_roles_role on users_roles (role_id);

create table applications_roles (
    application_id text not null references applications (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (application_id, role_id)
) strict, without rowid;

create index applications_roles_role on applications_roles (role_id);

create table organizations (
    id text not null primary key,
    name text not null,
    description text,
    custom_data text not null,
    is_mfa_required integer not null check (is_mfa_required in (0, 1)),
    created_at integer not null
) strict;

create table organization_scopes (
    id text not null primary key,
    name text not null unique,
    description text
) strict;

create table organization_roles (
    id text not null primary key,
    name text not null unique,
    description text,
    type text not null check (type in ('User', 'MachineToMachine'))
) strict;

create table organization_role_scope_relations (
    organization_role_id text not null references organization_roles (id) on delete cascade,
    organization_scope_id text not null references organization_scopes (id) on delete cascade,
    primary key (organization_role_id, organization_scope_id)
) strict, without rowid;

create index organization_role_scope_relations_scope on organization_role_scope_relations (organization_scope_id);

create table organization_role_resource_scope_relations (
    organization_role_id text not null references organization_roles (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (organization_role_id, scope_id)
) strict, without rowid;

create index organization_role_resource_scope_relations_scope on organization_role_resource_scope_relations (scope_id);

create table organization_user_relations (
    organization_id text not null references organizations (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (organization_id, user_id)
) strict, without rowid;

create index organization_user_relations_user on organization_user_relations (user_id);

create table organization_role_user_relations (
    organization_id text not null,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    user_id text not null,
    primary key (organization_id, organization_role_id, user_id),
    foreign key (organization_id, user_id)
        references organization_user_relations (organization_id, user_id) on delete cascade
) strict, without rowid;

create index organization_role_user_relations_user on organization_role_user_relations (organization_id, user_id);
create index organization_role_user_relations_role on organization_role_user_relations (organization_role_id);

create table organization_application_relations (
    organization_id text not null references organizations (id) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    primary key (organization_id, application_id)
) strict, without rowid;

create index organization_application_relations_application on organization_application_relations (application_id);

create table organization_role_application_relations (
    organization_id text not null,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    application_id text not null,
    primary key (organization_id, organization_role_id, application_id),
    foreign key (organization_id, application_id)
        references organization_application_relations (organization_id, application_id) on delete cascade
) strict, without rowid;

create index organization_role_application_relations_application
    on organization_role_application_relations (organization_id, application_id);
create index organization_role_application_relations_role
    on organization_role_application_relations (organization_role_id);

create table application_user_consent_user_scopes (
    application_id text not null references applications (id) on delete cascade,
    user_scope text not null,
    primary key (application_id, user_scope)
) strict, without rowid;

create table application_user_consent_resource_scopes (
    application_id text not null references applications (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (application_id, scope_id)
) strict, without rowid;

create index application_user_consent_resource_scopes_scope on application_user_consent_resource_scopes (scope_id);

create table application_user_consent_organization_scopes (
    application_id text not null references applications (id) on delete cascade,
    organization_scope_id text not null references organization_scopes (id) on delete cascade,
    primary key (application_id, organization_scope_id)
) strict, without rowid;

create index application_user_consent_organization_scopes_scope
    on application_user_consent_organization_scopes (organization_scope_id);

create table application_user_consent_organization_resource_scopes (
    application_id text not null references applications (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (application_id, scope_id)
) strict, without rowid;

create index application_user_consent_organization_resource_scopes_scope
    on application_user_consent_organization_resource_scopes (scope_id);

-- The organizations in whose name a user lets a third-party application act.
create table application_user_consent_organizations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null,
    user_id text not null,
    primary key (application_id, organization_id, user_id),
    foreign key (organization_id, user_id)
        references organization_user_relations (organization_id, user_id) on delete cascade
) strict, without rowid;

create index application_user_consent_organizations_member
    on application_user_consent_organizations (organization_id, user_id);

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

-- What a creator manages in Patreon's developer portal.

create table patreon_webhooks (
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

create index patreon_webhooks_campaign on patreon_webhooks (campaign_id);
create index patreon_webhooks_client on patreon_webhooks (client_id);

-- What is to be delivered, or was.
create table patreon_webhook_events (
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

create index patreon_webhook_events_webhook on patreon_webhook_events (webhook_id, delivered_at);
create index patreon_webhook_events_due on patreon_webhook_events (next_attempt_at) where next_attempt_at is not null;

create table patreon_webhook_attempts (
    id integer primary key autoincrement,
    event_id integer not null references patreon_webhook_events (id) on delete cascade,
    attempted_at integer not null,
    signature text not null,
    -- What the receiver answered, or why there was no answer.
    status integer,
    answer text not null
) strict;

create index patreon_webhook_attempts_event on patreon_webhook_attempts (event_id);

-- The first days of months on which members were charged. The newest one is how far the clock has been followed.
create table patreon_charge_runs (
    day integer not null primary key,
    paid integer not null,
    declined integer not null
) strict;

-- The tenant's settings by key, as Logto's own table of this name has them; a fresh instance's where there is no row.

create table logto_configs (
    key text not null primary key,
    value text not null
) strict, without rowid;

-- Authorization requests that clients pushed (RFC 9126), by the last part of their request_uri.
create table pushed_requests (
    id text not null primary key,
    application_id text not null references applications (id) on delete cascade,
    -- The parameters of the authorization request.
    parameters text not null,
    -- When a code was issued for it.
    used_at integer,
    expires_at integer not null
) strict;

create index pushed_requests_application on pushed_requests (application_id);
create index pushed_requests_expiry on pushed_requests (expires_at);

-- The device flow: codes, the form that takes them, and the sign-ins that they lead to.

create table device_codes (
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
    expires_at integer not null,
    sid text
) strict;

create index device_codes_application on device_codes (application_id);
create index device_codes_user on device_codes (user_id);
create index device_codes_grant on device_codes (grant_id);
create index device_codes_session on device_codes (session_uid);
create index device_codes_expiry on device_codes (expires_at);

create index interactions_device_code on interactions (device_code);

-- What stands for a user in a token exchange.

create table subject_tokens (
    token text not null primary key,
    user_id text not null references users (id) on delete cascade,
    context text not null,
    created_at integer not null,
    consumed_at integer,
    expires_at integer not null
) strict;

create index subject_tokens_user on subject_tokens (user_id);
create index subject_tokens_expiry on subject_tokens (expires_at);

-- One that has expired stays until its user takes it away.
create table personal_access_tokens (
    user_id text not null references users (id) on delete cascade,
    name text not null,
    value text not null unique,
    created_at integer not null,
    expires_at integer,
    primary key (user_id, name)
) strict, without rowid;

-- What applications have besides: who may use them, and how their pages look.

create table application_access_control_user_relations (
    application_id text not null references applications (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (application_id, user_id)
) strict;

create index application_access_control_user_relations_user on application_access_control_user_relations (user_id);

create table application_access_control_user_role_relations (
    application_id text not null references applications (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (application_id, role_id)
) strict;

create index application_access_control_user_role_relations_role
    on application_access_control_user_role_relations (role_id);

create table application_access_control_organization_relations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null references organizations (id) on delete cascade,
    primary key (application_id, organization_id)
) strict;

create index application_access_control_organization_relations_organization
    on application_access_control_organization_relations (organization_id);

create table application_access_control_org_role_relations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null references organizations (id) on delete cascade,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    primary key (application_id, organization_id, organization_role_id)
) strict;

create index application_access_control_org_role_relations_organization
    on application_access_control_org_role_relations (organization_id);
create index application_access_control_org_role_relations_role
    on application_access_control_org_role_relations (organization_role_id);

create table application_sign_in_experiences (
    application_id text not null primary key references applications (id) on delete cascade,
    color text not null,
    branding text not null,
    custom_css text,
    terms_of_use_url text,
    privacy_policy_url text,
    display_name text
) strict, without rowid;

-- What the provider remembers: scopes that could not be granted, what a session was called, keys that wait.

create unique index signing_keys_next on signing_keys (status) where status = 'Next';

-- How the configuration declared a member when it was last laid over the database: as long as it says the same, what
-- happened to the member since stays.
create table patreon_declared_members (
    member_id text not null primary key references patreon_members (id) on delete cascade,
    declaration text not null
) strict;

-- Addresses are looked up without regard to letter case.
create index users_primary_email on users (primary_email collate nocase);

create table passcodes (
    id text not null primary key,
    interaction_uid text references interactions (uid) on delete cascade,
    email text,
    phone text,
    purpose text not null,
    code text not null,
    is_consumed integer not null check (is_consumed in (0, 1)),
    try_count integer not null,
    created_at integer not null,
    check ((email is null) <> (phone is null))
) strict;

create index passcodes_interaction on passcodes (interaction_uid);
create index passcodes_email on passcodes (email);
create index passcodes_phone on passcodes (phone);
create index passcodes_creation on passcodes (created_at);

create table one_time_tokens (
    id text not null primary key,
    email text not null,
    token text not null unique,
    context text not null,
    status text not null check (status in ('active', 'consumed', 'revoked', 'expired')),
    created_at integer not null,
    expires_at integer not null
) strict;

create index one_time_tokens_email on one_time_tokens (email);
create index one_time_tokens_creation on one_time_tokens (created_at);

-- What Logto would have sent: the newest of it.
create table messages (
    id integer primary key autoincrement,
    email text,
    phone text,
    purpose text not null,
    subject text,
    content text,
    payload text not null,
    -- No foreign key: a message outlives the connector that sent it.
    connector_id text not null,
    sent_at integer not null,
    check ((email is null) <> (phone is null))
) strict;

-- When something was sent to whom, for the limit; emptying the inbox does not lift it.
create table message_sendings (
    id integer primary key,
    recipient text not null,
    sent_at integer not null
) strict;

create index message_sendings_recipient on message_sendings (recipient, sent_at);
create index message_sendings_time on message_sendings (sent_at);
