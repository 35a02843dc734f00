-- Organizations as they are administered.

-- How pages look in an organization's name, where it was told.
create table organization_appearances (
    organization_id text not null primary key references organizations (id) on delete cascade,
    color text not null,
    branding text not null,
    custom_css text
) strict, without rowid;

-- Whoever registers with an address of such a domain becomes a member at once, with the roles.
create table organization_jit_email_domains (
    organization_id text not null references organizations (id) on delete cascade,
    email_domain text not null,
    primary key (organization_id, email_domain)
) strict, without rowid;

create index organization_jit_email_domains_domain on organization_jit_email_domains (email_domain);

create table organization_jit_roles (
    organization_id text not null references organizations (id) on delete cascade,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    primary key (organization_id, organization_role_id)
) strict, without rowid;

create index organization_jit_roles_role on organization_jit_roles (organization_role_id);

create table organization_invitations (
    id text not null primary key,
    inviter_id text references users (id) on delete cascade,
    invitee text not null,
    accepted_user_id text references users (id) on delete cascade,
    organization_id text not null references organizations (id) on delete cascade,
    status text not null check (status in ('Pending', 'Accepted', 'Expired', 'Revoked')),
    created_at integer not null,
    updated_at integer not null,
    expires_at integer not null
) strict;

create unique index organization_invitations_pending on organization_invitations (organization_id, invitee)
    where status = 'Pending';
create index organization_invitations_organization on organization_invitations (organization_id);
create index organization_invitations_inviter on organization_invitations (inviter_id);
create index organization_invitations_accepted_user on organization_invitations (accepted_user_id);
create index organization_invitations_creation on organization_invitations (created_at desc);

create table organization_invitation_role_relations (
    organization_invitation_id text not null references organization_invitations (id) on delete cascade,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    primary key (organization_invitation_id, organization_role_id)
) strict, without rowid;

create index organization_invitation_role_relations_role
    on organization_invitation_role_relations (organization_role_id);

-- Logto's own CHECK constraints: which type of role goes to whom, and which applications can be members.
create trigger organization_role_user_relations_type before insert on organization_role_user_relations
when (select type from organization_roles where id = new.organization_role_id) = 'MachineToMachine'
begin
    select raise(abort, 'check: a role of machines is not for users');
end;

create trigger organization_role_application_relations_type before insert on organization_role_application_relations
when (select type from organization_roles where id = new.organization_role_id) = 'User'
begin
    select raise(abort, 'check: a role of users is not for machines');
end;

create trigger organization_application_relations_type before insert on organization_application_relations
when (select type from applications where id = new.application_id) <> 'MachineToMachine'
begin
    select raise(abort, 'check: only machines are members');
end;
