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
