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
