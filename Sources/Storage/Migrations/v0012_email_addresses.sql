-- Addresses are looked up without regard to letter case.
create index users_primary_email on users (primary_email collate nocase);
