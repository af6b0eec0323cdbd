-- The reporting views by name, each with its description.
select views.relname as view_name, obj_description(views.oid, 'pg_class') as description
from pg_class as views
join pg_namespace as schema on schema.oid = views.relnamespace
where schema.nspname = 'reporting' and views.relkind = 'v'
order by views.relname;
