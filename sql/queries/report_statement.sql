-- The statement that reads at most $2 rows of the reporting view $1, newest first: one row, none for an unknown view.
select format('select * from reporting.%I order by updated_at desc nulls last limit %s', views.relname, $2::bigint)
  as statement
from pg_class as views
join pg_namespace as schema on schema.oid = views.relnamespace
where schema.nspname = 'reporting' and views.relkind = 'v' and views.relname = $1;
