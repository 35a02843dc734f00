-- What the Management API asks for beyond what the provider needs.

-- Lists are paged by the time of creation, the latest first.
create index applications_creation on applications (created_at desc, id);

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
