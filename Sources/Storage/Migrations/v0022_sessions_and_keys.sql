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
