-- What cuts those of the tables $1 that do not have $2 partitions into so many by the hash of the account, rows and all that hangs
-- on them kept: statements, in the order to run. To be asked with the tables locked and the views on them gone.
with
tables as (
  select
    class.oid, class.relname as name, format('contactsync.%I', class.relname) as full_name,
    format('contactsync.%I', class.relname || '_anew') as anew, class.relowner, class.relacl, class.relrowsecurity,
    class.relforcerowsecurity
  from pg_class as class
  where class.relnamespace = 'contactsync'::regnamespace
    and class.relname = any($1::text[])
    and (select count(*) from pg_inherits where inhparent = class.oid) <> $2::integer
),
columns as (
  select tables.*, attribute.attname, attribute.attnum, attribute.attstattarget, attribute.attacl, attribute.attgenerated
  from tables
  join pg_attribute as attribute on attribute.attrelid = tables.oid
  where attribute.attnum > 0 and not attribute.attisdropped
),
-- The parameters of the table itself, or of its first partition: a table that is cut has none.
storage as (
  select tables.oid, ' with (' || string_agg(format('%s = %L', parameter.name, parameter.value), ', ') || ')' as clause
  from tables
  join lateral (
    select part.oid, part.reloptions, part.reltoastrelid
    from pg_class as part
    where part.oid = coalesce((select min(inhrelid::bigint)::oid from pg_inherits where inhparent = tables.oid), tables.oid)
  ) as part on true
  left join pg_class as toast on toast.oid = part.reltoastrelid
  cross join lateral (
    select split_part(option, '=', 1) as name, substr(option, strpos(option, '=') + 1) as value
    from unnest(part.reloptions) as option
    union all
    select 'toast.' || split_part(option, '=', 1), substr(option, strpos(option, '=') + 1)
    from unnest(toast.reloptions) as option
  ) as parameter
  group by tables.oid
),
indexes as (
  select
    tables.name, class.relname, constraints.conname,
    -- Of a table that is cut the server writes down the index of the parent alone.
    regexp_replace(pg_get_indexdef(class.oid), ' ON ONLY ', ' ON ') as definition,
    pg_get_constraintdef(constraints.oid) as constraint_definition,
    obj_description(class.oid, 'pg_class') as description
  from tables
  join pg_index as index on index.indrelid = tables.oid
  join pg_class as class on class.oid = index.indexrelid
  left join pg_constraint as constraints
    on constraints.conindid = class.oid and constraints.conrelid = tables.oid and constraints.contype <> 'f'
),
foreign_keys as (
  select
    tables.name, constraints.conname, constraints.conrelid <> tables.oid as is_of_others,
    format('%I.%I', namespace.nspname, class.relname) as holder, pg_get_constraintdef(constraints.oid) as definition
  from tables
  join pg_constraint as constraints on tables.oid in (constraints.conrelid, constraints.confrelid)
  join pg_class as class on class.oid = constraints.conrelid
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where constraints.contype = 'f' and constraints.conparentid = 0
),
statements (rank, name, place, statement) as (
  -- The owner reads every row then, and fails rather than to be shown some of them.
  select 9, '', 0, 'set local row_security = off' where exists (select from tables)
  union all
  select 10, name, 0, format('alter table %s no force row level security', full_name) from tables
  union all
  select 11, name, 0, format('alter table %s drop constraint %I', holder, conname) from foreign_keys where is_of_others
  union all
  select
    20, name, 0,
    format(
      'create table %s (like %s including all excluding indexes excluding statistics) partition by hash (linked_account_id)',
      anew, full_name)
  from tables
  union all
  select
    21, name, part,
    format(
      'create table contactsync.%I partition of %s for values with (modulus %s, remainder %s)%s',
      format('%s_%s_of_%s', name, lpad(part::text, length($2::text), '0'), $2::integer), anew, $2::integer, part, storage.clause)
  from tables
  left join storage using (oid)
  cross join generate_series(0, $2::integer - 1) as part
  union all
  select
    30, name, 0,
    format('insert into %1$s (%2$s) select %2$s from %3$s', anew, string_agg(quote_ident(attname), ', ' order by attnum), full_name)
  from columns
  where attgenerated = ''
  group by name, anew, full_name
  union all
  select 31, '', 0, 'set local row_security = on' where exists (select from tables)
  union all
  select 31, name, 0, format('drop table %s', full_name) from tables
  union all
  select 32, name, 0, format('alter table %s rename to %I', anew, name) from tables
  union all
  select
    case when conname is null then 41 else 40 end, name, 0,
    case
      when conname is null then definition
      else format('alter table contactsync.%I add constraint %I %s', name, conname, constraint_definition)
    end
  from indexes
  union all
  select 42, name, 0, format('comment on index contactsync.%I is %L', relname, description)
  from indexes
  where description is not null
  union all
  select 43, holder, 0, format('alter table %s add constraint %I %s', holder, conname, definition)
  from foreign_keys
  group by holder, conname, definition
  union all
  select 50, name, 0, pg_get_triggerdef(trigger.oid)
  from tables
  join pg_trigger as trigger on trigger.tgrelid = tables.oid and not trigger.tgisinternal
  union all
  select 51, name, 0, pg_get_statisticsobjdef(statistics.oid)
  from tables
  join pg_statistic_ext as statistics on statistics.stxrelid = tables.oid
  union all
  select 52, name, attnum, format('alter table %s alter column %I set statistics %s', full_name, attname, attstattarget)
  from columns
  where attstattarget >= 0
  union all
  select 53, name, 0, format('comment on table %s is %L', full_name, obj_description(oid, 'pg_class'))
  from tables
  where obj_description(oid, 'pg_class') is not null
  union all
  select 60, name, 0, format('alter table %s owner to %s', full_name, relowner::regrole) from tables
  union all
  select
    61, tables.name, 0,
    format(
      'grant %s on %s to %s%s', string_agg(granted.privilege_type, ', ' order by granted.privilege_type), tables.full_name,
      case when granted.grantee = 0 then 'public' else granted.grantee::regrole::text end,
      case when granted.is_grantable then ' with grant option' end)
  from tables
  cross join lateral aclexplode(tables.relacl) as granted
  where granted.grantee <> tables.relowner
  group by tables.name, tables.full_name, granted.grantee, granted.is_grantable
  union all
  select
    62, columns.name, columns.attnum,
    format(
      'grant %s (%I) on %s to %s%s', granted.privilege_type, columns.attname, columns.full_name,
      case when granted.grantee = 0 then 'public' else granted.grantee::regrole::text end,
      case when granted.is_grantable then ' with grant option' end)
  from columns
  cross join lateral aclexplode(columns.attacl) as granted
  union all
  select
    63, tables.name, 0,
    format(
      'create policy %I on %s as %s for %s to %s%s%s', policy.polname, tables.full_name,
      case when policy.polpermissive then 'permissive' else 'restrictive' end,
      case policy.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      (
        select string_agg(case when role.oid = 0 then 'public' else role.oid::regrole::text end, ', ')
        from unnest(policy.polroles) as role (oid)
      ),
      ' using (' || pg_get_expr(policy.polqual, policy.polrelid) || ')',
      ' with check (' || pg_get_expr(policy.polwithcheck, policy.polrelid) || ')')
  from tables
  join pg_policy as policy on policy.polrelid = tables.oid
  union all
  select 64, name, 0, format('alter table %s enable row level security', full_name) from tables where relrowsecurity
  union all
  select 65, name, 0, format('alter table %s force row level security', full_name) from tables where relforcerowsecurity
  union all
  select 70, name, 0, format('analyze %s', full_name) from tables
)
select statement from statements order by rank, name, place, statement;
