-- What databases had besides schema-v0015.sql that were made when the Management API had come.

insert into grdb_migrations values ('v0017_management_api'), ('v0018_user_search');

-- What the Management API keeps beyond what the provider needs.

alter table applications add column custom_data text not null default '{}';
alter table applications add column protected_app_metadata text;

alter table connectors add column metadata text not null default '{}';
alter table connectors add column enables_token_storage integer not null default 0
    check (enables_token_storage in (0, 1));

-- Lists are paged by the time of creation, the latest first.
create index applications_creation on applications (created_at desc, id);
drop index users_creation;
create index users_creation on users (created_at desc, id);

-- Logto's own CHECK constraints: which type of role goes to whom.
create trigger users_roles_type before insert on users_roles
when (select type from roles where id = new.role_id) = 'MachineToMachine'
begin
    select raise(abort, 'check: a role of machines is not for users');
end;

create trigger applications_roles_type before insert on applications_roles
when (select type from roles where id = new.role_id) = 'User'
begin
    select raise(abort, 'check: a role of users is not for machines');
end;

-- Finds users by a part of what they are called without reading all of them: an index of their trigrams, to which
-- triggers write. The numbers are those of the index's rows.

create table user_search_rows (
    number integer primary key,
    user_id text not null unique references users (id) on delete cascade
) strict;

create virtual table user_search using fts5 (
    id, primary_email, primary_phone, username, name, tokenize = 'trigram', columnsize = 0
);

create trigger user_search_insert after insert on users
begin
    insert into user_search_rows (user_id) values (new.id);
    insert into user_search (rowid, id, primary_email, primary_phone, username, name)
    select number, new.id, new.primary_email, new.primary_phone, new.username, new.name
    from user_search_rows where user_id = new.id;
end;

create trigger user_search_update after update of primary_email, primary_phone, username, name on users
when old.primary_email is not new.primary_email or old.primary_phone is not new.primary_phone
    or old.username is not new.username or old.name is not new.name
begin
    update user_search set
        primary_email = new.primary_email, primary_phone = new.primary_phone, username = new.username, name = new.name
    where rowid = (select number from user_search_rows where user_id = new.id);
end;

create trigger user_search_delete after delete on user_search_rows
begin
    delete from user_search where rowid = old.number;
end;

insert into user_search_rows (user_id) select id from users order by created_at, id;

insert into user_search (rowid, id, primary_email, primary_phone, username, name)
select number, users.id, primary_email, primary_phone, username, name
from user_search_rows join users on users.id = user_search_rows.user_id;
