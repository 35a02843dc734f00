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
