-- The logins that may read the reporting views but have no organization listed, so that they see nothing: name, by name.
select login.rolname::text as login
from pg_roles as login
where login.rolcanlogin
  and not login.rolsuper
  and not login.rolbypassrls
  and has_schema_privilege(login.oid, to_regnamespace('reporting')::oid, 'usage')
  and has_table_privilege(login.oid, 'reporting.fct_links', 'select')
  and not pg_has_role(login.oid, 'contactsync_owner', 'member')
  and not pg_has_role(login.oid, 'contactsync_pipeline', 'member')
  and not pg_has_role(login.oid, 'contactsync_review', 'member')
  and not exists (select from contactsync.role_organization as listed where listed.role_name = login.rolname::text)
order by login.rolname;
