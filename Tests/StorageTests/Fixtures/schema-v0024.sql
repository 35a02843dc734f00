-- What databases had besides schema-v0018.sql that were made when logs and webhooks had come.

insert into grdb_migrations values
    ('v0020_mfa'),
    ('v0021_organizations'),
    ('v0022_sessions_and_keys'),
    ('v0023_verification_records'),
    ('v0024_logs_and_hooks');

-- Second factors, what users choose about them, and who has tried too often.

-- In the order in which a user set them up, which is that of the rows.
create table mfa_verifications (
    id text primary key not null,
    user_id text not null references users (id) on delete cascade,
    type text not null check (type in ('Totp', 'BackupCode')),
    secret text,
    codes text,
    created_at integer not null,
    last_used_at integer,
    check ((type = 'Totp') = (secret is not null)),
    check ((type = 'BackupCode') = (codes is not null))
) strict;

create index mfa_verifications_by_user on mfa_verifications (user_id);

create table user_logto_configs (
    user_id text primary key not null references users (id) on delete cascade,
    is_mfa_enabled integer check (is_mfa_enabled in (0, 1)),
    is_mfa_skipped integer not null check (is_mfa_skipped in (0, 1)),
    skips_mfa_on_sign_in integer not null check (skips_mfa_on_sign_in in (0, 1)),
    is_passkey_skipped integer not null check (is_passkey_skipped in (0, 1))
) strict;

create table sentinel_activities (
    number integer primary key,
    target_hash text not null,
    action text not null,
    is_failure integer not null check (is_failure in (0, 1)),
    blocked_until integer,
    created_at integer not null
) strict;

create index sentinel_activities_by_target on sentinel_activities (target_hash, created_at);
create index sentinel_activities_by_time on sentinel_activities (created_at);

-- Organizations as they are administered.

-- How pages look in an organization's name, where it was told.
create table organization_appearances (
    organization_id text not null primary key references organizations (id) on delete cascade,
    color text not null,
    branding text not null,
    custom_css text
) strict, without rowid;

-- Whoever registers with an address of such a domain becomes a member at once, with the roles.
create table organization_jit_email_domains (
    organization_id text not null references organizations (id) on delete cascade,
    email_domain text not null,
    primary key (organization_id, email_domain)
) strict, without rowid;

create index organization_jit_email_domains_domain on organization_jit_email_domains (email_domain);

create table organization_jit_roles (
    organization_id text not null references organizations (id) on delete cascade,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    primary key (organization_id, organization_role_id)
) strict, without rowid;

create index organization_jit_roles_role on organization_jit_roles (organization_role_id);

create table organization_invitations (
    id text not null primary key,
    inviter_id text references users (id) on delete cascade,
    invitee text not null,
    accepted_user_id text references users (id) on delete cascade,
    organization_id text not null references organizations (id) on delete cascade,
    status text not null check (status in ('Pending', 'Accepted', 'Expired', 'Revoked')),
    created_at integer not null,
    updated_at integer not null,
    expires_at integer not null
) strict;

create unique index organization_invitations_pending on organization_invitations (organization_id, invitee)
    where status = 'Pending';
create index organization_invitations_organization on organization_invitations (organization_id);
create index organization_invitations_inviter on organization_invitations (inviter_id);
create index organization_invitations_accepted_user on organization_invitations (accepted_user_id);
create index organization_invitations_creation on organization_invitations (created_at desc);

create table organization_invitation_role_relations (
    organization_invitation_id text not null references organization_invitations (id) on delete cascade,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    primary key (organization_invitation_id, organization_role_id)
) strict, without rowid;

create index organization_invitation_role_relations_role
    on organization_invitation_role_relations (organization_role_id);

-- Logto's own CHECK constraints: which type of role goes to whom, and which applications can be members.
create trigger organization_role_user_relations_type before insert on organization_role_user_relations
when (select type from organization_roles where id = new.organization_role_id) = 'MachineToMachine'
begin
    select raise(abort, 'check: a role of machines is not for users');
end;

create trigger organization_role_application_relations_type before insert on organization_role_application_relations
when (select type from organization_roles where id = new.organization_role_id) = 'User'
begin
    select raise(abort, 'check: a role of users is not for machines');
end;

create trigger organization_application_relations_type before insert on organization_application_relations
when (select type from applications where id = new.application_id) <> 'MachineToMachine'
begin
    select raise(abort, 'check: only machines are members');
end;

-- What was done at the last sign-in of a session, for those who look at it later.
create table session_extensions (
    session_uid text not null primary key references sessions (uid) on delete cascade,
    user_id text not null,
    -- The interaction without its secrets.
    last_submission text,
    application_id text not null,
    created_at integer not null
) strict, without rowid;

-- The keys that sign cookies, of which the newest does and the others are still believed.
create table cookie_keys (
    id text not null primary key,
    value text not null,
    created_at integer not null,
    -- Counts up: the clock of a world may stand still.
    position integer not null unique
) strict, without rowid;

create table account_centers (
    id text not null primary key,
    settings text not null
) strict, without rowid;

-- What users prove to the Account API.
create table verification_records (
    id text not null primary key,
    -- Whom it proves to be there; null for what is new to somebody.
    user_id text references users (id) on delete cascade,
    data text not null,
    created_at integer not null,
    expires_at integer not null
) strict, without rowid;

create index verification_records_user on verification_records (user_id);
create index verification_records_expiry on verification_records (expires_at);

-- The audit log, the deliveries of webhooks, and the webhooks themselves.

-- In the order in which things happened. What is looked for in the payload has columns beside it; nothing is referred to,
-- since an entry outlives what it is about.
create table logs (
    number integer primary key,
    id text not null unique,
    key text not null,
    payload text not null,
    user_id text,
    application_id text,
    hook_id text,
    created_at integer not null
) strict;

create index logs_by_time on logs (created_at);
create index logs_by_user on logs (user_id) where user_id is not null;
create index logs_by_application on logs (application_id) where application_id is not null;
create index logs_by_hook on logs (hook_id, created_at) where hook_id is not null;

create table hooks (
    number integer primary key,
    id text not null unique,
    name text not null,
    event text,
    events text not null,
    config text not null,
    signing_key text not null,
    is_enabled integer not null check (is_enabled in (0, 1)),
    created_at integer not null
) strict;
