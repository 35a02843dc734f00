-- What a database lacks that was made before the Management API came.

alter table applications add column custom_data text not null default '{}';
alter table applications add column protected_app_metadata text;

alter table connectors add column metadata text not null default '{}';
alter table connectors add column enables_token_storage integer not null default 0
    check (enables_token_storage in (0, 1));

drop index users_creation;
create index users_creation on users (created_at desc, id);
