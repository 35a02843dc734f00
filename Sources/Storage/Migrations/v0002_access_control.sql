-- APIs, roles, organizations, and what third-party applications may ask for.

create table resources (
    id text not null primary key,
    name text not null,
    indicator text not null unique,
    is_default integer not null check (is_default in (0, 1)),
    access_token_ttl integer not null
) strict;

create unique index resources_default on resources (is_default) where is_default = 1;

create table scopes (
    id text not null primary key,
    resource_id text not null references resources (id) on delete cascade,
    name text not null,
    description text,
    created_at integer not null,
    unique (resource_id, name)
) strict;

create table roles (
    id text not null primary key,
    name text not null unique,
    description text not null,
    type text not null check (type in ('User', 'MachineToMachine')),
    is_default integer not null check (is_default in (0, 1))
) strict;

create table roles_scopes (
    role_id text not null references roles (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (role_id, scope_id)
) strict, without rowid;

create index roles_scopes_scope on roles_scopes (scope_id);

create table users_roles (
    user_id text not null references users (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (user_id, role_id)
) strict, without rowid;

create index users_roles_role on users_roles (role_id);

create table applications_roles (
    application_id text not null references applications (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (application_id, role_id)
) strict, without rowid;

create index applications_roles_role on applications_roles (role_id);

create table organizations (
    id text not null primary key,
    name text not null,
    description text,
    custom_data text not null,
    is_mfa_required integer not null check (is_mfa_required in (0, 1)),
    created_at integer not null
) strict;

create table organization_scopes (
    id text not null primary key,
    name text not null unique,
    description text
) strict;

create table organization_roles (
    id text not null primary key,
    name text not null unique,
    description text,
    type text not null check (type in ('User', 'MachineToMachine'))
) strict;

create table organization_role_scope_relations (
    organization_role_id text not null references organization_roles (id) on delete cascade,
    organization_scope_id text not null references organization_scopes (id) on delete cascade,
    primary key (organization_role_id, organization_scope_id)
) strict, without rowid;

create index organization_role_scope_relations_scope on organization_role_scope_relations (organization_scope_id);

create table organization_role_resource_scope_relations (
    organization_role_id text not null references organization_roles (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (organization_role_id, scope_id)
) strict, without rowid;

create index organization_role_resource_scope_relations_scope on organization_role_resource_scope_relations (scope_id);

create table organization_user_relations (
    organization_id text not null references organizations (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (organization_id, user_id)
) strict, without rowid;

create index organization_user_relations_user on organization_user_relations (user_id);

create table organization_role_user_relations (
    organization_id text not null,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    user_id text not null,
    primary key (organization_id, organization_role_id, user_id),
    foreign key (organization_id, user_id)
        references organization_user_relations (organization_id, user_id) on delete cascade
) strict, without rowid;

create index organization_role_user_relations_user on organization_role_user_relations (organization_id, user_id);
create index organization_role_user_relations_role on organization_role_user_relations (organization_role_id);

create table organization_application_relations (
    organization_id text not null references organizations (id) on delete cascade,
    application_id text not null references applications (id) on delete cascade,
    primary key (organization_id, application_id)
) strict, without rowid;

create index organization_application_relations_application on organization_application_relations (application_id);

create table organization_role_application_relations (
    organization_id text not null,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    application_id text not null,
    primary key (organization_id, organization_role_id, application_id),
    foreign key (organization_id, application_id)
        references organization_application_relations (organization_id, application_id) on delete cascade
) strict, without rowid;

create index organization_role_application_relations_application
    on organization_role_application_relations (organization_id, application_id);
create index organization_role_application_relations_role
    on organization_role_application_relations (organization_role_id);

create table application_user_consent_user_scopes (
    application_id text not null references applications (id) on delete cascade,
    user_scope text not null,
    primary key (application_id, user_scope)
) strict, without rowid;

create table application_user_consent_resource_scopes (
    application_id text not null references applications (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (application_id, scope_id)
) strict, without rowid;

create index application_user_consent_resource_scopes_scope on application_user_consent_resource_scopes (scope_id);

create table application_user_consent_organization_scopes (
    application_id text not null references applications (id) on delete cascade,
    organization_scope_id text not null references organization_scopes (id) on delete cascade,
    primary key (application_id, organization_scope_id)
) strict, without rowid;

create index application_user_consent_organization_scopes_scope
    on application_user_consent_organization_scopes (organization_scope_id);

create table application_user_consent_organization_resource_scopes (
    application_id text not null references applications (id) on delete cascade,
    scope_id text not null references scopes (id) on delete cascade,
    primary key (application_id, scope_id)
) strict, without rowid;

create index application_user_consent_organization_resource_scopes_scope
    on application_user_consent_organization_resource_scopes (scope_id);

-- The organizations in whose name a user lets a third-party application act.
create table application_user_consent_organizations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null,
    user_id text not null,
    primary key (application_id, organization_id, user_id),
    foreign key (organization_id, user_id)
        references organization_user_relations (organization_id, user_id) on delete cascade
) strict, without rowid;

create index application_user_consent_organizations_member
    on application_user_consent_organizations (organization_id, user_id);
