-- The tenant's settings by key, as Logto's own table of this name has them; a fresh instance's where there is no row.

create table logto_configs (
    key text not null primary key,
    value text not null
) strict, without rowid;
