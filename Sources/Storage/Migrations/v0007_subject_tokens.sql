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
