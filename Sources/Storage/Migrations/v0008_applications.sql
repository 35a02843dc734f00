-- What applications have besides: who may use them, and how their pages look.

create table application_access_control_user_relations (
    application_id text not null references applications (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    primary key (application_id, user_id)
) strict;

create index application_access_control_user_relations_user on application_access_control_user_relations (user_id);

create table application_access_control_user_role_relations (
    application_id text not null references applications (id) on delete cascade,
    role_id text not null references roles (id) on delete cascade,
    primary key (application_id, role_id)
) strict;

create index application_access_control_user_role_relations_role
    on application_access_control_user_role_relations (role_id);

create table application_access_control_organization_relations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null references organizations (id) on delete cascade,
    primary key (application_id, organization_id)
) strict;

create index application_access_control_organization_relations_organization
    on application_access_control_organization_relations (organization_id);

create table application_access_control_org_role_relations (
    application_id text not null references applications (id) on delete cascade,
    organization_id text not null references organizations (id) on delete cascade,
    organization_role_id text not null references organization_roles (id) on delete cascade,
    primary key (application_id, organization_id, organization_role_id)
) strict;

create index application_access_control_org_role_relations_organization
    on application_access_control_org_role_relations (organization_id);
create index application_access_control_org_role_relations_role
    on application_access_control_org_role_relations (organization_role_id);

create table application_sign_in_experiences (
    application_id text not null primary key references applications (id) on delete cascade,
    color text not null,
    branding text not null,
    custom_css text,
    terms_of_use_url text,
    privacy_policy_url text,
    display_name text
) strict, without rowid;
