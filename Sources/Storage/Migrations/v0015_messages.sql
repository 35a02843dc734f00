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
