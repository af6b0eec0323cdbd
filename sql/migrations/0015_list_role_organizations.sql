-- Which organizations a login that reads reports may see.
create table contactsync.role_organization (
  role_name text not null check (octet_length(role_name) between 1 and 63),
  organization_id text not null references contactsync.organization on delete cascade,
  listed_at timestamptz not null default now(),
  primary key (role_name, organization_id)
);
create index role_organization_organization on contactsync.role_organization (organization_id);
comment on table contactsync.role_organization is
  'The organizations that a login sees in the schema reporting, where organizations are isolated (contactsync db roles).';
comment on column contactsync.role_organization.role_name is
  'The login''s name, as current_user tells it: a member''s memberships do not count. Delete it with the login.';
