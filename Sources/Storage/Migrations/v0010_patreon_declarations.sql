-- How the configuration declared a member when it was last laid over the database: as long as it says the same, what
-- happened to the member since stays.
create table patreon_declared_members (
    member_id text not null primary key references patreon_members (id) on delete cascade,
    declaration text not null
) strict;
