-- Works as the role $1 from here on where the login may and the role has rights in this database: one row, none where not.
select set_config('role', role.rolname, false) as role_name
from pg_roles as role
where role.rolname = $1
  and pg_has_role(session_user, role.oid, 'member')
  and coalesce(
    has_schema_privilege(role.oid, to_regnamespace('contactsync')::oid, 'usage'),
    has_database_privilege(role.oid, current_database(), 'create')
  );
