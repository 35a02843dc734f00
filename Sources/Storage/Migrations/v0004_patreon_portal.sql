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
