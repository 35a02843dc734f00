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
