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
