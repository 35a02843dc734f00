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
