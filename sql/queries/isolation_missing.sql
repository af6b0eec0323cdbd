-- What the isolation of organizations lacks for the login $1, in the order to run: whether only an administrator or the present
-- owner may, and the statement. No row: it is in force.
with
roles (role_name, oid) as (
  select wanted.name, role.oid
  from (
    values ('contactsync_owner'), ('contactsync_pipeline'), ('contactsync_review'), ('contactsync_report')
  ) as wanted (name)
  left join pg_roles as role on role.rolname = wanted.name
),
relations as (
  select
    class.oid, class.relname as name, format('%I.%I', namespace.nspname, class.relname) as full_name, namespace.nspname,
    class.relkind = 'v' as is_view, class.relispartition as is_partition, class.relowner, class.relacl,
    class.relrowsecurity and class.relforcerowsecurity as is_forced
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where namespace.nspname in ('contactsync', 'reporting') and class.relkind in ('r', 'p', 'v')
),
isolated as (
  select
    relations.oid, relations.name, relations.full_name, relations.is_partition, relations.is_forced,
    bool_or(attribute.attname = 'organization_id') as has_organization,
    bool_or(attribute.attname = 'linked_account_id' and attribute.attnotnull) as has_account
  from relations
  join pg_attribute as attribute on attribute.attrelid = relations.oid and not attribute.attisdropped
  where relations.nspname = 'contactsync'
    and not relations.is_view
    and attribute.attname in ('organization_id', 'linked_account_id')
    -- What the policies read; an older schema gets them when it is brought up to date.
    and exists (select from relations as list where list.full_name = 'contactsync.role_organization')
  group by relations.oid, relations.name, relations.full_name, relations.is_partition, relations.is_forced
),
-- Organizations: the pipeline's work needs all; a login sees its own in the views, which evaluate the owner's policies.
rules as (
  select
    isolated.*,
    '(select pg_has_role(current_user, ''contactsync_pipeline'', ''member'') '
      || 'or pg_has_role(current_user, ''contactsync_owner'', ''member'')) or '
      || case
        when name = 'role_organization' then 'role_name = current_user::text'
        when has_organization then
          'organization_id in (select listed.organization_id from contactsync.role_organization as listed '
          || 'where listed.role_name = current_user::text '
          || 'union all select current_setting(''contactsync.organization'', true) '
          || 'where pg_has_role(current_user, ''contactsync_review'', ''usage''))'
        else 'linked_account_id in (select account.linked_account_id from contactsync.linked_account as account)'
      end as listed,
    case
      when has_organization then 'organization_id = (select current_setting(''contactsync.organization'', true))'
      else 'linked_account_id in (select account.linked_account_id from contactsync.linked_account as account)'
    end as chosen,
    case when has_organization and has_account and name <> 'linked_account' then
      ' and linked_account_id in (select account.linked_account_id from contactsync.linked_account as account)'
    else ''
    end as chosen_account
  from isolated
),
policies (policy, table_oid, definition) as (
  select policy.name, rules.oid, format('create policy %I on %s %s', policy.name, rules.full_name, policy.body)
  from rules
  cross join lateral (
    values
      ('owner_all', 'to contactsync_owner using (true)'),
      ('owner_listed', format('as restrictive to contactsync_owner using (%s)', rules.listed)),
      ('pipeline_all', 'to contactsync_pipeline using (true)'),
      (
        'review_organization',
        format('to contactsync_review using (%s) with check (%s%s)', rules.chosen, rules.chosen, rules.chosen_account)
      )
  ) as policy (name, body)
  -- A partition is read through its table, whose policies and rights hold then; by itself the owner's backups alone read it.
  where policy.name = 'owner_all' or not rules.is_partition
),
-- Rights on whole relations: the matching screen reads what it shows and writes what people say.
rights (grantee, relation, privilege) as (
  select 'contactsync_pipeline', oid, privilege.name
  from relations
  cross join unnest(array['select', 'insert', 'update', 'delete']) as privilege (name)
  where not relations.is_partition
    and (privilege.name = 'select' or not (is_view or relations.name in ('schema_migration', 'role_organization')))
  union all
  select 'contactsync_review', relations.oid, privilege.name
  from (
    values
      ('schema_migration', array['select']), ('organization', array['select']), ('party', array['select']),
      ('contact', array['select']), ('contact_version', array['select']), ('candidate', array['select']),
      ('decision', array['select']), ('link', array['select', 'insert', 'update']),
      ('link_change', array['select', 'insert']), ('judgement', array['select', 'insert']),
      ('review_item', array['select', 'insert', 'update']), ('unsettled', array['select', 'insert']),
      ('verdict', array['select', 'insert', 'update']),
      ('second_opinion', array['select', 'insert'])
  ) as needed (name, privileges)
  join relations on relations.nspname = 'contactsync' and relations.name = needed.name
  cross join unnest(needed.privileges) as privilege (name)
  union all
  select grantee, oid, 'select'
  from relations
  cross join (values ('contactsync_review'), ('contactsync_report')) as readers (grantee)
  where is_view
),
statements (rank, needs_administrator, sort, statement) as (
  select 10, true, role_name, format('create role %I nologin', role_name) from roles where oid is null
  union all
  select 11, true, roles.role_name, format('alter role %I nosuperuser nobypassrls', roles.role_name)
  from roles
  join pg_roles as role on role.oid = roles.oid
  where role.rolsuper or role.rolbypassrls
  union all
  select 12, true, roles.role_name, format('grant %I to %I', roles.role_name, $1::text)
  from roles
  left join pg_roles as login on login.rolname = $1::text
  where roles.role_name <> 'contactsync_report'
    and roles.role_name <> $1::text
    and not coalesce(pg_has_role(login.oid, roles.oid, 'member'), false)
  union all
  select
    13, true, roles.role_name || needed.privilege,
    format('grant %s on database %I to %I', needed.privilege, current_database(), roles.role_name)
  from roles
  join (
    values
      ('contactsync_owner', 'create'), ('contactsync_owner', 'connect'), ('contactsync_pipeline', 'temporary'),
      ('contactsync_review', 'temporary'), ('contactsync_report', 'connect')
  ) as needed (role_name, privilege) using (role_name)
  where not coalesce(has_database_privilege(roles.oid, current_database(), needed.privilege), false)
    and not has_database_privilege('public', current_database(), needed.privilege)
  union all
  select 20, true, nspname, format('alter schema %I owner to contactsync_owner', nspname)
  from pg_namespace
  where nspname in ('contactsync', 'reporting')
    and nspowner is distinct from (select oid from roles where role_name = 'contactsync_owner')
  union all
  select
    case when is_view then 22 else 21 end, true, full_name,
    format('alter %s %s owner to contactsync_owner', case when is_view then 'view' else 'table' end, full_name)
  from relations
  where relowner is distinct from (select oid from roles where role_name = 'contactsync_owner')
  union all
  select 23, true, routine.oid::regprocedure::text,
    format('alter routine %s owner to contactsync_owner', routine.oid::regprocedure)
  from pg_proc as routine
  join pg_namespace as namespace on namespace.oid = routine.pronamespace
  where namespace.nspname in ('contactsync', 'reporting')
    and routine.proowner is distinct from (select oid from roles where role_name = 'contactsync_owner')
  union all
  select 30, false, policies.table_oid::regclass::text || policies.policy, policies.definition
  from policies
  left join pg_policy as policy on policy.polrelid = policies.table_oid and policy.polname = policies.policy
  where policy.oid is null
  union all
  select
    31, false, full_name, format('alter table %s enable row level security, force row level security', full_name)
  from isolated
  where not is_forced
  union all
  select 32, false, full_name,
    format(
      'revoke all on %s from %s', full_name,
      string_agg(distinct case when granted.grantee = 0 then 'public' else granted.grantee::regrole::text end, ', '))
  from relations
  cross join lateral (
    select acl.grantee from aclexplode(relations.relacl) as acl
    union all
    select acl.grantee
    from pg_attribute as attribute
    cross join lateral aclexplode(attribute.attacl) as acl
    where attribute.attrelid = relations.oid
  ) as granted
  where is_partition and granted.grantee <> relowner
  group by full_name
  union all
  select 40, false, namespace.nspname || needed.role_name,
    format('grant usage on schema %I to %I', namespace.nspname, needed.role_name)
  from pg_namespace as namespace
  join (
    values
      ('contactsync', 'contactsync_pipeline'), ('contactsync', 'contactsync_review'),
      ('reporting', 'contactsync_pipeline'), ('reporting', 'contactsync_review'), ('reporting', 'contactsync_report')
  ) as needed (schema_name, role_name) on needed.schema_name = namespace.nspname
  join roles on roles.role_name = needed.role_name
  where not coalesce(has_schema_privilege(roles.oid, namespace.oid, 'usage'), false)
  union all
  select 41, false, relations.full_name || rights.grantee,
    format(
      'grant %s on %s to %I', string_agg(rights.privilege, ', ' order by rights.privilege), relations.full_name,
      rights.grantee)
  from rights
  join relations on relations.oid = rights.relation
  join roles on roles.role_name = rights.grantee
  where not coalesce(has_table_privilege(roles.oid, relations.oid, rights.privilege), false)
  group by relations.full_name, rights.grantee
  union all
  -- Never the sealed token; the right to update one column is what locking the row needs.
  select 42, false, 'select',
    format(
      'grant select (%s) on contactsync.linked_account to contactsync_review',
      string_agg(quote_ident(attribute.attname), ', ' order by attribute.attnum))
  from pg_attribute as attribute
  where attribute.attrelid = (select oid from relations where full_name = 'contactsync.linked_account')
    and attribute.attnum > 0
    and not attribute.attisdropped
    and attribute.attname <> 'token_sealed'
  having not bool_and(
    coalesce(
      has_column_privilege(
        (select oid from roles where role_name = 'contactsync_review'), attribute.attrelid, attribute.attnum, 'select'),
      false))
  union all
  select 42, false, 'update', 'grant update (updated_at) on contactsync.linked_account to contactsync_review'
  from pg_attribute as attribute
  where attribute.attrelid = (select oid from relations where full_name = 'contactsync.linked_account')
    and attribute.attname = 'updated_at'
    and not coalesce(
      has_column_privilege(
        (select oid from roles where role_name = 'contactsync_review'), attribute.attrelid, attribute.attnum, 'update'),
      false)
  union all
  -- Views are made anew by migrating; until then no reader is to be without them.
  select 43, false, roles.role_name,
    format(
      'alter default privileges for role contactsync_owner in schema reporting grant select on tables to %I',
      roles.role_name)
  from roles
  where roles.role_name <> 'contactsync_owner'
    and to_regnamespace('reporting') is not null
    and not exists (
      select
      from pg_default_acl as defaults
      cross join lateral aclexplode(defaults.defaclacl) as granted
      where defaults.defaclrole = (select owner.oid from roles as owner where owner.role_name = 'contactsync_owner')
        and defaults.defaclnamespace = to_regnamespace('reporting')
        and defaults.defaclobjtype = 'r'
        and granted.grantee = roles.oid
        and granted.privilege_type = 'SELECT'
    )
)
select needs_administrator, statement from statements order by rank, sort;
