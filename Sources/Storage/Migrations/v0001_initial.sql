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
    app_level_access_control_enabled integer not null default 0 check (app_level_access_control_enabled in (0, 1)),
    custom_data text not null default '{}',
    protected_app_metadata text
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
    created_at integer not null,
    metadata text not null default '{}',
    enables_token_storage integer not null default 0 check (enables_token_storage in (0, 1))
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
    password_algorithm text,
    -- When the password was chosen; null where that is not known.
    password_updated_at integer,
    -- Whether an administrator has declared it to be too old.
    is_password_expired integer not null default 0 check (is_password_expired in (0, 1))
) strict;

create index users_application on users (application_id);
create index users_creation on users (created_at desc, id);

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
