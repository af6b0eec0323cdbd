-- The tables of contactsync that this role may not use as runs do (partitions need no rights): name, by name.
select relation.relname::text as table_name
from pg_class as relation
join pg_namespace as namespace on namespace.oid = relation.relnamespace
where namespace.nspname = 'contactsync'
  and relation.relkind in ('r', 'p')
  and not relation.relispartition
  and not (
    has_table_privilege(relation.oid, 'select')
    and (
      relation.relname in ('schema_migration', 'role_organization')
      or (
        has_table_privilege(relation.oid, 'insert') and has_table_privilege(relation.oid, 'update')
        and has_table_privilege(relation.oid, 'delete')
      )
    )
  )
order by relation.relname;
