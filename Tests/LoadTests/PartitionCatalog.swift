import Load
import Postgres

/// What the catalog says of the tables that are cut, in words that do not depend on whether they are.
enum PartitionCatalog {
  /// One line each: columns, constraints, indexes, triggers, statistics, rights, policies, comments, parameters, and views.
  static func lines(_ session: borrowing Session) throws -> [String] {
    try session.execute(sql, [.textArray(Partitions.tables)]).map { $0.text(0) ?? "" }
  }

  /// The rows of each table, as one number.
  static func rows(_ session: borrowing Session) throws -> [String] {
    try Partitions.tables.map { table in
      let row = "t::text collate \"C\""
      let rows = try session.value(
        "select concat(count(*), ' ', md5(string_agg(\(row), '|' order by \(row)))) from contactsync.\(table) as t")
      return "\(table) \(rows ?? "")"
    }
  }

  /// What a database at work may have besides what migrations make, so that it is seen to come along.
  static let extras = """
    set role contactsync_owner;
    create table contactsync.remark (
      linked_account_id text, contact_id text, foreign key (linked_account_id, contact_id) references contactsync.contact);
    alter table contactsync.contact
      add constraint contact_account foreign key (linked_account_id) references contactsync.linked_account,
      add column initial text generated always as (left(name, 1)) stored,
      add column colour text default 'grey' check (colour <> ''),
      add column initials text generated always as (left(name, 2)) stored,
      set (toast.autovacuum_vacuum_scale_factor = 0.1, fillfactor = 90);
    alter table contactsync.contact drop column initial, alter column name set statistics 500;
    alter table contactsync.candidate add constraint candidate_decision foreign key (linked_account_id, contact_id)
      references contactsync.decision;
    create statistics contactsync.contact_roles on is_customer, is_supplier from contactsync.contact;
    create index contact_remote on contactsync.contact (linked_account_id, lower(remote_id)) where remote_id is not null;
    comment on index contactsync.contact_remote is 'It''s ours';
    comment on table contactsync.decision is 'One per contact';
    create trigger settled before update on contactsync.decision
      for each row execute function pg_catalog.suppress_redundant_updates_trigger();
    grant select (name, contact_id) on contactsync.contact to contactsync_report;
    grant select on contactsync.decision to public;
    grant update on contactsync.decision to contactsync_review with grant option;
    create policy "No one's" on contactsync.decision as restrictive for delete to public using (verdict <> 'x');
    create policy checked on contactsync.contact for insert to contactsync_review with check (contact_id <> 'x');
    """

  private static let sql = #"""
    with tables as (
      select oid, relname, relowner, relacl, relrowsecurity, relforcerowsecurity
      from pg_class where relnamespace = 'contactsync'::regnamespace and relname = any($1::text[])
    )
    select concat_ws(' ', 'table', relname, relowner::regrole, relrowsecurity, relforcerowsecurity, obj_description(oid, 'pg_class'))
    from tables
    union all
    select concat_ws(
      ' ', 'column', relname, attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attstattarget,
      pg_get_expr(adbin, adrelid), col_description(tables.oid, attnum))
    from tables
    join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    union all
    select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(constraints.oid))
    from tables
    join pg_constraint as constraints on tables.oid in (conrelid, confrelid)
    where conparentid = 0
    union all
    select concat_ws(
      ' ', 'index', regexp_replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON '), indisprimary, indisunique, indisvalid,
      obj_description(indexrelid, 'pg_class'))
    from tables join pg_index on indrelid = tables.oid
    union all
    select concat_ws(' ', 'trigger', pg_get_triggerdef(triggers.oid))
    from tables join pg_trigger as triggers on tgrelid = tables.oid and not tgisinternal
    union all
    select concat_ws(' ', 'statistics', pg_get_statisticsobjdef(pg_statistic_ext.oid))
    from tables join pg_statistic_ext on stxrelid = tables.oid
    union all
    select concat_ws(' ', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check)
    from tables join pg_policies on schemaname = 'contactsync' and tablename = relname
    union all
    select concat_ws(' ', 'right', relname, grantee::regrole, privilege_type, is_grantable)
    from tables cross join aclexplode(relacl)
    union all
    select concat_ws(' ', 'right', relname, attname, grantee::regrole, privilege_type, is_grantable)
    from tables
    join pg_attribute on attrelid = tables.oid
    cross join aclexplode(attacl)
    union all
    select distinct concat_ws(' ', 'parameter', tables.relname, option)
    from tables
    join pg_class as part
      on part.oid = tables.oid or part.oid in (select relid from pg_partition_tree(tables.oid) where isleaf)
    left join pg_class as toast on toast.oid = part.reltoastrelid
    cross join unnest(part.reloptions || array(select 'toast.' || name from unnest(toast.reloptions) as name)) as option
    union all
    select concat_ws(' ', 'view', relname, relowner::regrole, reloptions, relacl, pg_get_viewdef(oid), obj_description(oid, 'pg_class'))
    from pg_class
    where relnamespace = 'reporting'::regnamespace
    order by 1
    """#
}
